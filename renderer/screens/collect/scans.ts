// What happens to a scan: the typed amount is locked first, the keys are handed to main at once and kept nowhere,
// and main's answer is said aloud on the screen. Nothing scanned is dropped silently.
import type { Result } from "../../../preload/contract/failure.ts";
import type { ScanAnswer } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, notify, remark, sayFailure } from "../../notice.ts";
import { gunThatTyped } from "../../scan/guns.ts";
import type { Typed } from "../../scan/wedge.ts";
import { goTo, useTill } from "../../till.ts";
import { openOrder } from "../orders/store.ts";
import { isEmpty } from "./entry.ts";
import { begin, inOrder } from "./steps.ts";
import { faceNow, useCollect } from "./store.ts";

const isTyped = (): boolean => faceNow() === "idle" && !isEmpty(useCollect.getState().entry);

/** A scan after a typed amount counts as Enter. */
async function readyForScan(): Promise<boolean> {
  if (!isTyped()) return true;
  useCollect.setState({ mode: "pay_code" });
  return begin();
}

export const handOver = (text: string, typed: Typed): Promise<void> =>
  inOrder(async () => {
    if (useTill.getState().screen === "collect" && !(await readyForScan())) return;
    const gun = gunThatTyped(useTill.getState().state?.settings.scanners ?? [], typed);
    hearAnswer(await call("collect.keys", { text, ...(gun === null ? {} : { gun: gun.id }) }));
  });

export const tapPhone = (id: string): Promise<void> =>
  inOrder(async () => {
    if (await readyForScan()) hearAnswer(await call("training.tap", { id }));
  });

function hearAnswer(answer: Result<ScanAnswer>): void {
  if (answer.ok) hearScan(answer.value);
  else sayFailure(answer.failure);
}

/** A serial scanner spoke to main before the typed amount was locked: lock it, and let the customer hold still. */
async function lockForNextScan(): Promise<void> {
  if (await readyForScan()) remark("locked_scan_again");
}

/** Says what was scanned and what was done about it. */
export function hearScan(answer: ScanAnswer): void {
  if (answer.did === "charging") return hush();
  if (answer.did === "opened" && answer.order !== null) {
    goTo("orders");
    void openOrder(answer.order);
    return;
  }
  const code = answer.failure?.code;
  if (code === "code_before_amount" && isTyped()) return void inOrder(lockForNextScan);
  if (code === "code_while_waiting" && faceNow() === "paid") return remark("next_before_scan");
  notify({ kind: "scan", answer });
}
