// Everything that may happen to a charge on its way to Pooul, and the one true end of each: data for pooul-pay.test.ts.
import { expect } from "vitest";
import { type Behaviour, type PooulPeer, type PooulPeerOptions, payers, wrong } from "../peers/pooul.ts";
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

type PooulCase = Case<PooulPeer, PooulPeerOptions>;

const charge = (...behaviours: readonly Behaviour[]) => ({
  play: ({ script }: PooulPeer) => script.next("pay", ...behaviours),
});
const everyAnswer =
  (behaviour: Behaviour) =>
  ({ script }: PooulPeer) => {
    for (const call of ["pay", "query", "reverse"] as const) script.every(call, behaviour);
  };

const PAYERS: readonly PooulCase[] = [
  {
    rule: "a charge answered paid exits 0 with the channel's number",
    ...PAID,
    json: { ...PAID.json, channelTradeNo: expect.stringMatching(/^5b37/) },
  },
  { rule: "a charge answered paid without an amount is asked for it", options: { edition: "A" }, ...PAID },
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
    rule: "a payer who never pays is reversed, with the channel's word for it",
    play: ({ script }) => script.everyPayer(payers.neverPays),
    ...cancelled("reversed"),
  },
  {
    rule: "a definite decline exits 1",
    play: ({ script }) => script.everyPayer(payers.declines),
    // State 7 counts only once two queries have said it.
    timing: PATIENT,
    ...declined("refused_by_channel"),
  },
  {
    rule: "a charge answered with an error but paid is paid",
    play: ({ script }) => script.everyPayer(payers.fails(600, "SYSTEMERROR", [6, 0])),
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "a state that only a person can read goes to review",
    play: ({ script }) => script.everyPayer(payers.inState(4)),
    ...review("state_needs_a_person"),
  },
  {
    rule: "a payer who pays just before the reverse is paid, and nothing is reversed",
    play: ({ script }) => script.everyPayer(payers.types(2)),
    timing: { pollForMs: 0 },
    ...PAID,
  },
];

const ANSWERS: readonly PooulCase[] = [
  { rule: "an answer signed by somebody else proves nothing", ...charge({ do: "wrong_signature" }), ...PAID },
  { rule: "an unsigned success proves nothing", ...charge({ do: "plain_success" }), ...PAID },
  { rule: "an answer about another order proves nothing", ...charge({ do: "other_order", tradeNo: OTHER }), ...PAID },
  {
    rule: "a signed failure of the charge is asked about",
    ...charge({ do: "signed_fail", code: 601, msg: "SYSTEMERROR" }),
    ...CANCELLED,
  },
  {
    rule: "always another order in every answer: never paid, never unpaid",
    play: everyAnswer({ do: "other_order", tradeNo: OTHER }),
    ...REVIEW,
  },
  {
    rule: "every answer forged: never paid, never unpaid",
    play: everyAnswer({ do: "wrong_signature" }),
    ...review("bad_signature"),
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
      script.every("query", { do: "wrong_amount", fen: AMOUNT * 100 });
    },
    ...MISMATCH,
  },
  {
    rule: "lost queries do not end the wait",
    play({ script }) {
      script.everyPayer(payers.types(2));
      script.next("query", { do: "lose_answer" }, wrong.rateLimited, wrong.badGateway);
    },
    timing: PATIENT,
    ...PAID,
  },
];

const REVERSES: readonly PooulCase[] = [
  {
    rule: "a refused reverse is repeated until it is confirmed",
    play({ script }) {
      script.everyPayer(payers.neverPays);
      script.next("reverse", wrong.userPaying, wrong.systemError);
    },
    ...CANCELLED,
  },
  {
    rule: "a reverse whose answer is lost is repeated until it is confirmed",
    play({ script }) {
      script.everyPayer(payers.neverPays);
      script.next("reverse", { do: "lose_answer" }, { do: "lose_request" });
    },
    ...CANCELLED,
  },
  {
    rule: "a reverse that is refused to the end is no proof: needs_review, exit 3",
    play({ script }) {
      script.everyPayer(payers.neverPays);
      script.every("reverse", wrong.userPaying);
    },
    ...REVIEW,
  },
];

export const CASES: readonly PooulCase[] = [
  ...PAYERS,
  ...networkCases<PooulPeer, PooulPeerOptions>(
    ({ script }, behaviour) => script.next("pay", behaviour),
    ({ done }) =>
      done ? { ends: "is found paid", ...PAID } : { ends: "ends cancelled, after two answers", ...CANCELLED },
  ),
  ...ANSWERS,
  ...REVERSES,
];
