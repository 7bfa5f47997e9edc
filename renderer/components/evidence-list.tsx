// What happened to a payment, line by line: time, who said what, and what happens next. Future lines are hollow.
// It shows what main wrote down and invents nothing.
import type { AttemptView, Evidence } from "../../preload/contract/views.ts";
import { cls } from "../class-names.ts";
import { lineOf } from "../evidence-line.ts";
import { shorten } from "../evidence.ts";
import { dayOf, readNow } from "../now.ts";
import { shortDay, timeOf } from "../text/format.ts";
import { useLanguage, useWords } from "../text/use-words.ts";
import type { Line } from "../text/zh-cn-evidence.ts";
import css from "./evidence-list.module.css";
import { isInk } from "./row-state.tsx";
import { Shape, type ShapeName } from "./shape.tsx";

export type FutureLine = { readonly when: string; readonly title: string };

type Props = {
  readonly attempt: AttemptView;
  readonly evidence: readonly Evidence[];
  readonly future?: readonly FutureLine[];
  readonly name: string;
};

/** The shape at the line that carries the verdict, or at the last answer while there is none. */
function markOf(event: Evidence, isLast: boolean): ShapeName | null {
  if (event.detail.refund !== undefined) return event.to === "refunded" ? "back" : null;
  if (event.to === "paid" && event.from !== "paid") return "paid";
  if (!isLast) return null;
  if (event.to === "declined" || event.to === "cancelled") return "none";
  if (event.to === "unknown" || event.to === "cancelling" || event.to === "needs_review") return "wait";
  return "busy";
}

const isNewDay = (at: number, before: number): boolean => dayOf(at) !== dayOf(before);

const NO_FUTURE: readonly FutureLine[] = [];

export function EvidenceList({ attempt, evidence, future = NO_FUTURE, name }: Props) {
  const words = useWords();
  const shown = shorten(evidence);
  const language = useLanguage();
  const now = readNow();
  const lastSale = evidence.findLast((event) => event.detail.refund === undefined);
  return (
    <div role="log" aria-label={name}>
      <ol className={cls(css.list)}>
        {shown.map((event, index) => (
          <Past
            key={event.seq}
            at={event.at}
            day={isNewDay(event.at, shown[index - 1]?.at ?? now) ? shortDay(event.at, now, language) : null}
            line={lineOf(words, attempt, event)}
            mark={markOf(event, event === lastSale)}
            isPlain={isInk(attempt)}
          />
        ))}
        {future.map((each) => (
          <li key={each.title} className={cls(css.line, css.next)}>
            <time>{each.when}</time>
            <span>{each.title}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

type PastProps = {
  readonly at: number;
  /** Said where it is another one than that of the line before; of the first line, than today. */
  readonly day: string | null;
  readonly line: Line;
  readonly mark: ShapeName | null;
  /** Without a channel's proof: ink, and never green. */
  readonly isPlain: boolean;
};

function Past({ at, day, line, mark, isPlain }: PastProps) {
  const name = isPlain && mark === "paid" ? "ok" : mark;
  return (
    <li className={cls(css.line, name !== null && css.key)}>
      {name === null ? null : <Shape name={name} tone={isPlain ? "ink" : "verdict"} className={cls(css.mark)} />}
      <time>
        {day === null ? null : <span className={cls(css.day)}>{day}</span>}
        {timeOf(at)}
      </time>
      <span>{line.title}</span>
      {line.note === undefined ? null : <small>{line.note}</small>}
    </li>
  );
}
