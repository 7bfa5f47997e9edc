// The independent look at the end of every command-line test: the peer's books and ours, side by side. It knows no
// channel; a channel's kit puts its peer's books into the words used here.
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";
import { inside } from "./cli.ts";

const attempt = z.object({
  order: z.string(),
  status: z.string(),
  verdict: z.string(),
  amountFen: z.number(),
  channel: z.string(),
  channelTradeNo: z.string().optional(),
  exception: z.string().optional(),
  reason: z.string().optional(),
  refundedFen: z.number(),
});
const orders = z.object({ orders: z.array(attempt) });
export type OurOrder = z.infer<typeof attempt>;

const refund = z.object({ refundNo: z.string(), order: z.string(), fen: z.number(), status: z.string() });
export type OurRefund = z.infer<typeof refund>;

/** What really happened to one payment; `tradeNo` is null where the channel is never told our number. */
export type TheirOrder = {
  readonly tradeNo: string | null;
  readonly channelNo: string;
  readonly amountFen: number;
  /** How often money was taken. */
  readonly charges: number;
  readonly paidFen: number;
  readonly returnedFen: number;
};
/** `isBack`: the money really went back. */
export type TheirRefund = { readonly refundNo: string; readonly fen: number; readonly isBack: boolean };
/** `refunds` is null where the channel is never told our refund numbers. */
export type TheirBooks = { readonly orders: readonly TheirOrder[]; readonly refunds: readonly TheirRefund[] | null };

export async function ourOrders(folder: string, ...options: readonly string[]): Promise<OurOrder[]> {
  return orders.parse((await inside(folder, ["orders", "--limit", "1000", ...options])).json).orders;
}

/** Every refund as it stands in the book's own file, read past the till. */
export function ourRefunds(folder: string): OurRefund[] {
  const book = new Database(join(folder, "till.db"), { readonly: true });
  try {
    const rows = book.prepare('SELECT refund_no refundNo, trade_no "order", amount_fen fen, status FROM refunds').all();
    return z.array(refund).parse(rows);
  } finally {
    book.close();
  }
}

export const isOpenRefund = ({ status }: OurRefund): boolean => status !== "refunded" && status !== "refused";

const sum = (refunds: readonly { readonly fen: number }[]): number => refunds.reduce((all, one) => all + one.fen, 0);

/** Sentences about everything in which the two books differ; empty when they agree. */
export function differences(theirs: TheirBooks, ours: readonly OurOrder[], refunds: readonly OurRefund[]): string[] {
  const { pairs, alone } = paired(theirs.orders, ours);
  return [
    ...ours.flatMap((one) =>
      orderDiffers(
        one,
        pairs.get(one.order),
        refunds.filter((mine) => mine.order === one.order),
      ),
    ),
    ...(theirs.refunds === null ? [] : refundsDiffer(theirs.refunds, refunds)),
    ...alone.map((one) => `${one.tradeNo ?? one.channelNo} is only there`),
  ];
}

/** By our number; a payment that has none goes by the channel's, or else to the oldest attempt of its amount. */
function paired(theirs: readonly TheirOrder[], ours: readonly OurOrder[]) {
  const alone = [...theirs];
  const pairs = new Map<string, TheirOrder>();
  const pair = (one: OurOrder, isIt: (their: TheirOrder) => boolean) => {
    const at = pairs.has(one.order) ? -1 : alone.findIndex(isIt);
    for (const found of at < 0 ? [] : alone.splice(at, 1)) pairs.set(one.order, found);
  };
  for (const one of ours) pair(one, (their) => their.tradeNo === one.order);
  const nameless = (their: TheirOrder) => their.tradeNo === null;
  for (const one of ours) pair(one, (their) => nameless(their) && their.channelNo === one.channelTradeNo);
  for (const one of ours.toReversed()) pair(one, (their) => nameless(their) && their.amountFen === one.amountFen);
  return { pairs, alone };
}

function orderDiffers(one: OurOrder, their: TheirOrder | undefined, refunds: readonly OurRefund[]): string[] {
  const wrong: string[] = [];
  const { charges = 0, paidFen = 0, returnedFen = 0 } = their ?? {};
  const name = `${one.order} is ${one.status} here`;
  if (their && their.amountFen !== one.amountFen) wrong.push(`${name}, there it is about ${their.amountFen} fen`);
  if (charges > 1) wrong.push(`${one.order} was charged ${charges} times`);
  if (one.verdict === "retry" && paidFen !== returnedFen)
    wrong.push(`${name}, there ${paidFen - returnedFen} fen stay`);
  // A tender of an order that is still due is paid, though nothing is released.
  if (one.status !== "paid") return wrong;
  if (paidFen !== one.amountFen) wrong.push(`${name}, there ${paidFen} of ${one.amountFen} fen were paid`);
  const mostFen = one.refundedFen + sum(refunds.filter(isOpenRefund));
  if (returnedFen < one.refundedFen || returnedFen > mostFen)
    wrong.push(`${name}, refunded ${one.refundedFen} here and ${returnedFen} there`);
  return wrong;
}

function refundsDiffer(theirs: readonly TheirRefund[], ours: readonly OurRefund[]): string[] {
  const wrong = theirs
    .filter((their) => !ours.some((mine) => mine.refundNo === their.refundNo))
    .map((their) => `refund ${their.refundNo} is only there`);
  for (const { refundNo, fen, status } of ours) {
    const back = theirs.filter((their) => their.refundNo === refundNo && their.isBack);
    if (back.length > 1) wrong.push(`refund ${refundNo} went back ${back.length} times`);
    if (status === "refunded" && sum(back) !== fen) wrong.push(`refund ${refundNo}: ${fen} here, ${sum(back)} there`);
    if (status === "refused" && back.length > 0) wrong.push(`refund ${refundNo} is refused here and went back there`);
  }
  return wrong;
}
