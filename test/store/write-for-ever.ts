// Writes paid payments into the book named on the command line, one transaction a step, and says each number once its
// transaction has returned. Runs until it is killed. Run by kill.test.ts.
import { writeSync } from "node:fs";
import { fen } from "../../preload/contract/money.ts";
import { makeNumber, orderId, tradeNo } from "../../preload/contract/ids.ts";
import { advance, insertAttempt } from "../../main/store/attempts.ts";
import { insertOrder, nextDayNumber } from "../../main/store/orders.ts";
import { openStore } from "../../main/store/open.ts";
import { queuePrint } from "../../main/store/print-jobs.ts";
import { countUp } from "../../main/store/settings.ts";
import type { Attempt } from "../../main/payment/attempt.ts";
import { attemptByNo } from "../../main/store/attempts.ts";

const opened = openStore(process.argv[2] ?? "");
if (!opened.ok) throw new Error(opened.failure.code);
const store = opened.value;
const DAY = "2026-03-01";

function must<T>(value: T | null): T {
  if (value === null) throw new Error("missing");
  return value;
}

for (;;) {
  const number = store.write((tx) => {
    const count = countUp(tx, "trade_no");
    const made = must(tradeNo(makeNumber("9", "260301100000", 1, count)));
    const order = orderId(`order-${count}`);
    const amountFen = fen(count);
    insertOrder(tx, {
      orderId: order,
      amountFen,
      day: DAY,
      dayNumber: nextDayNumber(tx, DAY),
      note: null,
      cashier: null,
      createdAt: count,
    });
    const sale = {
      channel: "pooul",
      method: "pay_code",
      mode: null,
      wallet: null,
      codeTail: null,
      givenFen: null,
      leg: 0,
    } as const;
    insertAttempt(tx, { tradeNo: made, orderId: order, ...sale, amountFen, createdAt: count });
    return made;
  });
  writeSync(1, `created ${number}\n`);
  const read = (): Attempt => must(attemptByNo(store.read, number));
  store.write((tx) => advance(tx, read(), { event: "send", at: 1, change: { sentAt: 1 } }));
  writeSync(1, `sending ${number}\n`);
  store.write((tx) => {
    advance(tx, read(), { event: "paid", at: 2 });
    queuePrint(tx, "sale", number, 2);
  });
  writeSync(1, `paid ${number}\n`);
}
