// What 慧收银's answers mean for a payment, as tables. Pure. Answers are unsigned and failures name no order, so a failure
// settles a payment only where the vendor's own order of checks proves that no wallet was asked.
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { Outcome, QrOutcome } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { amountWords, readAmounts, readYuan, settlementIn } from "./amounts.ts";
import {
  type Asked,
  type Said,
  isOthers,
  isOurs,
  names,
  othersWords,
  readAnswer,
  stateOf,
  stateWords,
  wholeNumber,
} from "./answer.ts";
import { causeOf } from "./codes.ts";
import { rawLine } from "./raw.ts";
import type { JsonObject } from "./sign.ts";

export type Unknown = Extract<Outcome, { kind: "unknown" }>;
export type Coded = Extract<Said, { said: "code" }>;

export const unknown = (cause: UnknownCause, raw: string): Unknown => ({ kind: "unknown", cause, raw });

/** A code about our order or about none, or the unknown that it is. */
export function believable(answer: HttpAnswer, asked: Asked): Coded | Unknown {
  const said = readAnswer(answer, asked.hidden);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  return isOthers(said.data, asked) ? unknown("other_order", othersWords(said.data, asked)) : said;
}

export const words = ({ code, msg, data }: Coded, { hidden }: Asked): string =>
  rawLine([code, stateWords(data), ...amountWords(readAmounts(data)), msg], hidden);

/**
 * The answer to pay/qrcode.
 *
 * rejected (3001–3004, 2000, 3000) is declined: the vendor's flow chart refuses these before it looks at the order number,
 * and one charge request is sent under one number, so no other one can have paid. Every other failure is asked about:
 * the vendor's cancel page itself says that a payment which "failed" may have been paid (1001).
 */
export function chargeOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const said = believable(answer, asked);
  if ("kind" in said) return said;
  switch (said.meaning) {
    case "rejected":
      // No wallet has seen the pay code.
      return { kind: "declined", reason: "refused_by_channel", newCode: false, raw: words(said, asked) };
    // A number of ours that nobody has sent before cannot have been closed or reversed: something else is wrong.
    case "closed":
    case "cancelled":
      return unknown("failure_answered", words(said, asked));
    default:
      return paymentOutcome(said, asked);
  }
}

/** The answer to pay/check and pay/get. A paid one carries the amount where the answer names it: pay/get does. */
export function queryOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const said = believable(answer, asked);
  if ("kind" in said) return said;
  const gone = goneOutcome(said, asked);
  return gone ?? paymentOutcome(said, asked);
}

/** 1004 and 1005: listed, definite, documented with `data: {}`; null for every other code. */
function goneOutcome(said: Coded, asked: Asked): Outcome | null {
  if (said.meaning !== "closed" && said.meaning !== "cancelled") return null;
  const raw = words(said, asked);
  return saysAlive(said.data) ? unknown("contradiction", raw) : { kind: said.meaning, raw };
}

/** What a payment's own answer says: success, failure and waiting, each checked against the state beside it. */
function paymentOutcome(said: Coded, asked: Asked): Outcome {
  const { data, meaning } = said;
  const raw = words(said, asked);
  const state = stateOf(data);
  switch (meaning) {
    case "ok":
      return isOurs(data, asked) ? stateOutcome(data, raw, asked) : unknown("other_order", othersWords(data, asked));
    case "waiting":
      if (names(data, "order_status") && state !== "awaiting") return unknown("contradiction", raw);
      return { kind: "awaiting", ...channelTradeNo(data), raw };
    case "pay_failed":
      if (isOurs(data, asked) && state === "declined") return stateOutcome(data, raw, asked);
      return unknown("failure_answered", raw);
    default:
      return unknown(causeOf(meaning), raw);
  }
}

/** [hazard] total_amount is the bill; payable and real are less where somebody gives a discount, and prove nothing. */
function stateOutcome(data: JsonObject, raw: string, { hidden }: Asked): Outcome {
  const state = stateOf(data);
  switch (state) {
    case "paid":
      return {
        kind: "paid",
        amountFen: readYuan(data["total_amount"]),
        ...channelTradeNo(data),
        ...walletOf(data),
        ...settlementIn(data, (text) => rawLine([text], hidden)),
        raw,
      };
    case "awaiting":
      return { kind: "awaiting", ...channelTradeNo(data), raw };
    case "closed":
      return { kind: "closed", raw };
    case "cancelled":
      return { kind: "cancelled", raw };
    case "declined":
      // A pay code is spent by its first try, whatever came of it (facts §6.1).
      return { kind: "declined", reason: "refused_by_channel", newCode: true, raw };
    // All of the money is back or on its way back.
    case "refunded":
    case "refunding":
      return { ...unknown("turned_to_refund", raw), byHand: true };
    // Money is still with the merchant: never to be taken for a payment that was undone.
    case "partly_refunded":
    case "refund_failed":
      return { ...unknown("state_needs_a_person", raw), byHand: true };
    case "not_known":
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(state);
  }
}

/** pay/get, asked because pay/check said paid and names no amount. Only an agreeing answer makes it a proof. */
export function amountOutcome(checked: Extract<Outcome, { kind: "paid" }>, detail: HttpAnswer, asked: Asked): Outcome {
  const found = queryOutcome(detail, asked);
  if (found.kind === "paid") return { ...checked, ...found };
  const raw = rawLine(["check: paid, get:", found.raw], asked.hidden);
  if (found.kind !== "unknown") return unknown("contradiction", raw);
  // Paid by our number, the amount not told: the flow asks again.
  return found.byHand ? found : { ...checked, raw };
}

/** The answer to pay/scan. One pay_url serves both wallets. */
export function qrOutcome(answer: HttpAnswer, asked: Asked, amountFen: Fen): QrOutcome {
  const said = believable(answer, asked);
  if ("kind" in said) return said;
  const { data } = said;
  const raw = words(said, asked);
  if (said.meaning === "rejected") return { kind: "declined", reason: "refused_by_channel", newCode: false, raw };
  if (said.meaning !== "ok") return unknown(causeOf(said.meaning), raw);
  if (!isOurs(data, asked)) return unknown("other_order", othersWords(data, asked));
  // A code that asks the customer for another amount must never be shown.
  if (names(data, "total_amount") && readYuan(data["total_amount"]) !== amountFen)
    return unknown("amount_differs", raw);
  const codeUrl = data["pay_url"];
  if (typeof codeUrl !== "string" || codeUrl.length > 2048 || !/^https?:\/\/[\u0021-\u007e]+$/i.test(codeUrl))
    return unknown("unreadable", rawLine(["no pay_url", raw], asked.hidden));
  return { kind: "ready", codeUrl, ...channelTradeNo(data), raw };
}

/** The answer to pay/cancel or pay/close: 1000 with our number, or "is closed", "is cancelled" already. */
export function undoneOutcome(answer: HttpAnswer, asked: Asked, kind: "cancelled" | "closed"): Outcome {
  const said = believable(answer, asked);
  if ("kind" in said) return said;
  const gone = goneOutcome(said, asked);
  if (gone) return gone;
  const raw = words(said, asked);
  if (said.meaning !== "ok") return unknown(causeOf(said.meaning), raw);
  if (!isOurs(said.data, asked)) return unknown("other_order", othersWords(said.data, asked));
  return saysAlive(said.data) ? unknown("contradiction", raw) : { kind, raw };
}

/** "Undone" beside a state that says the payment stands or may still come is no proof of anything. */
function saysAlive(data: JsonObject): boolean {
  if (!names(data, "order_status")) return false;
  const state = stateOf(data);
  return state !== "closed" && state !== "cancelled" && state !== "refunded" && state !== "declined";
}

function channelTradeNo(data: JsonObject): { channelTradeNo?: string } {
  const id = data["trade_no"];
  return typeof id === "string" && /^[\w.-]{1,64}$/.test(id) ? { channelTradeNo: id } : {};
}

/** pay_type in a payment's answer, pay_channel in pay/get: 0 WeChat, 1 Alipay. */
function walletOf(data: JsonObject): { wallet?: Wallet } {
  const type = wholeNumber(data["pay_type"] ?? data["pay_channel"]);
  if (type === 0) return { wallet: "wechat" };
  return type === 1 ? { wallet: "alipay" } : {};
}
