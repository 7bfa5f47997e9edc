// Everything that may happen to a charge on its way to PayServer, and the one true end of each: data for
// payserver-pay.test.ts. Nothing can be called off here and no empty list proves anything, so what was not heard to be
// paid or declined ends with a person (payments.md; witnessed.md §2.4).
import { expect } from "vitest";
import {
  type Behaviour,
  type Payer,
  type PayserverPeer,
  type PayserverPeerOptions,
  payers,
  wrong,
} from "../peers/payserver.ts";
import { BRIEF } from "./channel-shop.ts";
import { FAULTS, notDoubled } from "./faults.ts";
import {
  AMOUNT,
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

type PayserverCase = Case<PayserverPeer, PayserverPeerOptions>;

const charge = (...behaviours: readonly Behaviour[]) => ({
  play: ({ script }: PayserverPeer) => script.next("pay", ...behaviours),
});
const payer = (one: Payer) => ({ play: ({ script }: PayserverPeer) => script.everyPayer(one) });
/** The component is asked behind the answered request. */
const asynchronous = (one: Payer) => ({
  play({ script, books }: PayserverPeer) {
    script.everyPayer(one);
    for (const mode of books.modes) mode.isAsyncNotify = 1;
  },
});
const NEEDS_A_PERSON = review("state_needs_a_person");

const PAYERS: readonly PayserverCase[] = [
  {
    rule: "a charge answered payed exits 0 with the channel's number",
    ...PAID,
    json: { ...PAID.json, wallet: "wechat", channelTradeNo: expect.stringMatching(/^1\d{15}$/) },
  },
  {
    rule: "an Alipay code goes through the Alipay mode",
    payCode: ["28", 18],
    ...PAID,
    json: { ...PAID.json, wallet: "alipay" },
  },
  { rule: "a payer who types a password is waited for", ...payer(payers.types(3)), timing: PATIENT, ...PAID },
  {
    rule: "a payer who is done with the last question is paid",
    ...payer(payers.types(2)),
    timing: { pollForMs: 0 },
    ...PAID,
  },
  {
    rule: "a payer who never pays ends with a person: nothing can be called off",
    ...payer(payers.neverPays),
    ...REVIEW,
  },
  {
    rule: "a payer who gives up is declined by the wallet's own word",
    ...payer(payers.givesUp(2, "USER_CANCEL")),
    timing: PATIENT,
    ...declined("payer_cancelled"),
  },
  { rule: "an expired code is declined", ...payer(payers.declines("AUTHCODEEXPIRE")), ...declined("code_expired") },
  { rule: "an empty purse is declined", ...payer(payers.declines("余额不足")), ...declined("balance_low") },
  {
    rule: "payFailed with a system error of the wallet's is no no",
    ...payer(payers.declines("SYSTEMERROR")),
    ...NEEDS_A_PERSON,
  },
  {
    rule: "payFailed after a notice that said running is no no",
    ...payer(payers.notifiesRunning),
    timing: PATIENT,
    ...NEEDS_A_PERSON,
  },
  ...[true, false].flatMap((takes): PayserverCase[] => {
    const money = takes ? "and the money was taken" : "and none was taken";
    return [
      {
        rule: `the component drops the connection, ${money}: a person`,
        ...payer(payers.drops(takes)),
        ...NEEDS_A_PERSON,
      },
      { rule: `the component answers 500, ${money}: a person`, ...payer(payers.breaks(takes)), ...NEEDS_A_PERSON },
      {
        rule: `the component answers with a page, ${money}: a person`,
        ...payer(payers.page(takes)),
        ...NEEDS_A_PERSON,
      },
    ];
  }),
  {
    rule: "a component slower than our patience is found paid later",
    ...payer(payers.slow(2600)),
    timing: BRIEF,
    ...PAID,
  },
  {
    rule: "a component slower than the service's own limit is found paid later",
    ...payer(payers.slow(400)),
    options: { serverLimitMs: 100 },
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "an asynchronous mode is paid once its component has answered",
    ...asynchronous(payers.pays),
    timing: PATIENT,
    ...PAID,
  },
  {
    rule: "an asynchronous mode declines by the wallet's own word",
    ...asynchronous(payers.declines("NOTENOUGH")),
    timing: PATIENT,
    ...declined("balance_low"),
  },
  {
    rule: "a code the wallet calls used may be our own: a person",
    ...asynchronous(payers.declines("AUTH_CODE_INVALID")),
    timing: PATIENT,
    ...review("code_spent"),
  },
  {
    rule: "an asynchronous component that broke ends with a person",
    ...asynchronous(payers.drops(true)),
    timing: PATIENT,
    ...NEEDS_A_PERSON,
  },
  {
    rule: "an asynchronous result that the service lost ends with a person",
    ...asynchronous(payers.pays),
    options: { loseAsyncResults: true },
    ...REVIEW,
  },
];

const ANSWERS: readonly PayserverCase[] = [
  {
    rule: "a mode that was closed meanwhile is declined, the code still fresh",
    ...charge({ do: "error", code: 9002, message: "closed", processed: false }),
    ...declined("refused_by_channel"),
  },
  {
    rule: "no open mode of the wallet: never sent",
    play({ books }) {
      for (const mode of books.modes) if (mode.name.includes("微信")) mode.isOpened = 0;
    },
    charges: 0,
    ...cancelled("never_sent"),
  },
  {
    rule: "5100 for a charge that is stored all the same is found paid",
    ...charge({ do: "error", code: 5100, message: "Database", processed: true }),
    ...PAID,
  },
  {
    rule: "5100 for a charge that is not stored ends with a person",
    ...charge({ do: "error", code: 5100, message: "Database", processed: false }),
    ...REVIEW,
  },
  { rule: "a database that is down ends with a person", ...charge(wrong.databaseDown), ...REVIEW },
  { rule: "a broker that is down ends with a person", ...charge(wrong.brokerDown), ...REVIEW },
  {
    rule: "success without an order proves nothing",
    ...charge({ do: "body", body: { ret: "success", data: {} } }),
    ...PAID,
  },
  { rule: "ret failed alone proves nothing", ...charge({ do: "body", body: { ret: "failed" } }), ...PAID },
  { rule: "success of another order proves nothing", ...charge(wrong.otherOrder(OTHER)), ...PAID },
  {
    rule: "success through another mode proves nothing",
    ...charge({ do: "change", data: { payModeUUID: "another" } }),
    ...PAID,
  },
  { rule: "success without an amount is asked for it", ...charge(wrong.wrongAmount(undefined)), ...PAID },
  {
    rule: "always another order in every answer: never paid, never unpaid",
    play({ script }) {
      for (const route of ["pay", "payOrders"] as const) script.every(route, wrong.otherOrder(OTHER));
    },
    ...review("other_order"),
  },
  {
    rule: "another amount is never paid",
    ...charge(wrong.wrongAmount(1)),
    ...MISMATCH,
    json: { ...MISMATCH.json, reason: "amount_differs" },
  },
  {
    rule: "another amount in a query is never paid",
    play({ script }) {
      script.everyPayer(payers.types(1));
      script.every("payOrders", wrong.wrongAmount(AMOUNT * 100));
    },
    ...MISMATCH,
  },
  {
    rule: "lost queries and empty ones do not end the wait",
    play({ script }) {
      script.everyPayer(payers.types(4));
      script.next("payOrders", { do: "lose_answer" }, wrong.databaseDown, { do: "body", body: { items: [] } });
    },
    timing: PATIENT,
    ...PAID,
  },
];

/** The list of modes is read first: without it nothing is charged. */
const LISTS: readonly PayserverCase[] = FAULTS.filter(({ heard }) => heard === "no").map(
  ({ name, behaviour, slow }) => ({
    rule: `a list of modes that meets ${name}: never sent`,
    play: ({ script }: PayserverPeer) => script.next("payModes", behaviour),
    ...(slow ? { timing: BRIEF } : {}),
    charges: 0,
    ...cancelled("never_sent"),
  }),
);

export const CASES: readonly PayserverCase[] = [
  ...PAYERS,
  ...networkCases<PayserverPeer, PayserverPeerOptions>(
    ({ script }, behaviour) => script.next("pay", behaviour),
    ({ done }) =>
      done
        ? { ends: "is found paid", ...PAID }
        : { ends: "ends with a person: an empty list proves nothing", ...REVIEW },
    notDoubled(FAULTS),
  ),
  ...ANSWERS,
  ...LISTS,
];
