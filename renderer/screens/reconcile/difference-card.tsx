// One difference: what each book says, how we know, whose it is, and the steps that are safe. One that has ended says how.
import type { Difference } from "../../../preload/contract/reconcile.ts";
import { groupNumber } from "../../../preload/contract/ids.ts";
import { fen } from "../../../preload/contract/money.ts";
import { Button } from "../../components/button.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { NoteForm } from "./note-form.tsx";
import css from "./reconcile.module.css";
import { askAgain, lookAt, startNote, useReconcile } from "./store.ts";

/** A word of a book in the reader's language, where it is one of ours; else as the channel wrote it. */
const stateText = (words: Words, state: string | null): string =>
  state === null ? "" : (reasonOf(words, state)?.short ?? words.reconcile.states[state] ?? state);

const reasonOf = ({ reason }: Words, code: string) => Object.entries(reason).find(([name]) => name === code)?.[1];

/** How we know: one of our reasons in words, or the channel's own text. */
const evidenceText = (words: Words, evidence: string | null): string =>
  evidence === null ? "–" : (reasonOf(words, evidence)?.sentence ?? evidence);

const sideText = (words: Words, amount: number | null, state: string | null): string => {
  const parts = [amount === null ? "" : yuan(fen(amount)), stateText(words, state)].filter((part) => part !== "");
  return parts.length === 0 ? words.reconcile.none : parts.join(" · ");
};

export function DifferenceCard({ difference }: { readonly difference: Difference }) {
  const words = useWords();
  const { reconcile } = words;
  const noting = useReconcile((each) => each.noting);
  const isOpen = difference.closedAt === null;
  const { kind, number, source, evidence, owner } = difference;
  return (
    <li className={cls(css.card, !isOpen && css.ended)} aria-label={`${reconcile.kind[kind]} ${number}`}>
      <div className={cls(css.cardHead)}>
        <Shape name={isOpen ? "wait" : "ok"} tone={isOpen ? "verdict" : "ink"} />
        <b>{reconcile.kind[kind]}</b>
        <span className={cls(css.muted)}>
          {words.channels[difference.channel]} · {groupNumber(number)}
        </span>
      </div>
      <dl className={cls(css.sides)}>
        <div>
          <dt>{reconcile.ours}</dt>
          <dd>{sideText(words, difference.oursFen, difference.oursState)}</dd>
        </div>
        <div>
          <dt>{reconcile.theirs}</dt>
          <dd>{sideText(words, difference.theirsFen, difference.theirsState)}</dd>
        </div>
        <div>
          <dt>{reconcile.source[source]}</dt>
          <dd className={cls(css.evidence)}>{evidenceText(words, evidence)}</dd>
        </div>
      </dl>
      {owner === null ? null : <p className={cls(css.muted)}>{reconcile.owner({ text: owner })}</p>}
      {isOpen ? <Steps difference={difference} /> : <p className={cls(css.muted)}>{endText(words, difference)}</p>}
      {noting === difference.id ? <NoteForm difference={difference} /> : null}
    </li>
  );
}

function endText({ reconcile }: Words, { closedHow, closedBy, note }: Difference): string {
  return closedHow === "note"
    ? reconcile.closedByNote({ by: closedBy ?? "", note: note ?? "" })
    : reconcile.closedByProof;
}

function Steps({ difference }: { readonly difference: Difference }) {
  const { reconcile } = useWords();
  const noting = useReconcile((each) => each.noting);
  const acts = {
    ask: () => void askAgain(difference),
    order: () => lookAt(difference),
    note: () => startNote(difference.id),
  };
  const name = `${reconcile.kind[difference.kind]} ${difference.number}`;
  return (
    <div className={cls(css.steps)}>
      {difference.steps.map((step) => (
        <Button
          key={step}
          size="small"
          isDisabled={step === "note" && noting === difference.id}
          name={`${reconcile.steps[step]} ${name}`}
          onPress={acts[step]}
        >
          {reconcile.steps[step]}
        </Button>
      ))}
    </div>
  );
}
