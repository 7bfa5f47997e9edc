// Everything that may happen to a charge on its way to Leshua, and the one true end of each: data for
// leshua-pay.test.ts. There is no reverse: what is not paid in time is closed, and only status 6 proves it.
import { expect } from "vitest";
import { type Behaviour, type LeshuaPeer, type LeshuaPeerOptions, payers, wrong } from "../peers/leshua.ts";
import {
  AMOUNT,
  CANCELLED,
  type Case,
  MISMATCH,
  OTHER,
  PAID,
  PATIENT,
  REVIEW,
  cancelled,
  declined,
  networkCases,
  review,
} from "./pay-case.ts";

type LeshuaCase = Case<LeshuaPeer, LeshuaPeerOptions>;

const charge = (...behaviours: readonly Behaviour[]) => ({
  play: ({ script }: LeshuaPeer) => script.next("upload_authcode", ...behaviours),
});
/** The payer never pays, and this happens to the closes. */
const closes = (...behaviours: readonly Behaviour[]) => ({
  play({ script }: LeshuaPeer) {
    script.everyPayer(payers.neverPays);
    script.next("close_order", ...behaviours);
  },
});
const everyAnswer =
  (behaviour: Behaviour) =>
  ({ script }: LeshuaPeer) => {
    for (const service of ["upload_authcode", "query_status", "close_order"] as const) script.every(service, behaviour);
  };

const PAYERS: readonly LeshuaCase[] = [
  {
    rule: "a charge answered paid exits 0 with the channel's number",
    ...PAID,
    json: { ...PAID.json, wallet: "wechat", channelTradeNo: expect.stringMatching(/^0003495002500\d{3}$/) },
  },
  {
    rule: "a charge answered paid without an amount is asked for it",
    options: { chargeEchoesAmount: false },
    ...PAID,
  },
  {
    rule: "answers that leave empty fields out of their sign are as good",
    options: { signForm: "dropped" },
    ...PAID,
  },
  { rule: "an Alipay code is paid", payCode: ["28", 24], ...PAID, json: { ...PAID.json, wallet: "alipay" } },
  { rule: "a UnionPay code is paid", payCode: ["62", 19], ...PAID, json: { ...PAID.json, wallet: "unionpay" } },
  {
    rule: "a payer who types a password is waited for",
    play: ({ script }) => script.everyPayer(payers.types(3)),
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "a payment made while nobody asks is found by the next query",
    play: ({ script }) => script.everyPayer(payers.paysAfter(200)),
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "a payer who never pays: the order is closed, not before its time",
    play: ({ script }) => script.everyPayer(payers.neverPays),
    ...cancelled("closed"),
  },
  {
    rule: "a payer who pays just before the close is paid, and nothing is closed",
    play: ({ script }) => script.everyPayer(payers.types(2)),
    timing: { pollForMs: 0 },
    ...PAID,
  },
  {
    rule: "a payment that failed is declined",
    play: ({ script }) => script.everyPayer(payers.declines),
    ...declined("refused_by_channel"),
  },
  {
    rule: "a code that the channel does not know is declined",
    play: ({ script }) => script.everyPayer(payers.fails(-20013, "非法的付款码")),
    ...declined("code_invalid"),
  },
  {
    rule: "a charge answered with a system error but paid is paid",
    play: ({ script }) => script.everyPayer(payers.fails(-20010, "系统异常", [0, 2])),
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "a payment that stands refunded without us goes to review",
    play: ({ script }) => script.everyPayer(payers.inState(11)),
    ...review("turned_to_refund"),
  },
  {
    rule: "a status that stands in no table is asked about, and closed in the end",
    play: ({ script }) => script.everyPayer(payers.inState(30)),
    ...CANCELLED,
  },
];

const ANSWERS: readonly LeshuaCase[] = [
  { rule: "an answer signed by somebody else proves nothing", ...charge({ do: "wrong_signature" }), ...PAID },
  { rule: "an unsigned success proves nothing", ...charge({ do: "unsigned" }), ...PAID },
  { rule: "an answer about another order proves nothing", ...charge({ do: "other_order", tradeNo: OTHER }), ...PAID },
  { rule: "a text that is no XML proves nothing", ...charge({ do: "text", body: "<leshua><resp_code>0" }), ...PAID },
  { rule: "resp_code -1 after a done charge is asked about", ...charge(wrong.noMessage), ...PAID },
  {
    rule: "接口为可用状态 instead of a charge ends cancelled, after two answers",
    ...charge(wrong.notUsable),
    ...cancelled("not_received"),
  },
  {
    rule: "a signed system error of the charge is asked about",
    ...charge(wrong.systemError),
    ...cancelled("not_received"),
  },
  {
    rule: "a signed “being processed” of the charge is asked about",
    ...charge(wrong.processing),
    ...cancelled("not_received"),
  },
  {
    rule: "every answer forged: never paid, never unpaid",
    play: everyAnswer({ do: "wrong_signature" }),
    ...review("bad_signature"),
  },
  {
    rule: "every answer unsigned: never paid, never unpaid",
    play: everyAnswer({ do: "unsigned" }),
    ...REVIEW,
  },
  {
    rule: "always another order in every answer: never paid, never unpaid",
    play: everyAnswer({ do: "other_order", tradeNo: OTHER }),
    ...REVIEW,
  },
  {
    rule: "another amount is never paid",
    ...charge({ do: "wrong_amount", fen: 1 }),
    ...MISMATCH,
    json: { ...MISMATCH.json, reason: "amount_differs" },
  },
  {
    rule: "another amount in a query is never paid",
    play({ script }) {
      script.everyPayer(payers.types(1));
      script.every("query_status", { do: "wrong_amount", fen: AMOUNT * 100 });
    },
    ...MISMATCH,
  },
  {
    rule: "two amounts that disagree prove nothing",
    ...charge({ do: "change", fields: { account: "1" } }),
    ...PAID,
  },
  {
    rule: "lost queries and refused ones do not end the wait",
    play({ script }) {
      script.everyPayer(payers.types(3));
      script.next("query_status", { do: "lose_answer" }, wrong.rateLimited, wrong.systemError, wrong.badGateway);
    },
    timing: PATIENT,
    ...PAID,
  },
];

const CLOSES: readonly LeshuaCase[] = [
  {
    rule: "a refused close is repeated until it is confirmed",
    ...closes(wrong.processing, wrong.systemError),
    ...CANCELLED,
  },
  {
    rule: "a close whose answer is lost is repeated until it is confirmed",
    ...closes({ do: "lose_answer" }, { do: "lose_request" }),
    ...CANCELLED,
  },
  { rule: "a close that comes twice is confirmed", ...closes({ do: "twice" }), ...CANCELLED },
  {
    rule: "a close that somebody else signed is no proof, and is asked about",
    ...closes({ do: "wrong_signature" }),
    ...CANCELLED,
  },
  {
    rule: "a close that is refused to the end is no proof: needs_review, exit 3",
    play({ script }) {
      script.everyPayer(payers.neverPays);
      script.every("close_order", wrong.processing);
    },
    ...REVIEW,
  },
];

export const CASES: readonly LeshuaCase[] = [
  ...PAYERS,
  ...networkCases<LeshuaPeer, LeshuaPeerOptions>(
    ({ script }, behaviour) => script.next("upload_authcode", behaviour),
    ({ done }) =>
      done
        ? { ends: "is found paid", ...PAID }
        : { ends: "ends cancelled, after two answers", ...cancelled("not_received") },
  ),
  ...ANSWERS,
  ...CLOSES,
];
