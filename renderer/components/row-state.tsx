// Where an attempt stands, in one row: shape and word. In training the shapes are ink, so nothing is green.
import type { AttemptView } from "../../preload/contract/views.ts";
import { cls } from "../class-names.ts";
import { yuan } from "../text/format.ts";
import { useWords } from "../text/use-words.ts";
import type { Words } from "../text/zh-cn.ts";
import css from "./row-state.module.css";
import { Shape, type ShapeName } from "./shape.tsx";

export type Standing = "paid" | "wait" | "none" | "back";

/** The four standings the cashier knows; money on its way back counts as refunded. */
export function standingOf(attempt: AttemptView): Standing {
  if (attempt.refundedFen > 0 || attempt.refundingFen > 0) return "back";
  const byVerdict = { release: "paid", wait: "wait", retry: "none" } as const;
  return byVerdict[attempt.verdict];
}

function wordsOf(attempt: AttemptView, words: Words): string {
  const standing = standingOf(attempt);
  if (standing !== "back") return words.orders.state[standing];
  if (attempt.refundingFen > 0) return words.orders.goingBack({ text: yuan(attempt.refundingFen) });
  if (attempt.refundedFen === attempt.amountFen) return words.orders.state.back;
  return words.orders.partlyBack({ text: yuan(attempt.refundedFen) });
}

/** The shape for a standing; paid money of the training is a tick, never a green proof. */
export const shapeOf = (standing: Standing, training: boolean): ShapeName =>
  training && standing === "paid" ? "ok" : standing;

export function RowState({ attempt }: { readonly attempt: AttemptView }) {
  const words = useWords();
  const text = wordsOf(attempt, words);
  const { training } = attempt;
  return (
    <span className={cls(css.state)}>
      <Shape name={shapeOf(standingOf(attempt), training)} tone={training ? "ink" : "verdict"} />
      {training ? words.orders.inTraining({ text }) : text}
    </span>
  );
}
