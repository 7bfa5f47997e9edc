// The pay modes of a channel whose shop opens them one by one: which there are, which are open, in which order. What
// stands here is the channel's own answer; a change shows once the channel tells it.
import { useEffect } from "react";
import { create } from "zustand";
import type { CallOutput } from "../../../preload/contract/calls.ts";
import type { PayMode, RealChannelId } from "../../../preload/contract/channels.ts";
import type { Result } from "../../../preload/contract/failure.ts";
import { Button } from "../../components/button.tsx";
import { call } from "../../cashier.ts";
import { cls } from "../../class-names.ts";
import { hush, sayFailure } from "../../notice.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./modes-panel.module.css";

type Answer = Result<CallOutput<"channels.modes">>;
/** Where a mode stands: opened by the shop, closed by it, or never opened. */
const standingOf = ({ uuid, isOpen }: PayMode): "open" | "closed" | "absent" =>
  uuid === null ? "absent" : isOpen ? "open" : "closed";

const useModes = create<{ readonly modes: readonly PayMode[] | null; readonly isBusy: boolean }>()(() => ({
  modes: null,
  isBusy: false,
}));

/** Reads, and changes nothing. */
const nothing = (id: RealChannelId): Promise<Answer> => call("channels.modes", { id });

async function take(asked: Promise<Answer>): Promise<void> {
  hush();
  useModes.setState({ isBusy: true });
  const answer = await asked;
  useModes.setState({ isBusy: false });
  if (answer.ok) useModes.setState({ modes: answer.value.modes });
  else sayFailure(answer.failure);
}

export function ModesPanel({ id }: { readonly id: RealChannelId }) {
  const { modes: words } = useWords().channelPages;
  const { modes, isBusy } = useModes();
  useEffect(() => {
    useModes.setState({ modes: null, isBusy: false });
    void take(nothing(id));
  }, [id]);
  const first = Math.max(0, ...(modes ?? []).map((mode) => mode.order ?? 0)) + 1;
  return (
    <section className={cls(css.panel)} aria-label={words.title} aria-busy={isBusy}>
      <header className={cls(css.head)}>
        <h2>{words.title}</h2>
        <Button size="small" isDisabled={isBusy} onPress={() => void take(nothing(id))}>
          {isBusy ? words.reading : words.again}
        </Button>
      </header>
      <p className={cls(css.note)}>{words.note}</p>
      <ul>
        {modes?.map((mode) => (
          <ModeRow
            key={mode.uuid ?? mode.templateId ?? mode.name}
            mode={mode}
            isBusy={isBusy}
            onSwitch={() => void take(switched(id, mode))}
            onFirst={() => void take(moved(id, mode, first))}
          />
        ))}
      </ul>
    </section>
  );
}

function switched(id: RealChannelId, { uuid, templateId, isOpen }: PayMode): Promise<Answer> {
  if (uuid !== null) return call("channels.changeMode", { id, uuid, isOpen: !isOpen });
  return templateId === null ? nothing(id) : call("channels.openMode", { id, templateId });
}

const moved = (id: RealChannelId, { uuid }: PayMode, order: number): Promise<Answer> =>
  uuid === null ? nothing(id) : call("channels.changeMode", { id, uuid, order });

type RowProps = {
  readonly mode: PayMode;
  readonly isBusy: boolean;
  readonly onSwitch: () => void;
  readonly onFirst: () => void;
};

function ModeRow({ mode, isBusy, onSwitch, onFirst }: RowProps) {
  const { modes: words } = useWords().channelPages;
  const standing = standingOf(mode);
  const isOpen = standing === "open";
  const text = mode.name;
  return (
    <li className={cls(css.mode)}>
      <div>
        <b>{text}</b>
        <p className={cls(css.note)}>
          {words[standing]}　{words.needs[mode.needs]}
        </p>
      </div>
      {isOpen ? (
        <Button size="small" name={words.doFirst({ text })} isDisabled={isBusy} onPress={onFirst}>
          {words.firstShort}
        </Button>
      ) : null}
      <Button
        size="small"
        name={isOpen ? words.doClose({ text }) : words.doOpen({ text })}
        isDisabled={isBusy}
        onPress={onSwitch}
      >
        {isOpen ? words.closeShort : words.openShort}
      </Button>
    </li>
  );
}
