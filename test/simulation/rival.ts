// A second process on the same data folder: it must not get the folder, and one that did not even ask for it must not open
// another attempt of an order that has an open one.
import { join } from "node:path";
import { insertAttempt } from "../../main/store/attempts.ts";
import { isDuplicate, lockFolder, openStore } from "../../main/store/open.ts";
import { makeNumber, orderId, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { channelId } from "../../preload/contract/status.ts";
import type { AttemptRow } from "./auditor-rows.ts";

/** A till takes the folder before anything else. Answers what is wrong, or null. */
export function takeFolder(folder: string): string | null {
  const lock = lockFolder(join(folder, "till.lock"));
  if (!lock.ok) return lock.failure.code === "folder_in_use" ? null : `a second till is told ${lock.failure.code}`;
  lock.value.release();
  return "a second till got the folder";
}

/** As a process that never asked for the folder: a folder on a network disk may know no locks. Answers what is wrong. */
export function openAnother(folder: string, open: AttemptRow, count: number): string | null {
  const number = tradeNo(makeNumber("9", "990101000000", 999, count));
  if (number === null) throw new Error("the number is none");
  const opened = openStore(join(folder, "till.db"));
  if (!opened.ok) return `a second process is told ${opened.failure.code}`;
  const { value: store } = opened;
  try {
    store.write((tx) =>
      insertAttempt(tx, {
        tradeNo: number,
        orderId: orderId(open.order_id),
        channel: channelId.parse(open.channel),
        method: "pay_code",
        mode: null,
        wallet: null,
        codeTail: null,
        amountFen: fen(1),
        givenFen: null,
        leg: open.leg,
        createdAt: 0,
      }),
    );
    return `a second process opened another attempt of order ${open.order_id}`;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return null;
  } finally {
    store.close();
  }
}
