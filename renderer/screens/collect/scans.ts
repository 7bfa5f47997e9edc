// What happens to a scan: a typed amount is locked first, the keys are handed to main at once and kept nowhere, and
// main's answer is said aloud on the screen. Nothing scanned is dropped silently.
import type { Result } from "../../../preload/contract/failure.ts";
import type { Line, ScanAnswer } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, notify, remark, sayFailure } from "../../notice.ts";
import { gunThatTyped } from "../../scan/guns.ts";
import type { Typed } from "../../scan/wedge.ts";
import { goTo, useTill } from "../../till.ts";
import { openOrder } from "../orders/store.ts";
import { openForRefund } from "../refund/store.ts";
import { isEmpty, totalFen } from "./entry.ts";
import { addPrice, isFull } from "./entry-lines.ts";
import { begin, clear, inOrder, isOverLimit } from "./steps.ts";
import { NEW_SALE, faceNow, useCollect } from "./store.ts";

/** Whether a pay code finds an amount that it may lock by itself: typed, on this screen, and not over the limit. */
function isEnter(): boolean {
  const { state, screen } = useTill.getState();
  const { entry, panel } = useCollect.getState();
  if (screen !== "collect" || faceNow() !== "idle" || panel !== "none" || isEmpty(entry)) return false;
  return state?.settings.scanIsEnter !== false && !isOverLimit(totalFen(entry));
}

export const handOver = (text: string, typed: Typed): Promise<void> =>
  inOrder(async () => {
    const gun = gunThatTyped(useTill.getState().state?.settings.scanners ?? [], typed);
    hearAnswer(await call("collect.keys", { text, ...(gun === null ? {} : { gun: gun.id }) }));
  });

export const tapPhone = (id: string): Promise<void> =>
  inOrder(async () => hearAnswer(await call("training.tap", { id })));

function hearAnswer(answer: Result<ScanAnswer>): void {
  if (answer.ok) hearScan(answer.value);
  else sayFailure(answer.failure);
}

/** A scan after a typed amount counts as Enter: the amount is locked, and the code that waits for it charged. */
async function lockForKept(): Promise<void> {
  if (!isEnter()) return;
  useCollect.setState({ mode: "pay_code" });
  await begin();
}

/** Adds what was scanned; after a sale that is over, to the next one. */
function addGoods({ barcode, title, priceFen }: Line, answer: ScanAnswer): void {
  const face = faceNow();
  if (useTill.getState().screen !== "collect" || (face !== "idle" && face !== "paid" && face !== "undone"))
    return notify({ kind: "scan", answer });
  const isNext = face !== "idle";
  if (isNext) useCollect.setState({ left: useTill.getState().state?.current ?? null, ...NEW_SALE });
  const { entry } = useCollect.getState();
  if (isFull(entry)) return remark("too_many_lines");
  const added = addPrice(entry, priceFen, { barcode, title });
  if (!added.ok) return sayFailure({ code: "amount_too_large", who: "cashier", retry: "now" });
  hush();
  useCollect.setState({ entry: added.entry, panel: "none" });
  if (isNext) void inOrder(clear);
}

/** Says what was scanned and what was done about it. */
export function hearScan(answer: ScanAnswer): void {
  if (answer.did === "charging") return hush();
  if (answer.did === "found" && answer.goods !== null) return addGoods(answer.goods, answer);
  if (answer.did === "kept") {
    if (isEnter()) return void inOrder(lockForKept);
    if (useTill.getState().screen === "collect") return hush();
  }
  if (answer.did === "opened" && answer.order !== null) {
    if (useTill.getState().screen === "refund") return void openForRefund(answer.order, true);
    goTo("orders");
    return void openOrder(answer.order);
  }
  if (answer.failure?.code === "code_while_waiting" && faceNow() === "paid") return remark("next_before_scan");
  notify({ kind: "scan", answer });
}
