// Where an attempt stands, in one row: shape and word. In training the shapes are ink, so nothing is green.
import { isProved } from "../../preload/contract/proof.ts";
import type { AttemptView } from "../../preload/contract/views.ts";
import { cls } from "../class-names.ts";
import { yuan } from "../text/format.ts";
import { useWords } from "../text/use-words.ts";
import type { Words } from "../text/zh-cn.ts";
import css from "./row-state.module.css";
import { Shape, type ShapeName } from "./shape.tsx";

export type Standing = "paid" | "part" | "wait" | "none" | "back";

/** What the cashier knows; money on its way back counts as refunded, and a part of an order as no more than that. */
export function standingOf(attempt: AttemptView): Standing {
  if (attempt.refundedFen > 0 || attempt.refundingFen > 0) return "back";
  if (attempt.status === "paid" && attempt.dueFen > 0) return "part";
  const byVerdict = { release: "paid", wait: "wait", retry: "none" } as const;
  return byVerdict[attempt.verdict];
}

function wordsOf(attempt: AttemptView, words: Words): string {
  const standing = standingOf(attempt);
  if (standing === "part") return words.orders.stillDue({ text: yuan(attempt.dueFen) });
  if (standing !== "back") return words.orders.state[standing];
  if (attempt.refundingFen > 0) return words.orders.goingBack({ text: yuan(attempt.refundingFen) });
  if (attempt.refundedFen === attempt.amountFen) return words.orders.state.back;
  return words.orders.partlyBack({ text: yuan(attempt.refundedFen) });
}

/** Green is a channel's proof: neither the training nor cash has one, nor what a person wrote down. */
export const isInk = (attempt: Pick<AttemptView, "training" | "method" | "exception">): boolean =>
  attempt.training || !isProved(attempt);

/** The shape for a standing; paid money without a channel's proof is a tick. */
export const shapeOf = (standing: Standing, isPlain: boolean): ShapeName =>
  isPlain && standing === "paid" ? "ok" : standing;

export function RowState({ attempt }: { readonly attempt: AttemptView }) {
  const words = useWords();
  const text = wordsOf(attempt, words);
  const { training } = attempt;
  return (
    <span className={cls(css.state)}>
      <Shape name={shapeOf(standingOf(attempt), isInk(attempt))} tone={isInk(attempt) ? "ink" : "verdict"} />
      {training ? words.orders.inTraining({ text }) : text}
    </span>
  );
}
