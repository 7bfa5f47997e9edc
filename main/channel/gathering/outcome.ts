// What Yapos's answers mean for a payment. Pure. There is no order number of ours and nothing can be asked later:
// "paid" is proven by this very answer to our own request and by nothing else.
import type { Fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import type { Outcome, QrOutcome } from "../channel.ts";
import { type PayingWallet, readEcho } from "./amounts.ts";
import { type JsonObject, type Reached, type Said, loginWords, readAnswer } from "./answer.ts";
import { type Hidden, rawLine } from "./raw.ts";
import { CHARGE_TEXTS, meaningOf } from "./texts.ts";

/** What was charged: it says in which unit an echo is to be read, and what an answer without one is about. */
export type Asked = { readonly wallet: PayingWallet; readonly amountFen: Fen; readonly hidden: Hidden };

type Unknown = Extract<Outcome, { kind: "unknown" }>;
type Declined = Extract<Outcome, { kind: "declined" }>;

const unknown = (cause: UnknownCause, raw: string): Unknown => ({ kind: "unknown", cause, raw });

/** Without a token nothing was sent, and a refused token was refused before any payment. */
const neverSent = (raw: string): Declined => ({ kind: "declined", reason: "never_sent", newCode: false, raw });
/** The wallet has not seen the code: it may be scanned again. */
const refused = (raw: string): Declined => ({ kind: "declined", reason: "refused_by_channel", newCode: false, raw });

/** The answer to 扫码收款. */
export function paymentOutcome(reached: Reached, asked: Asked): Outcome {
  if (reached.answer === null) return neverSent(loginWords(reached, asked.hidden));
  const said = readAnswer(reached.answer, asked.hidden);
  switch (said.said) {
    case "success":
      return paid(said.data, asked);
    case "fail":
      return failed(said);
    case "refused":
      return refused(withLogin(said.raw, reached, asked.hidden));
    case "nothing":
      return unknown(said.cause, said.raw);
    default:
      return assertNever(said);
  }
}

/**
 * A success without total_amount takes the amount of the request it answers: the server hands our total_amount to the
 * wallet unchanged, this answer belongs to no other request, and nobody could ever be asked for it. An amount that is
 * named is passed on, and one that cannot be read proves nothing.
 */
function paid(data: JsonObject, { wallet, amountFen, hidden }: Asked): Outcome {
  const number = orderNumber(data);
  const echo = readEcho(data["total_amount"], wallet);
  const raw = rawLine(
    ["SUCCESS", data["merchant_trade_no"], data["channel_transaction_id"], wordsOfEcho(data["total_amount"], echo)],
    hidden,
  );
  // Without it the payment could never be refunded or found again; every success of the server has one.
  if (number === null || number === hidden.payCode) return unknown("order_missing", raw);
  const named = echo === "absent" ? amountFen : echo === "unreadable" ? null : echo;
  return { kind: "paid", amountFen: named, channelTradeNo: number, raw };
}

function wordsOfEcho(value: unknown, echo: ReturnType<typeof readEcho>): string {
  if (echo === "absent") return "without total_amount";
  return `total_amount=${typeof value === "string" || typeof value === "number" ? String(value).slice(0, 20) : typeof value}`;
}

/** merchant_trade_no: 14 digits of time and 8 more (facts §1.4); another form is taken as long as it is a number. */
export function orderNumber(data: JsonObject): string | null {
  const number = data["merchant_trade_no"];
  return typeof number === "string" && /^[\w-]{1,64}$/.test(number) ? number : null;
}

function failed({ text, raw }: Extract<Said, { said: "fail" }>): Outcome {
  const means = meaningOf(text, CHARGE_TEXTS);
  switch (means?.is) {
    case "declined":
      return { kind: "declined", reason: means.reason, newCode: means.newCode, raw };
    case "cancelled":
    case "closed":
      return { kind: means.is, raw };
    case "undecided":
      return { ...unknown("state_needs_a_person", raw), byHand: true };
    case "spent":
      return { ...unknown("code_spent", raw), byHand: true };
    // No word at all is Alipay's buyer typing a password (facts §1.4); an unlisted one may be a system error.
    case undefined:
      return unknown("failure_answered", raw);
    default:
      return assertNever(means);
  }
}

/** The answer to 微信扫码付款 or its Alipay twin. No order number comes back: whether it was paid can never be asked. */
export function qrOutcome(reached: Reached, hidden: Hidden): QrOutcome {
  if (reached.answer === null) return neverSent(loginWords(reached, hidden));
  const said = readAnswer(reached.answer, hidden);
  switch (said.said) {
    case "success": {
      const codeUrl = said.data["code_url"];
      if (!isCodeUrl(codeUrl)) return unknown("unreadable", rawLine(["SUCCESS without code_url"], hidden));
      return { kind: "ready", codeUrl, raw: "SUCCESS" };
    }
    // It failed in words and handed out no code: there is nothing a customer could pay.
    case "fail":
      return said.text === "" ? unknown("failure_answered", said.raw) : refused(said.raw);
    case "refused":
      return refused(withLogin(said.raw, reached, hidden));
    case "nothing":
      return unknown(said.cause, said.raw);
    default:
      return assertNever(said);
  }
}

/** Printable ASCII, as a QR's text is. */
export const isCodeUrl = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 2048 && /^[\u0021-\u007e]+$/.test(value);

function withLogin(raw: string, reached: Reached, hidden: Hidden): string {
  return reached.login === null ? raw : rawLine([raw, loginWords(reached, hidden)], hidden);
}
