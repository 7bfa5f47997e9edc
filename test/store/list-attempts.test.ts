// The order list: what a search finds, that pages join without a gap, and that no question walks a whole book.
import { describe, expect, test } from "vitest";
import { insertOrder } from "../../main/store/orders.ts";
import { type AttemptFilter, listAttempts } from "../../main/store/list-attempts.ts";
import type { Store, Writer } from "../../main/store/open.ts";
import { makeNumber, orderId } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { numberOf, openBook } from "../support/flow-book.ts";

const DAY_MS = 86_400_000;
const NOON = 12 * 3_600_000;
const dayOf = (n: number) => new Date(n * DAY_MS).toISOString().slice(0, 10);

type Row = {
  readonly n: number;
  readonly day?: number;
  readonly status?: string;
  readonly amount?: number;
  readonly owed?: number;
  readonly channelNo?: string;
  readonly walletNo?: string;
  readonly tail?: string;
  readonly wallet?: string | null;
  readonly cashier?: string;
  readonly exception?: string;
  readonly settled?: boolean;
};

function write(tx: Writer, row: Row): void {
  const { n, day = 0, status = "paid", amount = 100 + n } = row;
  const at = day * DAY_MS + NOON + n;
  const id = orderId(`order-${n}`);
  const order = {
    orderId: id,
    amountFen: fen(row.owed ?? amount),
    day: dayOf(day),
    dayNumber: n,
    note: null,
    cashier: row.cashier ?? null,
  };
  insertOrder(tx, { ...order, createdAt: at });
  tx.run(
    `INSERT INTO attempts (trade_no, order_id, channel, method, wallet, code_tail, amount_fen, status, channel_trade_no,
       settlement, created_at) VALUES (?, ?, 'pooul', 'pay_code', ?, ?, ?, ?, ?, ?, ?)`,
    numberOf(n),
    id,
    row.wallet === undefined ? "wechat" : row.wallet,
    row.tail ?? null,
    amount,
    status,
    row.channelNo ?? null,
    row.walletNo === undefined ? null : JSON.stringify({ ...NOTHING, walletTradeNo: row.walletNo }),
    at,
  );
  if (row.exception !== undefined)
    tx.run(
      "UPDATE attempts SET exception = ?, exception_settled = ? WHERE trade_no = ?",
      row.exception,
      row.settled === true ? 1 : 0,
      numberOf(n),
    );
}

const NOTHING = {
  payableFen: null,
  realFen: null,
  refundMaxFen: null,
  discountFen: null,
  settledFen: null,
  vouchers: [],
  modeName: null,
};

function bookOf(rows: readonly Row[]): Store {
  const store = openBook();
  store.write((tx) => rows.forEach((row) => write(tx, row)));
  return store;
}

const found = (store: Store, filter: Partial<AttemptFilter> = {}): number[] =>
  listAttempts(store.read, { limit: 50, ...filter }).map(({ orderId: id }) => Number(id.slice("order-".length)));

describe("a search", () => {
  const store = () =>
    bookOf([
      { n: 1, amount: 2850, channelNo: "4200001234", tail: "4071" },
      { n: 2, amount: 999, channelNo: "4200005678", walletNo: "WX1112850" },
      { n: 3, day: 1, amount: 2850, tail: "5678", wallet: "alipay" },
    ]);
  const cases: [string, NonNullable<AttemptFilter["search"]>, number[]][] = [
    ["an amount", { amountFen: 2850 }, [3, 1]],
    ["the last four of the pay code", { number: "4071" }, [1]],
    ["the last four of the channel's number or of a pay code", { number: "5678" }, [3, 2]],
    ["the channel's whole number", { number: "4200001234" }, [1]],
    ["the end of the wallet's own number", { number: "112850" }, [2]],
    ["our whole number", { number: numberOf(2) }, [2]],
    ["the end of our number", { number: numberOf(3).slice(-6) }, [3]],
    ["the day's running number", { dayNumber: 2 }, [2]],
    ["a number or an amount, whichever it is", { number: "4071", amountFen: 999 }, [2, 1]],
    ["the minute of the day", { minute: { at: 720, offsetMs: 0 } }, [3, 2, 1]],
    ["a minute in which nothing was sold", { minute: { at: 721, offsetMs: 0 } }, []],
    ["three digits that are nobody's amount", { number: "071" }, []],
    ["nothing that could be meant", {}, []],
  ];
  test.each(cases)("finds %s", (_name, search, wanted) => {
    expect(found(store(), { search })).toEqual(wanted);
  });

  test("together with a day, a way of paying or a status finds what is both", () => {
    const book = store();
    expect(found(book, { search: { amountFen: 2850 }, day: dayOf(0) })).toEqual([1]);
    expect(found(book, { search: { amountFen: 2850 }, way: "alipay" })).toEqual([3]);
    expect(found(book, { search: { amountFen: 2850 }, statuses: ["declined"] })).toEqual([]);
    expect(found(book, { days: { from: dayOf(1), to: dayOf(2) } })).toEqual([3]);
  });
});

describe("where an order stands", () => {
  const store = () => {
    const book = bookOf([
      { n: 1 },
      { n: 2, amount: 50, owed: 80 },
      { n: 3, amount: 50 },
      { n: 4, status: "declined" },
      { n: 5, status: "unknown" },
    ]);
    book.write((tx) =>
      tx.run(
        "INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at) VALUES (?, ?, 10, 'x', 'refunded', 1)",
        makeNumber("8", "260301100000", 1, 1),
        numberOf(3),
      ),
    );
    return book;
  };
  test.each([
    ["whole", { statuses: ["paid"], standing: "whole" }, [3, 1]],
    ["in part", { statuses: ["paid"], standing: "part" }, [2]],
    ["given back", { statuses: ["paid"], standing: "back" }, [3]],
    ["open or declined", { statuses: ["unknown", "declined"] }, [5, 4]],
  ] as [string, Partial<AttemptFilter>, number[]][])("is found, ever and on its day: %s", (_name, filter, wanted) => {
    expect(found(store(), filter)).toEqual(wanted);
    expect(found(store(), { ...filter, day: dayOf(0) })).toEqual(wanted);
    expect(found(store(), { ...filter, day: dayOf(1) })).toEqual([]);
  });
});

test("pages join without a gap and without a row twice, also among equal times and several statuses", () => {
  const rows = Array.from({ length: 57 }, (_, n) => ({ n: n + 1, status: n % 3 === 0 ? "declined" : "paid" }));
  const book = bookOf(rows);
  book.write((tx) => tx.run("UPDATE attempts SET created_at = created_at / 5 * 5"));
  for (const filter of [{}, { statuses: ["paid", "declined"] }, { day: dayOf(0) }] as Partial<AttemptFilter>[]) {
    const whole = found(book, { ...filter, limit: 1000 });
    const pages: number[] = [];
    let before: AttemptFilter["before"];
    for (let page = 0; page < 20; page++) {
      const read = listAttempts(book.read, { ...filter, limit: 7, ...(before ? { before } : {}) });
      pages.push(...read.map(({ orderId: id }) => Number(id.slice("order-".length))));
      const last = read.at(-1);
      if (!last) break;
      before = { at: last.createdAt, order: last.tradeNo };
    }
    expect(pages).toEqual(whole);
    expect(new Set(pages).size).toBe(57);
  }
});

test("orders are found by who took them, and by the exception they had, settled or not", () => {
  const store = bookOf([
    { n: 1, cashier: "3" },
    { n: 2, cashier: "7", exception: "paid_late", settled: true },
    { n: 3, cashier: "3", exception: "paid_late" },
    { n: 4, exception: "duplicate" },
  ]);
  expect(found(store, { cashier: "3" })).toEqual([3, 1]);
  expect(found(store, { cashier: "9" })).toEqual([]);
  expect(found(store, { exception: "paid_late" })).toEqual([3, 2]);
  expect(found(store, { exception: "paid_late", cashier: "7" })).toEqual([2]);
  expect(found(store, { exception: "duplicate", day: dayOf(1) })).toEqual([]);
});
