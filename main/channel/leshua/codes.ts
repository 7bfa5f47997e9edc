// Leshua's error codes (facts §5.5) and what each proves about the request that met it. Data only. A code that stands
// in no table here proves nothing: the payment or the refund is asked about instead.
import type { DeclineReason } from "../../../preload/contract/reason.ts";

export type Refusal = { readonly reason: DeclineReason; readonly newCode: boolean };

const refused: Refusal = { reason: "refused_by_channel", newCode: false };
const badCode: Refusal = { reason: "code_invalid", newCode: true };
const overLimit: Refusal = { reason: "limit_exceeded", newCode: true };

/** After upload_authcode or get_tdcode: the request was turned away before any wallet was asked. */
export const PAY_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ["-20001", refused], // bad or invalid parameter
  ["-20002", refused], // bad merchant
  ["-20003", refused], // form of the order number
  ["-20006", refused], // signature
  ["-20007", refused], // no key on file
  ["-20008", refused], // kind of payment
  ["-20009", refused], // amount
  ["-20011", refused], // illegal parameter
  ["-20012", badCode], // no pay code
  ["-20013", badCode], // illegal pay code
  ["-20014", badCode], // a code of no known wallet
  ["-20015", refused], // jspay_flag
  ["-20031", refused], // device number
  ["-20032", refused],
  ["-1002", refused], // bad merchant
  ["-1041", overLimit], // most a single payment may be
  ["-2034", overLimit], // the same for a test merchant
  ["-2125", { reason: "refused_by_channel", newCode: true }], // risk control
]);

/**
 * [hazard] After a pay call these leave it open whether money was taken (facts §5.5): service error, system error,
 * system exception, being processed, number already there, already paid, number already used. They stand in no table
 * of refusals, which a test holds.
 */
export const PAY_UNCLEAR: readonly string[] = ["-20005", "-20010", "-4027", "-4004", "-20026", "-20027", "-1006"];

/** The order is not in Leshua's books. Right after a request whose answer was lost it may still appear. */
export const ORDER_MISSING: ReadonlySet<string> = new Set(["-20004", "-4006"]);

/**
 * After unified_refund: turned away for what it is, so no earlier request of the same number can have been taken
 * either. What hangs on the order's state or on what was given back before is not here: it may be our own refund that
 * changed it.
 */
export const REFUND_REFUSALS: ReadonlySet<string> = new Set([
  "-20001", // bad or invalid parameter
  "-20002", // bad merchant
  "-20003", // form of the order number
  "-20006", // signature
  "-20007", // no key on file
  "-20009", // amount
  "-20011", // illegal parameter
  "-20022", // bad refund number
  "-20024", // no order number
  "-20025", // no refund number
  "-1002", // bad merchant
  "-5014", // no right to refund
  "-5015", // refund not supported
  "-5020", // not supported
]);

/** [hazard] After unified_refund these leave it open whether it is carried out: service, system error or exception, being processed. */
export const REFUND_UNCLEAR: ReadonlySet<string> = new Set(["-20005", "-20010", "-4027", "-4004"]);

/** After unified_refund: the refund's number is taken, or everything went back already. */
export const REFUND_THERE: ReadonlySet<string> = new Set(["-5103", "-20029"]);

/** After unified_query_refund: the order is there, this refund is not. */
export const REFUND_ABSENT: ReadonlySet<string> = new Set([
  "-20020", // not refunded
  "-20022", // bad refund number: ours is digits only, so there is none such
  "-5019", // no refund started
]);
