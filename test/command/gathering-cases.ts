// Everything that may happen to a charge on its way to Yapos Pay, and the one true end of each: data for
// gathering-pay.test.ts. Nobody can be asked here, so one answer settles it or a person must.
import { expect } from "vitest";
import {
  type Behaviour,
  type GatheringPeer,
  type GatheringPeerOptions,
  type Payer,
  payers,
} from "../peers/gathering.ts";
import { BRIEF } from "./channel-shop.ts";
import { FAULTS, notDoubled } from "./faults.ts";
import {
  type Case,
  CANCELLED,
  type End,
  MISMATCH,
  PAID,
  REVIEW,
  cancelled,
  declined,
  networkCases,
  review,
} from "./pay-case.ts";

type GatheringCase = Case<GatheringPeer, GatheringPeerOptions>;

const ALIPAY = { payCode: ["28", 18] } as const;
const charge = (...behaviours: readonly Behaviour[]) => ({
  play: ({ script }: GatheringPeer) => script.next("gathering", ...behaviours),
});
const payer = (one: Payer) => ({ play: ({ script }: GatheringPeer) => script.everyPayer(one) });
const change = (fields: Readonly<Record<string, unknown>>) => charge({ do: "change", fields });
const paidBy = (wallet: string): End => ({
  ...PAID,
  json: { ...PAID.json, wallet, channelTradeNo: expect.stringMatching(/^\d{22}$/) },
});

const PAYERS: readonly GatheringCase[] = [
  { rule: "a WeChat code answered SUCCESS is paid, with the channel's number", ...paidBy("wechat") },
  { rule: "an Alipay code is paid: its echo is in yuan", ...ALIPAY, ...paidBy("alipay") },
  { rule: "paid after the server asked for a while is paid", ...payer(payers.paysAfterPolling), ...PAID },
  { rule: "the seed's paths for every call serve as well", options: { routes: "seed" }, ...PAID },
  {
    rule: "a payer who never pays was reversed by the server: nothing was taken",
    ...payer(payers.neverPays),
    ...declined("reversed"),
  },
  { rule: "an order that was closed takes nothing", ...payer(payers.closed), ...declined("closed") },
  {
    rule: "a code the wallet calls expired is declined",
    ...payer(payers.says("二维码已过期，请用户在微信上刷新后再试")),
    ...declined("code_expired"),
  },
  { rule: "an empty purse is declined", ...ALIPAY, ...payer(payers.says("买家余额不足")), ...declined("balance_low") },
  ...[true, false].flatMap((took): GatheringCase[] => {
    const money = took ? "and the money was taken" : "and none was taken";
    return [
      {
        rule: `the reverse failed, ${money}: a person`,
        ...payer(payers.reverseFails(took)),
        ...review("state_needs_a_person"),
      },
      {
        rule: `订单未支付, ${money}: a person, for nothing was reversed`,
        ...payer(payers.notPaid(took)),
        ...review("state_needs_a_person"),
      },
      {
        rule: `Alipay's buyer types a password, ${money}: a person`,
        ...ALIPAY,
        ...payer(payers.types(took)),
        ...review("failure_answered"),
      },
      {
        rule: `the wallet was slow and the server gave up, ${money}: a person`,
        ...payer(payers.aborts(took)),
        ...review("server_error"),
      },
      {
        rule: `FAIL in words that no table lists, ${money}: a person`,
        ...ALIPAY,
        ...payer(payers.says("系统繁忙，请稍后再试", took)),
        ...review("failure_answered"),
      },
    ];
  }),
  ...(["204", "blank", "null"] as const).map((as) => ({
    rule: `another channel behind it that renders ${as}: a person`,
    ...payer(payers.rendersNothing(as)),
    ...REVIEW,
  })),
];

const ANSWERS: readonly GatheringCase[] = [
  { rule: "another amount is never paid", ...change({ total_amount: "1" }), ...MISMATCH },
  {
    rule: "an amount that cannot be read is never paid",
    ...change({ total_amount: "12,50" }),
    ...review("amount_missing"),
  },
  { rule: "a SUCCESS without an amount is the request's own", ...change({ total_amount: undefined }), ...PAID },
  {
    rule: "a SUCCESS without an order number proves nothing",
    ...change({ merchant_trade_no: undefined }),
    ...review("order_missing"),
  },
  { rule: "two results that disagree prove nothing", ...change({ result_code: "FAIL" }), ...review("contradiction") },
  { rule: "a result that is neither proves nothing", ...change({ result: "PENDING" }), ...review("unlisted_state") },
  {
    rule: "a method the merchant has not is refused before any wallet is asked",
    play: ({ counter }) => void counter.closedWallets.add("wechat"),
    ...declined("refused_by_channel"),
  },
  {
    rule: "a store the server does not know is refused before any wallet is asked",
    config: { sid: "00000000-0000-4000-8000-000000000000" },
    ...declined("refused_by_channel"),
  },
];

const TOKENS: readonly GatheringCase[] = [
  {
    rule: "an expired token is renewed, and the charge it refused goes out once more",
    ...charge({ do: "refuse_token" }),
    charges: 2,
    ...PAID,
  },
  {
    rule: "an expired token, and then a lost answer: a person, never a third charge",
    ...charge({ do: "refuse_token" }, { do: "lose_answer" }),
    charges: 2,
    ...review("broken_connection"),
  },
  {
    rule: "a renewed token that is refused too: refused, never a third charge",
    ...charge({ do: "refuse_token" }, { do: "refuse_token" }),
    charges: 2,
    ...declined("refused_by_channel"),
  },
  {
    rule: "an expired token that cannot be renewed: refused, nothing charged",
    play({ script }) {
      script.next("gathering", { do: "refuse_token" });
      script.next("login", { do: "behave" }, { do: "lose_answer" });
    },
    ...declined("refused_by_channel"),
  },
  { rule: "a wrong password: never sent", config: { password: "wrong" }, charges: 0, ...cancelled("never_sent") },
  {
    rule: "a merchant under review: never sent",
    play: ({ counter }) => void (counter.audit = "verifing"),
    charges: 0,
    ...cancelled("never_sent"),
  },
  ...FAULTS.filter(({ heard }) => heard === "no").map(({ name, behaviour, slow }) => ({
    rule: `a login that meets ${name}: never sent`,
    play: ({ script }: GatheringPeer) => script.next("login", behaviour),
    ...(slow ? { timing: BRIEF } : {}),
    charges: 0,
    ...CANCELLED,
  })),
];

export const CASES: readonly GatheringCase[] = [
  ...PAYERS,
  ...networkCases<GatheringPeer, GatheringPeerOptions>(
    ({ script }, behaviour) => script.next("gathering", behaviour),
    ({ cause }) => (cause === null ? { ends: "is paid", ...PAID } : { ends: "ends with a person", ...review(cause) }),
    notDoubled(FAULTS),
  ),
  ...ANSWERS,
  ...TOKENS,
];
