// What is to be heard of a payment's news: which rhythm, which words. Pure. Nothing is spoken before it is proved, and
// nothing that is not known is called received or not received.
import type { AttemptView, Evidence } from "../../preload/contract/views.ts";
import { type ClipName, clipsOfAmount, receivedBy } from "./clips.ts";
import type { EarconName } from "./earcons.ts";

export type Said = {
  readonly earcon: EarconName;
  readonly clips: readonly ClipName[];
  /** Said again, as a rhythm only, until somebody presses a key. */
  readonly repeats: boolean;
};

const OPEN_ENDED: ReadonlySet<string | null> = new Set(["unknown", "cancelling", "needs_review"]);
const NOT_RECEIVED: ReadonlySet<string | null> = new Set(["declined", "cancelled"]);

function saidOf(attempt: AttemptView, line: Evidence): Omit<Said, "repeats"> | null {
  const { to, from } = line;
  if (line.detail.refund !== undefined) return null;
  if (to === "paid" && from !== "paid") {
    if (line.detail.exception === "paid_late") return { earcon: "late", clips: ["late"] };
    // A person wrote it down: no proof, so no amount is spoken.
    if (line.kind === "resolved_paid") return { earcon: "accepted", clips: [] };
    const isCash = attempt.method === "cash";
    const clips = [receivedBy(attempt.wallet, isCash), ...clipsOfAmount(attempt.amountFen)];
    // A part of an order is no reason to hand over the goods: it is said, without the rhythm for that.
    return { earcon: attempt.dueFen > 0 ? "accepted" : "paid", clips };
  }
  if (NOT_RECEIVED.has(to) && !NOT_RECEIVED.has(from)) return { earcon: "none", clips: ["none"] };
  if (OPEN_ENDED.has(to) && !OPEN_ENDED.has(from)) return { earcon: "wait", clips: ["wait"] };
  if (line.kind === "created" && attempt.method === "pay_code") return { earcon: "accepted", clips: [] };
  return null;
}

/** What the lines after `heard` (a journal number) are worth; of several only the last that says anything. */
export function listen(
  attempt: AttemptView,
  evidence: readonly Evidence[],
  heard: number,
): { readonly said: Said | null; readonly heard: number } {
  const fresh = evidence.filter((line) => line.seq > heard);
  let said: Said | null = null;
  for (const line of fresh) {
    const found = saidOf(attempt, line);
    if (found === null) continue;
    const isSentence = found.clips.length > 0;
    const clips = attempt.training && isSentence ? (["training", ...found.clips] as const) : found.clips;
    said = { earcon: found.earcon, clips, repeats: found.earcon === "wait" };
  }
  return { said, heard: Math.max(heard, ...fresh.map((line) => line.seq)) };
}
