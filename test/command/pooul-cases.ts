// Everything that may happen to a charge on its way, and the one true end of each: data for pooul-pay.test.ts.
import { expect } from "vitest";
import { type Behaviour, type Script, payers, wrong } from "../peers/pooul.ts";
import type { Json } from "./cli.ts";

export const AMOUNT = 1250;
const OTHER = "926112108173790000012";

export type Case = {
  readonly rule: string;
  readonly script?: (script: Script) => void;
  readonly timing?: Record<string, unknown>;
  readonly edition?: "A" | "B";
  readonly code: 0 | 1 | 3;
  readonly json: Json;
};

const charge = (...behaviours: readonly Behaviour[]) => ({
  script: (script: Script) => script.next("pay", ...behaviours),
});
const PAID = { code: 0, json: { status: "paid", verdict: "release", amountFen: AMOUNT, channel: "pooul" } } as const;
const CANCELLED = { code: 1, json: { status: "cancelled", verdict: "retry" } } as const;
/** A request timeout short enough to be waited for. */
const BRIEF = { timing: { requestTimeoutMs: 1000, pollForMs: 4000 } };
/** The payer pays in the end: however slow this machine is, there is time for it. */
const PATIENT = { timing: { pollForMs: 8000 } };

export const CASES: readonly Case[] = [
  {
    rule: "a charge answered paid exits 0 with the channel's number",
    ...PAID,
    json: { ...PAID.json, channelTradeNo: expect.stringMatching(/^5b37/) },
  },
  { rule: "a charge answered paid without an amount is asked for it", edition: "A", ...PAID },
  {
    rule: "a payer who types a password is waited for",
    script: (script) => script.everyPayer(payers.types(3)),
    ...PATIENT,
    ...PAID,
  },
  {
    rule: "a payment made while nobody asks is found by the next query",
    script: (script) => script.everyPayer(payers.paysAfter(200)),
    ...PATIENT,
    ...PAID,
  },
  {
    rule: "a payer who never pays is reversed, with the channel's word for it",
    script: (script) => script.everyPayer(payers.neverPays),
    code: 1,
    json: { status: "cancelled", verdict: "retry", reason: "reversed" },
  },
  {
    rule: "a definite decline exits 1",
    script: (script) => script.everyPayer(payers.declines),
    // State 7 counts only once two queries have said it.
    ...PATIENT,
    code: 1,
    json: { status: "declined", verdict: "retry", reason: "refused_by_channel" },
  },
  {
    rule: "a charge answered with an error but paid is paid",
    script: (script) => script.everyPayer(payers.fails(600, "SYSTEMERROR", [6, 0])),
    ...PAID,
  },
  {
    rule: "a charge whose request was lost ends cancelled, after answers that agree",
    ...charge({ do: "lose_request" }),
    ...CANCELLED,
  },
  { rule: "a charge whose answer was lost is found paid", ...charge({ do: "lose_answer" }), ...PAID },
  { rule: "a charge whose answer broke off in the middle is found paid", ...charge({ do: "half_answer" }), ...PAID },
  { rule: "a charge never answered is found paid", ...charge({ do: "hang" }), ...BRIEF, ...PAID },
  {
    rule: "a charge answered byte by byte is cut off and found paid",
    ...charge({ do: "drip", everyMs: 20 }),
    ...BRIEF,
    ...PAID,
  },
  { rule: "a charge answered late but in time is paid", ...charge({ do: "late", ms: 600 }), ...PAID },
  { rule: "a charge the network delivers twice takes money once", ...charge({ do: "twice" }), ...PAID },
  { rule: "a 502 page after a done charge is asked about", ...charge(wrong.badGateway), ...PAID },
  { rule: "a 500 after a done charge is asked about", ...charge(wrong.serverError), ...PAID },
  { rule: "an HTML page instead of a charge ends cancelled, never paid", ...charge(wrong.htmlPage), ...CANCELLED },
  {
    rule: "429 for a charge ends cancelled, and the charge is not sent again",
    ...charge(wrong.rateLimited),
    ...CANCELLED,
  },
  { rule: "an answer signed by somebody else proves nothing", ...charge({ do: "wrong_signature" }), ...PAID },
  { rule: "an unsigned success proves nothing", ...charge({ do: "plain_success" }), ...PAID },
  { rule: "an answer about another order proves nothing", ...charge({ do: "other_order", tradeNo: OTHER }), ...PAID },
  { rule: "an answer of ten megabytes is cut off", ...charge({ do: "huge" }), ...PAID },
  {
    rule: "a redirect is not followed",
    ...charge({ do: "redirect", to: "http://127.0.0.1:9/elsewhere" }),
    ...CANCELLED,
  },
  {
    rule: "a signed failure of the charge is asked about",
    ...charge({ do: "signed_fail", code: 601, msg: "SYSTEMERROR" }),
    ...CANCELLED,
  },
  {
    rule: "always another order in every answer: never paid, never unpaid",
    script(script) {
      for (const call of ["pay", "query", "reverse"] as const)
        script.every(call, { do: "other_order", tradeNo: OTHER });
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait" },
  },
  {
    rule: "every answer forged: never paid, never unpaid",
    script(script) {
      for (const call of ["pay", "query", "reverse"] as const) script.every(call, { do: "wrong_signature" });
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait", reason: "bad_signature" },
  },
  {
    rule: "another amount is never paid",
    ...charge({ do: "wrong_amount", fen: 1 }),
    code: 3,
    json: { status: "needs_review", verdict: "wait", exception: "amount_mismatch", reason: "amount_differs" },
  },
  {
    rule: "another amount in a query is never paid",
    script(script) {
      script.everyPayer(payers.types(1));
      script.every("query", { do: "wrong_amount", fen: AMOUNT * 100 });
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait", exception: "amount_mismatch" },
  },
  {
    rule: "a state that only a person can read goes to review",
    script: (script) => script.everyPayer(payers.inState(4)),
    code: 3,
    json: { status: "needs_review", reason: "state_needs_a_person" },
  },
  {
    rule: "a payer who pays just before the reverse is paid, and nothing is reversed",
    script: (script) => script.everyPayer(payers.types(2)),
    timing: { pollForMs: 0 },
    ...PAID,
  },
  {
    rule: "a refused reverse is repeated until it is confirmed",
    script(script) {
      script.everyPayer(payers.neverPays);
      script.next("reverse", wrong.userPaying, wrong.systemError);
    },
    ...CANCELLED,
  },
  {
    rule: "a reverse whose answer is lost is repeated until it is confirmed",
    script(script) {
      script.everyPayer(payers.neverPays);
      script.next("reverse", { do: "lose_answer" }, { do: "lose_request" });
    },
    ...CANCELLED,
  },
  {
    rule: "a reverse that is refused to the end is no proof: needs_review, exit 3",
    script(script) {
      script.everyPayer(payers.neverPays);
      script.every("reverse", wrong.userPaying);
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait" },
  },
  {
    rule: "lost queries do not end the wait",
    script(script) {
      script.everyPayer(payers.types(2));
      script.next("query", { do: "lose_answer" }, wrong.rateLimited, wrong.badGateway);
    },
    ...PATIENT,
    ...PAID,
  },
];
