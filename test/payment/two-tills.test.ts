// Two tills of one shop stand beside each other under one merchant. Each has a book of its own that counts from one, so
// what tells their numbers apart in the same second is the till's own three digits.
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { BOOK_FILES } from "../../main/book.ts";
import { type Clock, systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { attemptByNo } from "../../main/store/attempts.ts";
import { openTill } from "../../main/till.ts";
import { fen } from "../../preload/contract/money.ts";
import { must, tempFolder } from "../support/flow-desk.ts";
import { newBook } from "../support/new-book.ts";

/** A till whose order ids begin with these, one after another, at a time that stands still until it is set. */
async function openOne(heads: readonly string[]) {
  const folder = tempFolder();
  let day = "2026-11-22";
  let count = 0;
  const local: Clock["local"] = () => ({ day, stamp: `${day.slice(2).replaceAll("-", "")}113000` });
  for (const name of Object.values(BOOK_FILES)) newBook(join(folder, name));
  const till = must(
    await openTill({
      folder,
      clock: { ...systemClock, local },
      ids: { ...systemIds, nonce: () => (heads[count++] ?? "").padEnd(32, "0") },
      http: () => Promise.reject(new Error("nobody is asked")),
      secrets: fileKeyBox(folder, systemIds),
      log: openLog("silent"),
      version: "0.0.0-test",
      patienceMs: 0,
      devices: null,
      notices: false,
    }),
  );
  onTestFinished(() => till.close());
  const { payment, store } = till.books.real;
  const sale = { amountFen: fen(1000), note: null, order: null };
  const sell = () => must(payment.takeCash(sale, fen(1000)));
  return {
    sell,
    /** Half of an order, and later the rest of it. */
    sellHalf: () => must(payment.takeCash({ ...sale, owedFen: fen(2000) }, fen(1000))),
    goOn: (tradeNo: ReturnType<typeof sell>) =>
      must(payment.takeCash({ ...sale, order: attemptByNo(store.read, tradeNo)?.orderId ?? null }, fen(1000))),
    train: () => must(till.books.training.payment.takeCash(sale, fen(1000))),
    giveBack: (tradeNo: ReturnType<typeof sell>) =>
      must(payment.startRefund({ tradeNo, amountFen: fen(1), why: "退" })),
    setDay: (next: string) => void (day = next),
  };
}

const terminal = (number: string) => number.slice(13, 16);

test("two new tills that sell in the same second use different numbers", async () => {
  const [one, other] = [await openOne(["00000001"]), await openOne(["00000002"])];
  const numbers = [one.sell(), other.sell()] as const;
  expect(numbers[0]).not.toBe(numbers[1]);
  expect(one.giveBack(numbers[0])).not.toBe(other.giveBack(numbers[1]));
});

test("a till keeps its three digits for a day, and they are never those of training", async () => {
  const till = await openOne(["ffffffff", "00000007", "00000009"]);
  const first = terminal(till.sell());
  expect(Number(first)).toBe((0xffffffff % 899) + 1);
  expect([terminal(till.sell()), terminal(till.giveBack(till.sell()))]).toEqual([first, first]);
  expect(Number(first)).toBeLessThan(900);
  expect(terminal(till.train())).toBe("900");
});

test("a copy of a book that goes on beside the first has digits of its own from the next day on", async () => {
  const [one, copy] = [await openOne(["00000001", "00000002", "00000003"]), await openOne(["00000001", "00000004"])];
  expect(terminal(one.sell())).toBe(terminal(copy.sell()));
  const sold = one.sell();
  for (const till of [one, copy]) till.setDay("2026-11-23");
  expect(terminal(one.sell())).not.toBe(terminal(copy.sell()));
  expect(terminal(one.giveBack(sold))).toBe(terminal(sold));
});

test("an order that goes on after midnight keeps the digits it began with", async () => {
  const till = await openOne(["00000001", "00000002"]);
  const half = till.sellHalf();
  till.setDay("2026-11-23");
  expect(terminal(till.sell())).not.toBe(terminal(half));
  expect(terminal(till.goOn(half))).toBe(terminal(half));
});
