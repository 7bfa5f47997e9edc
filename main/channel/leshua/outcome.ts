// What Leshua's answers mean for a payment, as tables. Pure. Only the states 2, 6 and 8 are final (facts §5.6), only in
// a signed answer about our own number; no failure of a question ever says anything about the payment.
import type { Fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import type { Outcome, QrOutcome } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import {
  type Asked,
  type Said,
  channelTradeNo,
  isOurs,
  literal,
  maybeOurs,
  orderAmount,
  otherOrder,
  readAnswer,
} from "./answer.ts";
import { ORDER_MISSING, PAY_REFUSALS } from "./codes.ts";
import { rawLine } from "./raw.ts";
import { settlementIn } from "./settlement.ts";
import type { Fields } from "./xml.ts";

export type TradeMeaning = "awaiting" | "paid" | "closed" | "failed" | "turned_to_refund";

/** The seed's list. 30 to 33 are card trades, which the till does not make (facts §5.4): not listed, so unknown. */
export const STATUSES: ReadonlyMap<string, TradeMeaning> = new Map([
  ["0", "awaiting"],
  ["2", "paid"],
  ["6", "closed"],
  ["8", "failed"],
  ["10", "turned_to_refund"],
  ["11", "turned_to_refund"],
  ["12", "turned_to_refund"],
]);

export const WALLETS: ReadonlyMap<string, Wallet> = new Map([
  ["WXZF", "wechat"],
  ["ZFBZF", "alipay"],
  ["UPSMZF", "unionpay"],
  ["DCPAY", "ecny"],
]);

type Unknown = Extract<Outcome, { kind: "unknown" }>;
type Declined = Extract<Outcome, { kind: "declined" }>;

const unknown = (cause: UnknownCause, raw: string): Unknown => ({ kind: "unknown", cause, raw });

/** The answer to upload_authcode. */
export function chargeOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const said = readAnswer(answer, asked);
  return said.said === "no" ? payRefusal(said, asked) : answeredState(said, asked);
}

/** The answer to query_status. */
export function queryOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  const said = readAnswer(answer, asked);
  return said.said === "no" ? noAnswer(said, asked) : answeredState(said, asked);
}

/** The answer to close_order. Only status 6 in it proves the close; anything else is what it says. */
export function closeOutcome(answer: HttpAnswer, asked: Asked): Outcome {
  return queryOutcome(answer, asked);
}

/** A refused payment is declined only by a code of the table, and never beside a state that says otherwise. */
function payRefusal(said: Extract<Said, { said: "no" }>, asked: Asked): Declined | Unknown {
  const { data, raw } = said;
  if (!maybeOurs(data, asked)) return unknown("other_order", otherOrder(data, asked));
  const refusal = PAY_REFUSALS.get(said.code);
  if (!refusal) return unknown("failure_answered", raw);
  const status = data.get("status") ?? "";
  if (status !== "" && status !== "8" && status !== "6") return unknown("contradiction", raw);
  return { kind: "declined", ...refusal, raw };
}

/** A question that was not answered: the order may be missing, the payment is as it was. */
function noAnswer(said: Extract<Said, { said: "no" }>, asked: Asked): Unknown {
  const { data, raw } = said;
  if (!maybeOurs(data, asked)) return unknown("other_order", otherOrder(data, asked));
  return unknown(ORDER_MISSING.has(said.code) ? "order_missing" : "failure_answered", raw);
}

function answeredState(said: Exclude<Said, { said: "no" }>, asked: Asked): Outcome {
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  const { data, note } = said;
  if (!isOurs(data, asked)) return unknown("other_order", otherOrder(data, asked));
  return stateOutcome(data, asked, note);
}

/** What the state of our own order says; also in a notice. */
export function stateOutcome(data: Fields, asked: Pick<Asked, "method" | "payCode">, note: string | null): Outcome {
  const status = data.get("status");
  const words = [`status=${literal(status)}`, data.get("pay_way"), data.get("error_code"), data.get("error_msg"), note];
  const raw = rawLine(words, asked.payCode);
  const meaning = status === undefined ? undefined : STATUSES.get(status);
  switch (meaning) {
    case "paid":
      return paid(data, asked.payCode, raw);
    case "awaiting":
      return { kind: "awaiting", ...channelTradeNo(data), raw };
    case "closed":
      return { kind: "closed", raw };
    case "failed":
      // A pay code is spent by its first try, whatever came of it (facts §6.1).
      return { kind: "declined", reason: "refused_by_channel", newCode: asked.method === "pay_code", raw };
    case "turned_to_refund":
      return { ...unknown("turned_to_refund", raw), byHand: true };
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(meaning);
  }
}

function paid(data: Fields, payCode: string | null, raw: string): Outcome {
  const amount = orderAmount(data);
  if (amount === "differs") return unknown("contradiction", raw);
  const wallet = WALLETS.get(data.get("pay_way") ?? "");
  return {
    kind: "paid",
    amountFen: amount,
    ...channelTradeNo(data),
    ...(wallet === undefined ? {} : { wallet }),
    ...settlementIn(data, payCode),
    raw,
  };
}

export type AskedQr = Asked & { readonly amountFen: Fen };

/** The answer to get_tdcode: td_code if there is one, else jspay_url (facts §5.3). */
export function qrOutcome(answer: HttpAnswer, asked: AskedQr): QrOutcome {
  const said = readAnswer(answer, asked);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  if (said.said === "no") return payRefusal(said, asked);
  const { data, note } = said;
  if (!isOurs(data, asked)) return unknown("other_order", otherOrder(data, asked));
  const amount = orderAmount(data);
  const raw = rawLine([data.get("pay_way"), data.get("error_code"), data.get("error_msg"), note]);
  if (amount !== null && amount !== asked.amountFen) return unknown("amount_differs", rawLine([`${amount}`, raw]));
  const codeUrl = data.get("td_code") || data.get("jspay_url") || "";
  if (!/^[\u0021-\u007e]{1,2048}$/.test(codeUrl)) return unknown("unreadable", rawLine(["no td_code", raw]));
  return { kind: "ready", codeUrl, ...channelTradeNo(data), raw };
}
