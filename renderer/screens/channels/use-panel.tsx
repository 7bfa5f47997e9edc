// With several channels set up: which one takes new sales.
import type { ChannelSetup } from "../../../preload/contract/channels.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./channels.module.css";
import { sellThrough } from "./store.ts";

export function UsePanel({ channels }: { readonly channels: readonly ChannelSetup[] }) {
  const { channelPages } = useWords();
  const ready = channels.filter((channel) => channel.configured);
  if (ready.length < 2) return null;
  return (
    <section className={cls(css.panel, css.use)} aria-label={channelPages.use}>
      <Choice
        name={channelPages.use}
        options={ready.map((channel) => ({ value: channel.id, label: channelPages.short[channel.id] }))}
        value={ready.find((channel) => channel.inUse)?.id ?? null}
        onChange={(id) => void sellThrough(id)}
        look="chip"
        showName
      />
      <p className={cls(css.note)}>{channelPages.useNote}</p>
    </section>
  );
}
