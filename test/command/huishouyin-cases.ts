// Everything that may happen to a charge on its way to 慧收银, and the one true end of each: data for
// huishouyin-pay.test.ts. Nothing this channel answers is signed: an answer proves only what names our order.
import { expect } from "vitest";
import { type Behaviour, type HuishouyinPeer, type HuishouyinPeerOptions, payers, wrong } from "../peers/huishouyin.ts";
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

type HuishouyinCase = Case<HuishouyinPeer, HuishouyinPeerOptions>;

const charge = (...behaviours: readonly Behaviour[]) => ({
  play: ({ script }: HuishouyinPeer) => script.next("qrcode", ...behaviours),
});
/** The payer never pays, and this happens to the cancels. */
const cancels = (...behaviours: readonly Behaviour[]) => ({
  play({ script }: HuishouyinPeer) {
    script.everyPayer(payers.neverPays);
    script.next("cancel", ...behaviours);
  },
});

const PAYERS: readonly HuishouyinCase[] = [
  {
    rule: "a charge answered paid exits 0 with the channel's number",
    ...PAID,
    json: { ...PAID.json, wallet: "wechat", channelTradeNo: expect.stringMatching(/^20171021\d{8}$/) },
  },
  {
    rule: "an Alipay code is paid all the same",
    payCode: ["28", 18],
    ...PAID,
    json: { ...PAID.json, wallet: "alipay" },
  },
  {
    rule: "a bill that vouchers paid in part is paid: the bill is the proof, not what the payer really paid",
    play: ({ script }) => script.everyPayer(payers.withVouchers(1000, 900)),
    ...PAID,
  },
  {
    rule: "a channel that tells in texts and flat answers is read as well",
    options: { numbersAs: "text", amountsAs: "text", flat: true, codeAs: "status", tellsBy: "state" },
    play: ({ script }) => script.everyPayer(payers.types(2)),
    timing: PATIENT,
    ...PAID,
  },
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
    rule: "a payer who never pays is cancelled, with the channel's word for it",
    play: ({ script }) => script.everyPayer(payers.neverPays),
    ...cancelled("reversed"),
  },
  {
    rule: "a payer who pays just before the cancel is paid, and nothing is cancelled",
    play: ({ script }) => script.everyPayer(payers.types(2)),
    timing: { pollForMs: 0 },
    ...PAID,
  },
  {
    rule: "a payment that failed, told by its state, is declined at once",
    options: { tellsBy: "state" },
    play: ({ script }) => script.everyPayer(payers.declines),
    ...declined("refused_by_channel"),
  },
  {
    rule: "a payment that failed, told by its code, is declined once two more answers agree",
    play: ({ script }) => script.everyPayer(payers.declines),
    timing: PATIENT,
    ...declined("refused_by_channel"),
  },
  {
    rule: "a charge answered 1001 but paid is paid",
    play: ({ script }) => script.everyPayer(payers.fails(1001, "支付失败", [0, 1])),
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "a state that the channel itself does not know ends in a cancel",
    play: ({ script }) => script.everyPayer(payers.inState(-10)),
    ...CANCELLED,
  },
  {
    rule: "a payment that stands refunded without us goes to review",
    play: ({ script }) => script.everyPayer(payers.inState(2)),
    ...review("turned_to_refund"),
  },
  {
    rule: "a payment that stands partly refunded without us goes to review",
    play: ({ script }) => script.everyPayer(payers.inState(3)),
    ...review("state_needs_a_person"),
  },
];

const ANSWERS: readonly HuishouyinCase[] = [
  { rule: "an answer about another order proves nothing", ...charge({ do: "other_order", orderId: OTHER }), ...PAID },
  {
    rule: "an answer that names no order proves nothing",
    ...charge({ do: "change", data: { order_id: undefined } }),
    ...PAID,
  },
  {
    rule: "always another order where one is named: not paid; that it stands cancelled, said twice, is the proof",
    play({ script }) {
      for (const call of ["qrcode", "check", "get", "cancel"] as const)
        script.every(call, { do: "other_order", orderId: OTHER });
    },
    ...cancelled("reversed"),
  },
  {
    rule: "always another order and no cancel that goes through: never paid, never unpaid",
    play({ script }) {
      for (const call of ["qrcode", "check", "get"] as const) script.every(call, { do: "other_order", orderId: OTHER });
      script.every("cancel", { do: "lose_request" });
    },
    ...REVIEW,
  },
  {
    rule: "another amount is never paid",
    ...charge({ do: "wrong_amount", fen: 1 }),
    ...MISMATCH,
    json: { ...MISMATCH.json, reason: "amount_differs" },
  },
  {
    rule: "another amount in the order's detail is never paid",
    play({ script }) {
      script.everyPayer(payers.types(1));
      script.every("get", { do: "wrong_amount", fen: AMOUNT * 100 });
    },
    ...MISMATCH,
  },
  {
    rule: "paid by the status alone, its detail lost, is asked again until the amount is known",
    play({ script }) {
      script.everyPayer(payers.types(1));
      script.next("get", { do: "lose_answer" }, wrong.tooFrequent, { do: "other_order", orderId: OTHER });
    },
    timing: PATIENT,
    ...PAID,
  },
  { rule: "a charge answered 5001 but done is found paid", ...charge(wrong.systemErrorAfter), ...PAID },
  {
    rule: "a charge answered 5001 and not there ends cancelled, after two answers",
    ...charge(wrong.systemError),
    ...cancelled("not_received"),
  },
  {
    rule: "5002 for a charge ends cancelled, and the charge is not sent again",
    ...charge(wrong.tooFrequent),
    ...cancelled("not_received"),
  },
  {
    rule: "a wrong secret is refused before any wallet is asked",
    config: { appSecret: "somebody-elses-secret" },
    ...declined("refused_by_channel"),
  },
  {
    rule: "lost queries do not end the wait",
    play({ script }) {
      script.everyPayer(payers.types(3));
      script.next("check", { do: "lose_answer" }, { do: "half_answer" }, wrong.tooFrequent, wrong.systemError);
    },
    timing: PATIENT,
    ...PAID,
  },
];

const CANCELS: readonly HuishouyinCase[] = [
  {
    rule: "a refused cancel is repeated until it is confirmed",
    ...cancels(wrong.typing, wrong.systemError),
    ...CANCELLED,
  },
  {
    rule: "a cancel whose answer is lost is repeated until it is confirmed",
    ...cancels({ do: "lose_answer" }, { do: "lose_request" }),
    ...CANCELLED,
  },
  { rule: "a cancel that comes twice is confirmed", ...cancels({ do: "twice" }), ...CANCELLED },
  {
    rule: "a cancel answered about another order is no proof, and is repeated",
    ...cancels({ do: "other_order", orderId: OTHER }),
    ...CANCELLED,
  },
  {
    rule: "a cancel that is refused to the end is no proof: needs_review, exit 3",
    play({ script }) {
      script.everyPayer(payers.neverPays);
      script.every("cancel", wrong.typing);
    },
    ...REVIEW,
  },
];

export const CASES: readonly HuishouyinCase[] = [
  ...PAYERS,
  ...networkCases<HuishouyinPeer, HuishouyinPeerOptions>(
    ({ script }, behaviour) => script.next("qrcode", behaviour),
    ({ done }) =>
      done
        ? { ends: "is found paid", ...PAID }
        : { ends: "ends cancelled, after two answers", ...cancelled("not_received") },
  ),
  ...ANSWERS,
  ...CANCELS,
];
