// 慧收银's own list of orders (order/list), read page by page for reconciliation. A list that is not whole, or has a line
// that cannot be read, is no list: what it leaves out would look like orders the channel does not have.
import type { Fen } from "../../../preload/contract/money.ts";
import type { Listed, Listing } from "../channel.ts";
import { readYuan } from "./amounts.ts";
import { asObject, readAnswer, stateOf, stateWords, wholeNumber } from "./answer.ts";
import { type Hidden, rawLine } from "./raw.ts";
import type { StateMeaning } from "./codes.ts";
import type { JsonObject } from "./sign.ts";
import type { Wire } from "./wire.ts";

/** The vendor takes less than 100 a page (facts §2.3). */
const PAGE = 99;
const MOST_PAGES = 1000;

/** States in which the money came, whatever went back later. */
const MONEY_CAME: ReadonlySet<StateMeaning> = new Set([
  "paid",
  "refunded",
  "partly_refunded",
  "refunding",
  "refund_failed",
]);

type Span = { readonly fromMs: number; readonly toMs: number; readonly timeoutMs: number };

export async function listOrders(wire: Wire, { fromMs, toMs, timeoutMs }: Span, hidden: Hidden): Promise<Listing> {
  const span = { start_time: Math.floor(fromMs / 1000), end_time: Math.floor(toMs / 1000) };
  const orders = new Map<string, readonly Listed[]>();
  for (let page = 0; page < MOST_PAGES; page++) {
    const fields = {
      ...span,
      pay_channel: 10,
      paid: 10,
      refunded: 10,
      page_limit: PAGE,
      page_num: page,
      return_type: 0,
    };
    const said = readAnswer(await wire.ask("list", fields, timeoutMs), hidden);
    if (said.said === "nothing") return { kind: "unknown", cause: said.cause, raw: said.raw };
    const unread = (cause: "failure_answered" | "unreadable"): Listing => ({
      kind: "unknown",
      cause,
      raw: rawLine([said.code, said.msg], hidden),
    });
    if (said.meaning !== "ok") return unread("failure_answered");
    const total = wholeNumber(said.data["total_num"]);
    const list: unknown = said.data["order_list"];
    if (total === null || !Array.isArray(list)) return unread("unreadable");
    for (const item of list) {
      const read = readOrder(asObject(item));
      if (read === null) return unread("unreadable");
      orders.set(read.number, read.lines);
    }
    if (orders.size >= total) return { kind: "listed", lines: [...orders.values()].flat() };
    // Fewer orders than it counts, and no more pages: some were left out.
    if (list.length === 0) return unread("unreadable");
  }
  return { kind: "unknown", cause: "too_large", raw: "order/list" };
}

function readOrder(order: JsonObject | null): { readonly number: string; readonly lines: readonly Listed[] } | null {
  if (order === null) return null;
  const [orderNo, channelNo] = [textOf(order["order_id"]), textOf(order["trade_no"])];
  const [amountFen, state] = [readYuan(order["total_amount"]), stateOf(order)];
  if ((orderNo === "" && channelNo === "") || amountFen === null || state === undefined) return null;
  const at = textOf(order["pay_time"]) || textOf(order["create_time"]);
  const own = { orderNo, channelNo, at };
  const refunds = refundsIn(order, own);
  if (refunds === null) return null;
  const isDone = MONEY_CAME.has(state);
  const sale: Listed = { ...own, kind: "order", refundNo: "", amountFen, isDone, word: stateWords(order) };
  return { number: `${orderNo} ${channelNo}`, lines: [sale, ...refunds] };
}

/** The refunds it lists; whether one of them is finished is asked by its own number. */
function refundsIn(order: JsonObject, own: Pick<Listed, "orderNo" | "channelNo" | "at">): readonly Listed[] | null {
  const list: unknown = order["refund_list"];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return null;
  const lines: Listed[] = [];
  for (const item of list) {
    const refund = asObject(item);
    const amountFen: Fen | null = refund && readYuan(refund["refund_amount"]);
    if (refund === null || amountFen === null) return null;
    const refundNo = textOf(refund["refund_order_id"]);
    const at = textOf(refund["refund_time"]) || own.at;
    lines.push({ ...own, kind: "refund", at, refundNo, amountFen, isDone: true, word: stateWords(order) });
  }
  return lines;
}

/** A number or a time as the list writes it; anything odd is nothing. */
const textOf = (value: unknown): string => (typeof value === "string" && /^[\w .:/-]{1,64}$/.test(value) ? value : "");
