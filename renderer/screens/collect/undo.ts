// Giving up an order of which something was received: everything goes back, tender by tender. Money goes out only by
// a tap on the black button or by its key held for a second; the reason is picked first.
import { call } from "../../cashier.ts";
import { joinStory } from "../../evidence.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { wordsNow } from "../../text/words-now.ts";
import { showTill } from "../../till.ts";
import { HOLD_MS } from "./key-table.ts";
import { type UndoWhy, WHYS, useCollect } from "./store.ts";

export function openUndo(): void {
  hush();
  useCollect.setState({ undo: { why: null, heldAt: null }, stuck: [] });
}
export const closeUndo = (): void => useCollect.setState({ undo: null });
export const pickWhy = (why: UndoWhy): void => useCollect.setState({ undo: { why, heldAt: null } });

export function pickWhyByKey(digit: string): void {
  const why = WHYS[Number(digit) - 1];
  if (why !== undefined) pickWhy(why);
}

/** The key went down: it counts when it is still down a second later. */
export function holdUndo(): void {
  const { undo } = useCollect.getState();
  if (undo === null) return;
  if (undo.why === null) return remark("pick_a_reason");
  const heldAt = performance.now();
  useCollect.setState({ undo: { why: undo.why, heldAt } });
  window.setTimeout(() => {
    if (useCollect.getState().undo?.heldAt === heldAt) void undoOrder();
  }, HOLD_MS);
}

/** The key came up. */
export function releaseUndo(): void {
  const { undo } = useCollect.getState();
  if (undo !== null && undo.heldAt !== null) useCollect.setState({ undo: { why: undo.why, heldAt: null } });
}

export async function undoOrder(): Promise<void> {
  const { undo, story } = useCollect.getState();
  if (undo === null || undo.why === null || story === null) return;
  useCollect.setState({ undo: null });
  const answer = await call("collect.undo", { order: story.attempt.order, why: wordsNow().tenders.whys[undo.why] });
  if (!answer.ok) return sayFailure(answer.failure);
  const { detail, left } = answer.value;
  if (useCollect.getState().story?.attempt.order !== detail.attempt.order) return;
  useCollect.setState({ story: joinStory(story, detail), tenders: detail.tenders, stuck: left });
}

/** Puts an order that is paid in part aside, for the orders screen to go on with. */
export async function putAside(): Promise<void> {
  const answer = await call("collect.clear", { park: true });
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
}
