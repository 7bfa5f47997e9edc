// The independent look: both books side by side, as rows. It knows no status table and no verdict of the till's; it
// says in sentences where the money of one book is not the money of the other.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AttemptRow, RefundRow, Rows } from "./book.ts";
import type { Entry, Shop } from "./shop.ts";

/** What a till may still be busy with; needs_review waits for a person. */
const OPEN = new Set(["created", "sending", "awaiting_payer", "unknown", "cancelling"]);
const OPEN_REFUND = new Set(["requested", "sending", "processing", "unknown"]);

export const isBusy = (rows: Rows): boolean => rows.attempts.some(({ status }) => OPEN.has(status));
export const isRefunding = (rows: Rows): boolean => rows.refunds.some(({ status }) => OPEN_REFUND.has(status));

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

/** The entry an attempt made. Where no number is told, amounts are: no two payments of a run have the same. */
export function entryOf(entries: readonly Entry[], attempt: AttemptRow): Entry | undefined {
  return entries.find((entry) =>
    entry.number === null ? entry.amountFen === attempt.amount_fen : entry.number === attempt.trade_no,
  );
}

/** What is looked at on the channel's side. */
export type Audited = Pick<Shop, "entries" | "breaches" | "mayStay">;

/** Everything in which the books differ once the network works and a new process has recovered; empty when they agree. */
export function differences(shop: Audited, rows: Rows): string[] {
  const entries = shop.entries();
  const wrong = rows.attempts.flatMap((attempt) => {
    const refunds = rows.refunds.filter((refund) => refund.trade_no === attempt.trade_no);
    const about = aboutAttempt(shop, attempt, refunds, entryOf(entries, attempt));
    return about.map((what) => `${attempt.trade_no} is ${attempt.status} here, ${what}`);
  });
  for (const entry of entries)
    if (!rows.attempts.some((attempt) => entryOf([entry], attempt)))
      wrong.push(`${entry.number ?? entry.amountFen} is only there`);
  wrong.push(...ordersPaidTwice(rows, entries), ...wrongReceipts(rows));
  return [...wrong, ...shop.breaches().map((breach) => `breach: ${breach}`)];
}

function aboutAttempt(
  shop: Audited,
  row: AttemptRow,
  refunds: readonly RefundRow[],
  entry: Entry | undefined,
): string[] {
  const wrong: string[] = [];
  const [paidFen, returnedFen] = [entry?.paidFen ?? 0, entry?.returnedFen ?? 0];
  const refundedFen = sum(refunds.filter((one) => one.status === "refunded").map((one) => one.amount_fen));
  const open = refunds.filter((one) => OPEN_REFUND.has(one.status));
  const unknownFen = sum(open.map((one) => one.amount_fen));
  if ((entry?.charges ?? 0) > 1) wrong.push(`charged ${entry?.charges} times`);
  if (entry && entry.amountFen !== row.amount_fen) wrong.push(`${row.amount_fen} fen here, ${entry.amountFen} there`);
  if (refundedFen > row.amount_fen) wrong.push(`${refundedFen} of ${row.amount_fen} fen refunded`);
  if (returnedFen > paidFen) wrong.push(`${returnedFen} of ${paidFen} fen went back there`);
  if (open.some((one) => !shop.mayStay(one.refund_no))) wrong.push("and a refund of it stands open");
  if (OPEN.has(row.status)) wrong.push("which is open after everything healed");
  // What was taken in cash stands in no other book.
  if (row.channel === "cash") return wrong;
  switch (row.status) {
    case "paid":
      if (paidFen !== row.amount_fen) wrong.push(`${paidFen} of ${row.amount_fen} fen were paid there`);
      // A refund that nobody can be asked about may have gone through or not.
      if (![refundedFen, refundedFen + unknownFen].includes(returnedFen))
        wrong.push(`refunded ${refundedFen} here and ${returnedFen} there`);
      break;
    case "declined":
    case "cancelled":
      if (paidFen !== returnedFen) wrong.push(`${paidFen - returnedFen} fen stay there`);
      break;
    case "needs_review":
      if (!shop.mayStay(row.trade_no)) wrong.push("though the channel could be asked");
      break;
  }
  return wrong;
}

/** One order, one success: what all its attempts together keep there is at most what it owes. */
function ordersPaidTwice(rows: Rows, entries: readonly Entry[]): string[] {
  const orders = Map.groupBy(rows.attempts, (attempt) => attempt.order_id);
  return [...orders.values()].flatMap((attempts) => {
    const paid = attempts.flatMap((attempt) => entryOf(entries, attempt) ?? []);
    const cash = attempts.filter(({ channel, status }) => channel === "cash" && status === "paid");
    const givenBack = rows.refunds.filter(
      ({ trade_no, status }) => status === "refunded" && cash.some((one) => one.trade_no === trade_no),
    );
    const cashFen = sum(cash.map((one) => one.amount_fen)) - sum(givenBack.map((one) => one.amount_fen));
    const keptFen = cashFen + sum(paid.map((entry) => entry.paidFen - entry.returnedFen));
    const owedFen = attempts[0]?.owed_fen ?? 0;
    return keptFen > owedFen ? [`${attempts[0]?.trade_no}: its order owes ${owedFen} fen and paid ${keptFen}`] : [];
  });
}

/** An order whose tenders come to what it owes has its receipt, of the tender that made it so; no other has one. */
function wrongReceipts(rows: Rows): string[] {
  const orders = Map.groupBy(rows.attempts, (attempt) => attempt.order_id);
  return [...orders.values()].flatMap((attempts) => {
    const [first] = attempts;
    const paid = attempts.filter(({ status }) => status === "paid");
    const isWhole = sum(paid.map((one) => one.amount_fen)) >= (first?.owed_fen ?? 0);
    const receipts = sum(attempts.map((one) => one.receipts));
    const isRight = isWhole ? receipts >= 1 && receipts <= paid.length : receipts === 0;
    const strange = attempts.some((one) => one.receipts > (one.status === "paid" ? 1 : 0));
    return isRight && !strange ? [] : [`${first?.trade_no}: its order has ${receipts} receipts, whole: ${isWhole}`];
  });
}

/** The files of a folder in which one of these texts stands. */
export function spilled(folder: string, secrets: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true)
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), "latin1");
      return secrets.some((secret) => text.includes(secret)) ? [`a secret stands in ${name}`] : [];
    });
}
