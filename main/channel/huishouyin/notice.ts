// What 慧收银 tells unasked: JSON about an order or a refund (facts §2.3, the vendor's orderHooks page). Pure. It carries
// no signature, so nothing in it is believed: it can only be the reason to ask.
import type { Notice } from "../channel.ts";
import { dataOf, jsonObject } from "./answer.ts";
import type { JsonObject } from "./sign.ts";

export function readNotice(text: string, own: { readonly noticeReply: string }): Notice {
  const body = jsonObject(text);
  const data = body === null ? null : dataOf(body);
  const tradeNo = data === null ? null : number(data, "order_id");
  if (data === null || tradeNo === null) return { kind: "refused", why: "unreadable" };
  return { kind: "ask", tradeNo, refundNo: number(data, "refund_order_id"), reply: own.noticeReply };
}

function number(data: JsonObject, field: string): string | null {
  const value = data[field];
  return typeof value === "string" && /^\w{1,128}$/.test(value) ? value : null;
}
