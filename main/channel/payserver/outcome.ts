// What PayServer's answers mean for a payment, as tables. Pure. Decided on `status` of an order that is ours to the
// letter, never on `ret`; no empty list, no timeout and no error of the server's own ever means "not paid".
import type { Fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import type { Outcome } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { settlementOf } from "../settlement.ts";
import { type JsonObject, type Said, type ServerError, asObject, fenOf, itemsOf, jsonObject } from "./answer.ts";
import { names, readAnswer, textOf } from "./answer.ts";
import { TEMPLATES } from "./modes.ts";
import { type Hidden, databaseEvidence, rawLine, writtenThirdNo } from "./raw.ts";
import { declineReasonOf, definiteReason, saysCodeSpent } from "./reasons.ts";

export type PayMeaning = "paid" | "awaiting" | "failed" | "turned_to_refund";

/** data.status of a pay order (seed, facts §3.4). */
export const PAY_STATUSES: ReadonlyMap<string, PayMeaning> = new Map([
  ["unpay", "awaiting"],
  ["paying", "awaiting"],
  ["payed", "paid"],
  ["payFailed", "failed"],
  ["refunded", "turned_to_refund"],
  ["partRefunded", "turned_to_refund"],
]);

/** What must be echoed before an answer is about us. */
export type Asked = {
  readonly tradeNo: string;
  readonly amountFen: Fen;
  readonly payee: string;
  /** Null where the till no longer knows which mode the charge took. */
  readonly payModeUUID: string | null;
  readonly hidden: Hidden;
};

export type Unknown = Extract<Outcome, { kind: "unknown" }>;

export const unknown = (cause: UnknownCause, raw: string): Unknown => ({ kind: "unknown", cause, raw });

/** The answer to POST /pay. */
export function chargeOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const said = readAnswer(answer, asked.hidden);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  if (said.said === "error") return chargeError(said, asked.hidden);
  const data = asObject(said.body["data"]);
  return data ? orderOutcome(data, asked) : unknown("unreadable", "no data");
}

/**
 * What an offline mode (现金, 银联) answers: no order is stored and nothing echoed (witnessed.md C23 C24). It proves no
 * amount and can never be asked about again, so whether the money is in the drawer is a person's word. Null for any other
 * answer.
 */
export function offlineOutcome(answer: HttpAnswer, { hidden }: Asked): Unknown | null {
  const said = readAnswer(answer, hidden);
  if (said.said !== "yes" || said.body["businessRet"] !== "offlinePay") return null;
  const data = asObject(said.body["data"]);
  if (data === null || Object.keys(data).length > 0) return null;
  return { ...unknown("cannot_ask", "offlinePay: the channel keeps no record of it"), byHand: true };
}

const PAY_ERROR = "PayOrderBusiness->create pay Error:";

/** HTTP 500 and the like. Definite in two cases only: the mode is closed, or the component passed on a wallet's no. */
function chargeError(error: ServerError, hidden: Hidden): Outcome {
  const raw = errorLine(error, hidden);
  // Thrown before anything is asked of the wallet; nothing is stored (witnessed.md C21 C22). The code is still fresh.
  if (error.code === "9002") return { kind: "declined", reason: "refused_by_channel", newCode: false, raw };
  // The wallet may have been charged, and the order will never be found: only this answer still names its number.
  if (error.code === "5100") return { ...unknown("server_error", raw), ...thirdNumber(error.description, hidden) };
  const failed = componentFailure(error, PAY_ERROR);
  if (failed === null) return unknown("server_error", raw);
  if (failed.reason === null) return unknown("failure_answered", raw);
  const said = noLine(error, failed.reason, hidden);
  if (saysCodeSpent(failed.reason)) return unknown("code_spent", said);
  return { kind: "declined", reason: declineReasonOf(failed.reason), newCode: true, raw: said };
}

function thirdNumber(description: string, hidden: Hidden): { walletTradeNo?: string } {
  const number = writtenThirdNo(description, hidden);
  return number === null ? {} : { walletTradeNo: number };
}

/** A component's no in few words: its JSON repeats numbers that may look like pay codes. */
export const noLine = (error: ServerError, reason: string, hidden: Hidden): string =>
  rawLine([`HTTP ${error.status}`, error.code, `ret=failed ${reason}`], hidden);

/**
 * The component's own answer inside a 500's message, if that is JSON with ret "failed": nothing else shows that the
 * component spoke with the wallet (`{}` = it never answered, a page = it broke; witnessed.md C13–C18).
 */
export function componentFailure(error: ServerError, prefix: string): { readonly reason: string | null } | null {
  if (!error.message.startsWith(prefix)) return null;
  const said = jsonObject(error.message.slice(prefix.length));
  return said?.["ret"] === "failed" ? { reason: definiteReason(said["thirdErrorReason"]) } : null;
}

export function errorLine(error: ServerError, hidden: Hidden): string {
  const head = [`HTTP ${error.status}`, error.code];
  if (error.code === "5100") return rawLine([...head, databaseEvidence(error.description, hidden)], hidden);
  return rawLine([...head, error.message], hidden);
}

/** The answer to GET /payOrders?clientPayNo=. */
export function queryOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const found = findOrder(answer, asked);
  return found.found ? orderOutcome(found.order, asked) : found.unknown;
}

export type Found =
  | { readonly found: true; readonly order: JsonObject }
  | { readonly found: false; readonly unknown: Unknown };

/** Our order in a list: the server compares without letter case and over all shops (witnessed.md C32, D5). */
export function findOrder(answer: HttpAnswer, asked: Asked): Found {
  const not = (cause: UnknownCause, raw: string): Found => ({ found: false, unknown: unknown(cause, raw) });
  const said = readAnswer(answer, asked.hidden);
  if (said.said !== "yes") return { found: false, unknown: notYes(said, asked.hidden) };
  const items = itemsOf(said.body);
  if (items === null) return not("unreadable", "no items");
  // The row is written only after the component has answered, and after 5100 never: none proves nothing.
  if (items.length === 0) {
    const none = unknown("unlisted_state", "payOrders: none, which proves nothing");
    return { found: false, unknown: { ...none, namesNone: true } };
  }
  const ours = items.filter((item) => isOurs(item, asked));
  const [order] = ours;
  if (!order) return not("other_order", rawLine(["answered about", items[0]?.["clientPayNo"]], asked.hidden));
  return ours.length === 1 ? { found: true, order } : not("contradiction", `${ours.length} orders of one number`);
}

export function notYes(said: Exclude<Said, { said: "yes" }>, hidden: Hidden): Unknown {
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  return unknown(said.status >= 500 ? "server_error" : "failure_answered", errorLine(said, hidden));
}

/** Number and mode to the letter; the shop too where it is named. The amount is judged apart. */
export function isOurs(order: JsonObject, asked: Asked): boolean {
  if (order["clientPayNo"] !== asked.tradeNo) return false;
  if (asked.payModeUUID !== null && order["payModeUUID"] !== asked.payModeUUID) return false;
  return !names(order, "payee") || order["payee"] === asked.payee;
}

function orderOutcome(order: JsonObject, asked: Asked): Outcome {
  const { hidden } = asked;
  if (!isOurs(order, asked))
    return unknown("other_order", rawLine(["answered about", order["clientPayNo"] ?? "no order"], hidden));
  const raw = orderLine(order, hidden);
  const status = textOf(order["status"]);
  const meaning = status === null ? undefined : PAY_STATUSES.get(status);
  const amountFen = fenOf(order["payAmount"]);
  const number = tractionNo(order);
  if (meaning === "paid")
    return { kind: "paid", amountFen, ...number, ...walletOf(order), ...settlementIn(order, hidden), raw };
  if (meaning === undefined) return unknown("unlisted_state", raw);
  // The flow judges the amount of a paid order; an unpaid one of another amount is not the one we asked about.
  if (amountFen !== asked.amountFen) return unknown(amountFen === null ? "amount_missing" : "amount_differs", raw);
  switch (meaning) {
    case "awaiting":
      return { kind: "awaiting", ...number, raw };
    case "turned_to_refund":
      return { ...unknown("turned_to_refund", raw), byHand: true };
    case "failed":
      return failedOutcome(order, raw);
    default:
      return assertNever(meaning);
  }
}

/** payFailed is final for this server even when the wallet took the money later (witnessed.md L5–L9): asking is no use. */
function failedOutcome(order: JsonObject, raw: string): Outcome {
  const reason = definiteReason(order["resultCode"]);
  if (reason === null) return { ...unknown("state_needs_a_person", raw), byHand: true };
  if (saysCodeSpent(reason)) return { ...unknown("code_spent", raw), byHand: true };
  return { kind: "declined", reason: declineReasonOf(reason), newCode: true, raw };
}

function orderLine(order: JsonObject, hidden: Hidden): string {
  const code = textOf(order["resultCode"]);
  const third = textOf(order["thirdPayNo"]);
  return rawLine(
    [
      `status=${textOf(order["status"]) ?? "?"}`,
      code === null ? "" : `resultCode=${code}`,
      third === null ? "" : `thirdPayNo=${third}`,
    ],
    hidden,
  );
}

/** The platform's number: what refunds name, and what the channel's own console shows. */
export function tractionNo(order: JsonObject): { channelTradeNo?: string } {
  const id = order["tractionNo"];
  return typeof id === "string" && /^\w{1,64}$/.test(id) ? { channelTradeNo: id } : {};
}

/** The wallet's number and the mode's name: what a person looks for in the wallet's books. */
function settlementIn(order: JsonObject, hidden: Hidden) {
  const third = textOf(order["thirdPayNo"]);
  const name = textOf(order["payModeName"]);
  return settlementOf({
    walletTradeNo: third !== null && /^[\w-]{1,64}$/.test(third) && !hidden.codes.includes(third) ? third : null,
    modeName: name === null ? null : rawLine([name.slice(0, 64)], hidden),
  });
}

function walletOf(order: JsonObject): { wallet?: Wallet } {
  const template = textOf(order["payTemplateId"])?.toUpperCase();
  if (template === TEMPLATES.wechatGun || order["payChannel"] === "微信") return { wallet: "wechat" };
  return template === TEMPLATES.alipayGun || order["payChannel"] === "支付宝" ? { wallet: "alipay" } : {};
}
