// Which of its faces the collect screen shows: derived from what main says, stored nowhere. Pure.
// It never turns "not known" into anything else.
import { isAllBack } from "../../../preload/contract/proof.ts";
import type { AttemptView, TillState } from "../../../preload/contract/views.ts";
import type { AttemptStatus } from "../../../preload/contract/status.ts";
import type { TradeNo } from "../../../preload/contract/ids.ts";
import type { Phase } from "./key-table.ts";

export type Face = Exclude<Phase, "question" | "undo" | "cash" | "split" | "modes" | "held">;
/** The faces that are about one attempt. */
export type AttemptFaceName = Exclude<Face, "idle" | "locked" | "loading">;

const WAITING: Readonly<Record<AttemptStatus, "busy" | "wait" | "paid" | "none">> = {
  created: "busy",
  sending: "busy",
  awaiting_payer: "busy",
  unknown: "wait",
  cancelling: "wait",
  needs_review: "wait",
  paid: "paid",
  declined: "none",
  cancelled: "none",
};

/** Something of the order went back or is on its way. */
const isGivenBack = (tenders: readonly AttemptView[]): boolean =>
  tenders.some((tender) => tender.refundedFen > 0 || tender.refundingFen > 0);

/**
 * `tenders`: every attempt of its order. One that is paid in part never has the face of one that is paid, and neither has
 * one whose money went back.
 */
export function faceOfAttempt(attempt: AttemptView, tenders: readonly AttemptView[] = [attempt]): Face {
  const face = WAITING[attempt.status];
  const isFinal = face === "paid" || face === "none";
  if (isFinal && attempt.dueFen > 0 && isGivenBack(tenders)) return "undone";
  if (face === "paid" && isAllBack(tenders)) return "undone";
  if (face === "paid" && attempt.dueFen > 0) return "due";
  return face === "busy" && attempt.method === "qr" ? "qr" : face;
}

/** `left`: a finished attempt the cashier has already typed past. */
export function faceOf(
  till: TillState | null,
  attempt: AttemptView | null,
  left: TradeNo | null,
  tenders: readonly AttemptView[],
): Face {
  if (till === null) return "loading";
  if (till.current !== null && till.current !== left) {
    return attempt?.order === till.current ? faceOfAttempt(attempt, tenders) : "loading";
  }
  return till.sale === null ? "idle" : "locked";
}
