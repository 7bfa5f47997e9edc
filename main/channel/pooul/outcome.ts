// What Pooul's answers mean for a payment, as tables. Pure. No failure, no missing answer and no unlisted
// state ever means "not paid" here: only a signed answer about our own number does.
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { Wallet } from "../../../preload/contract/status.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import type { Outcome, QrOutcome } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { settlementOf } from "../settlement.ts";
import { type Asked, type Said, isOurs, literal, names, readAnswer, wholeNumber } from "./answer.ts";
import { rawLine } from "./raw.ts";
import type { JsonObject } from "./sign.ts";

export type TradeMeaning =
  | "paid"
  | "turned_to_refund"
  | "awaiting"
  | "closed"
  | "cancelled"
  | "declined"
  | "needs_a_person";

/**
 * trade_state, both editions (facts §4.4: A = 2018, B = 2020). 4 was "reversed" and became "paid and finished"; 8 is
 * "paid too much": neither is ever called unpaid. 7 is "failed" in A and belongs to directed transfers only in B, which
 * the till does not make.
 */
export const TRADE_STATES: ReadonlyMap<number, TradeMeaning> = new Map([
  [0, "paid"],
  [1, "turned_to_refund"],
  [2, "awaiting"],
  [3, "closed"],
  [4, "needs_a_person"],
  [5, "cancelled"],
  [6, "awaiting"],
  [7, "declined"],
  [8, "needs_a_person"],
]);

type NoYes = Extract<Outcome, { kind: "unknown" }>;

const unknown = (cause: UnknownCause, raw: string): NoYes => ({ kind: "unknown", cause, raw });

/** Everything that is not a believed yes. None of it is definite. */
function notYes(said: Exclude<Said, { said: "yes" }>): NoYes {
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  return unknown(said.missing === "order" ? "order_missing" : "failure_answered", said.raw);
}

/**
 * The answer to a charge (common.micro). 7 is "failed" in one edition and part of a payment in the other: in a charge's
 * answer it is not final by itself, a query has to say it too.
 */
export function chargeOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const outcome = paymentOutcome(answer, asked);
  return outcome.kind === "declined" ? unknown("failure_answered", outcome.raw) : outcome;
}

/** The answer to a query. */
export function paymentOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const said = readAnswer(answer, asked);
  if (said.said !== "yes") return notYes(said);
  if (!isOurs(said.data, asked)) return unknown("other_order", otherOrder(said.data, asked));
  return stateOutcome(said.data, asked.payCode);
}

/**
 * A query that found "paid" without total_fee (the seed's sample of its answer is left out), and what refund_query, whose
 * printed sample names it beside the order's state, says then. Anything but an agreeing answer leaves the amount unknown.
 */
export function amountOutcome(found: Extract<Outcome, { kind: "paid" }>, detail: HttpAnswer, asked: Asked): Outcome {
  const said = paymentOutcome(detail, asked);
  return said.kind === "paid" ? { ...said, ...found, amountFen: said.amountFen } : found;
}

/** What the state of our own order says; also in a notice. */
export function stateOutcome(data: JsonObject, payCode: string | null): Outcome {
  const state = wholeNumber(data["trade_state"]);
  const raw = rawLine([`trade_state=${literal(data["trade_state"])}`, data["trade_info"]], payCode);
  const meaning = state === null ? undefined : TRADE_STATES.get(state);
  const number = channelTradeNo(data);
  switch (meaning) {
    case "paid":
      return {
        kind: "paid",
        amountFen: amount(data["total_fee"]),
        ...number,
        ...wallet(data),
        ...settlementIn(data, payCode),
        raw,
      };
    case "awaiting":
      return { kind: "awaiting", ...number, raw };
    case "closed":
      return { kind: "closed", raw };
    case "cancelled":
      return { kind: "cancelled", raw };
    case "declined":
      // A pay code is spent by its first try, whatever came of it (facts §6.1).
      return { kind: "declined", reason: "refused_by_channel", newCode: true, raw };
    case "needs_a_person":
      return { ...unknown("state_needs_a_person", raw), byHand: true };
    case "turned_to_refund":
      return { ...unknown("turned_to_refund", raw), byHand: true };
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(meaning);
  }
}

/** The answer to wechat.scan or alipay.scan. */
export function qrOutcome(answer: HttpAnswer, asked: Asked): QrOutcome {
  const said = readAnswer(answer, asked);
  if (said.said !== "yes") return notYes(said);
  if (!isOurs(said.data, asked)) return unknown("other_order", otherOrder(said.data, asked));
  const codeUrl = said.data["code_url"];
  if (typeof codeUrl !== "string" || codeUrl.length > 2048 || !/^[\u0021-\u007e]+$/.test(codeUrl))
    return unknown("unreadable", rawLine(["no code_url", said.msg]));
  return { kind: "ready", codeUrl, ...channelTradeNo(said.data), raw: rawLine([said.msg, said.data["trade_info"]]) };
}

/** The answer to reverse or close: code and msg alone are enough (facts §4.3). */
export function undoneOutcome(answer: HttpAnswer, asked: Asked, kind: "cancelled" | "closed"): Outcome {
  const said = readAnswer(answer, asked);
  if (said.said !== "yes") return notYes(said);
  const { data } = said;
  if (data !== null && (names(data, "mch_trade_id") || names(data, "merchant_id"))) {
    const echoed = names(data, "mch_trade_id") ? data : { ...data, mch_trade_id: asked.tradeNo };
    if (!isOurs(echoed, asked)) return unknown("other_order", otherOrder(data, asked));
  }
  const raw = rawLine([`0 ${kind}`, said.msg, data?.["trade_info"]]);
  return saysStillAlive(data) ? unknown("contradiction", raw) : { kind, raw };
}

/** "Undone" beside a state that says the payment stands or may still come is no proof of anything. */
function saysStillAlive(data: JsonObject | null): boolean {
  const state = data === null ? null : wholeNumber(data["trade_state"]);
  const meaning = state === null ? undefined : TRADE_STATES.get(state);
  return meaning === "paid" || meaning === "awaiting";
}

export const otherOrder = (data: JsonObject | null, asked: Asked): string =>
  rawLine(["answered about", data?.["mch_trade_id"] ?? "no order", data?.["merchant_id"]], asked.payCode);

/** Whole fen as a JSON number (the documented `int`) or its one plain decimal spelling, as `code` comes too; or null. */
export function amount(value: unknown): Fen | null {
  const whole = wholeNumber(value);
  return whole === null || whole < 0 ? null : fen(whole);
}

function channelTradeNo(data: JsonObject): { channelTradeNo?: string } {
  const id = data["trade_id"];
  return typeof id === "string" && /^[\w.-]{1,64}$/.test(id) ? { channelTradeNo: id } : {};
}

/** cash_fee (用户实际支付, which refunds may not exceed) and out_trade_id stand in the seed's samples; 0 says nothing. */
function settlementIn(data: JsonObject, payCode: string | null) {
  const real = amount(data["cash_fee"]);
  const number = data["out_trade_id"];
  const isNumber = typeof number === "string" && /^[\w-]{1,64}$/.test(number) && number !== payCode;
  return settlementOf({ realFen: real === 0 ? null : real, walletTradeNo: isNumber ? number : null });
}

function wallet(data: JsonObject): { wallet?: Wallet } {
  const payType = data["pay_type"];
  if (typeof payType !== "string") return {};
  if (payType.startsWith("wechat.")) return { wallet: "wechat" };
  return payType.startsWith("alipay.") ? { wallet: "alipay" } : {};
}
