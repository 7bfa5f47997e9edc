// What follows from a channel that is set up: the way out of training, and, with several, which one takes new sales.
import type { ChannelSetup } from "../../../preload/contract/channels.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { changeMode } from "../settings/store.ts";
import css from "./channels.module.css";
import { sellThrough } from "./store.ts";

type Props = { readonly state: TillState; readonly channels: readonly ChannelSetup[] };

export function UsePanel({ state, channels }: Props) {
  const words = useWords();
  const { channelPages, settings } = words;
  const ready = channels.filter((channel) => channel.configured);
  const canLeave = state.mode === "training" && state.realReady;
  if (!canLeave && ready.length < 2) return null;
  return (
    <section className={cls(css.panel, css.use)} aria-label={channelPages.use}>
      {ready.length < 2 ? null : (
        <>
          <Choice
            name={channelPages.use}
            options={ready.map((channel) => ({ value: channel.id, label: words.channels[channel.id] }))}
            value={ready.find((channel) => channel.inUse)?.id ?? null}
            onChange={(id) => void sellThrough(id)}
            look="chip"
            showName
          />
          <p className={cls(css.note)}>{channelPages.useNote}</p>
        </>
      )}
      {canLeave ? (
        <>
          <p className={cls(css.note)}>{channelPages.leaveNow}</p>
          <Button size="small" isWide onPress={() => void changeMode("real")}>
            {settings.leave}
          </Button>
        </>
      ) : null}
    </section>
  );
}
