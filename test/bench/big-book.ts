// A book with a year of a busy shop in it, for measuring: the shape of real rows, without their histories. It is
// written straight into a fresh data folder before a till opens it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Writer, openStore } from "../../main/store/open.ts";
import { makeNumber } from "../../preload/contract/ids.ts";
import { must } from "../support/flow-desk.ts";
import { chance } from "../support/flow-rows.ts";

const DAY_MS = 86_400_000;
const OPENS_AT_MS = 8 * 3_600_000;
const OPEN_MS = 14 * 3_600_000;
const METHODS = [
  { channel: "pooul", method: "pay_code", wallet: "wechat" },
  { channel: "pooul", method: "pay_code", wallet: "alipay" },
  { channel: "leshua", method: "qr", wallet: "unionpay" },
  { channel: "cash", method: "cash", wallet: null },
] as const;

/** Local calendar parts, as the till writes them. */
export type LocalTime = (at: number) => { readonly day: string; readonly stamp: string };

/** Writes `count` orders over a year that ends today into one book of the folder: `till.db` or `training.db`. */
export function writeBigBook(folder: string, name: string, count: number, local: LocalTime, now: number): void {
  mkdirSync(folder, { recursive: true });
  const store = must(openStore(join(folder, name)));
  store.write((tx) => writeYear(tx, count, local, now));
  store.close();
}

function writeYear(tx: Writer, count: number, local: LocalTime, now: number): void {
  const below = chance(11);
  const days = Math.min(365, count);
  const perDay = Math.ceil(count / days);
  const midnight = now - ((now - new Date(now).getTimezoneOffset() * 60_000) % DAY_MS);
  for (let n = 0; n < count; n++) {
    const back = days - 1 - Math.floor(n / perDay);
    const spread = back === 0 ? Math.min(OPEN_MS, Math.max(1, now - midnight - 60_000)) : OPEN_MS;
    const start = midnight - back * DAY_MS + (back === 0 ? 0 : OPENS_AT_MS);
    writeOrder(tx, {
      n,
      number: (n % perDay) + 1,
      at: start + Math.floor(((n % perDay) / perDay) * spread),
      local,
      below,
    });
  }
}

type OneOrder = {
  readonly n: number;
  readonly number: number;
  readonly at: number;
  readonly local: LocalTime;
  readonly below: (limit: number) => number;
};

function writeOrder(tx: Writer, { n, number, at, local, below }: OneOrder): void {
  const { day, stamp } = local(at);
  const amount = 100 + below(20_000);
  const { channel, method, wallet } = METHODS[below(METHODS.length)] ?? METHODS[0];
  const isPaid = below(20) > 0 || method === "cash";
  const tradeNo = makeNumber("9", stamp, 1, n % 10_000);
  tx.run(
    "INSERT INTO orders (order_id, amount_fen, day, day_number, created_at) VALUES (?, ?, ?, ?, ?)",
    `order-${n}`,
    amount,
    day,
    number,
    at,
  );
  tx.run(
    `INSERT INTO attempts (trade_no, order_id, channel, method, wallet, code_tail, amount_fen, given_fen, status,
       asked, channel_trade_no, created_at, sent_at, final_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`,
    tradeNo,
    `order-${n}`,
    channel,
    method,
    wallet,
    method === "pay_code" ? String(below(10_000)).padStart(4, "0") : null,
    amount,
    method === "cash" ? amount : null,
    isPaid ? "paid" : "declined",
    method === "cash" ? null : `42000${String(below(2 ** 30)).padStart(23, "0")}`,
    at,
    at,
    at + 2000,
  );
  if (isPaid && below(100) === 0)
    tx.run(
      "INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at, sent_at, final_at) VALUES (?, ?, ?, 'returned', 'refunded', ?, ?, ?)",
      makeNumber("8", stamp, 1, n % 10_000),
      tradeNo,
      amount,
      at + 60_000,
      at + 60_000,
      at + 62_000,
    );
}
