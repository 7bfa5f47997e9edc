// The two channels whose books are not enough: Yapos is never told our number and can be asked nothing, and PayServer
// loses rows of payments that its wallet took, so the wallet's own book is the truth here.
import {
  type Payer as GatheringPayer,
  payers as gathering,
  refunders,
  startGatheringPeer,
} from "../peers/gathering.ts";
import { type Payer as PayserverPayer, type Refunder, payers as payserver } from "../peers/payserver.ts";
import { startPayserverPeer } from "../peers/payserver.ts";
import { NETWORK, type Shop, TIMING, hook, troubleCalls } from "./shop.ts";

/**
 * Without the network that repeats a request, which no till could keep a proxy from doing: PayServer calls its pay
 * component again for a number in flight, which takes the money twice (facts §3.3, witnessed.md §2.2); Yapos, told no
 * number, takes the repeat for a new charge and answers that the code was used before.
 */
const ONCE = NETWORK.filter((fault) => fault.do !== "twice");

const GATHERING: readonly GatheringPayer[] = [
  gathering.pays,
  gathering.pays,
  gathering.paysAfterPolling,
  gathering.neverPays,
  gathering.closed,
  gathering.notPaid(false),
  gathering.notPaid(true),
  gathering.reverseFails(true),
  gathering.types(true),
  gathering.aborts(true),
  gathering.aborts(false),
];

export async function openGathering(): Promise<Shop> {
  const peer = await startGatheringPeer();
  const { script, books } = peer;
  return {
    channel: "gathering",
    canAsk: false,
    refunds: "full",
    hasBatch: false,
    qr: null,
    config: peer.config({ timing: TIMING }),
    secrets: () => [peer.account.password, ...books.logins],
    onRequest: hook(peer.requests),
    breaches: () => peer.breaches,
    troublePayment(draw) {
      const payer = draw.pick(GATHERING);
      script.everyPayer(payer);
      if (draw.below(6) === 0) peer.expireTokens();
      return `${JSON.stringify(payer)}; ${troubleCalls(script, draw, "gathering", ["login"], ONCE)}`;
    },
    troubleRefund(draw) {
      const refunder = draw.pick([
        refunders.accepts,
        refunders.accepts,
        refunders.aborts(true),
        refunders.aborts(false),
      ]);
      script.nextRefund(refunder);
      return `${JSON.stringify(refunder)}; ${troubleCalls(script, draw, "refund", ["login"], ONCE)}`;
    },
    heal: async () => script.clear(),
    entries: () =>
      books.orders.map(({ amountFen, charges, paidFen, returnedFen }) => ({
        number: null,
        amountFen,
        charges,
        paidFen,
        returnedFen,
      })),
    mayStay: () => true,
    close: peer.close,
  };
}

const PAYSERVER: readonly PayserverPayer[] = [
  payserver.pays,
  payserver.pays,
  payserver.types(2),
  payserver.types(4),
  payserver.neverPays,
  payserver.givesUp(2, "USER_CANCEL"),
  payserver.declines("NOTENOUGH"),
  payserver.slow(150),
  payserver.slow(600),
  payserver.drops(true),
  payserver.drops(false),
];

const REFUNDERS: readonly Refunder[] = [
  { says: "success" },
  { says: "success", afterMs: 150 },
  { says: "running", notifies: { atQuery: 2, ret: "success" } },
  { says: "failed", reason: "NOTENOUGH" },
];

export async function openPayserver(): Promise<Shop> {
  const peer = await startPayserverPeer();
  const { script, books } = peer;
  return {
    channel: "payserver",
    canAsk: true,
    refunds: "part",
    hasBatch: true,
    qr: null,
    config: peer.config({ timing: TIMING }),
    secrets: () => [peer.token],
    onRequest: hook(peer.requests),
    breaches: () => peer.breaches,
    troublePayment(draw) {
      const payer = draw.pick(PAYSERVER);
      script.everyPayer(payer);
      return `${JSON.stringify(payer)}; ${troubleCalls(script, draw, "pay", ["batchPay", "payModes", "payOrders"], ONCE)}`;
    },
    troubleRefund(draw) {
      const refunder = draw.pick(REFUNDERS);
      script.nextRefund(refunder);
      return `${JSON.stringify(refunder)}; ${troubleCalls(script, draw, "refund", ["batchRefund", "refundOrders"], ONCE)}`;
    },
    async heal() {
      script.clear();
      await peer.settled();
      for (const order of books.orders) {
        if (order.status !== "paying") continue;
        const { notifies } = order.behind;
        if (notifies) order.queries = Math.max(order.queries, notifies.atQuery);
        else Object.assign(order, { status: "payFailed", resultCode: "USER_CANCEL" });
      }
    },
    entries() {
      const numbers = new Set([...books.orders, ...books.taken].flatMap(({ clientPayNo }) => clientPayNo ?? []));
      return [...numbers].map((number) => {
        const taken = books.taken.filter((one) => one.clientPayNo === number);
        const row = books.orders.find((order) => order.clientPayNo === number);
        // A payer who typed first is told by a notice: the wallet's own list has the sudden ones only.
        const isTold = row !== undefined && ["payed", "refunded", "partRefunded"].includes(row.status);
        const paid = taken[0]?.fen ?? (isTold ? row.payAmount : 0);
        const traction = new Set([...taken, ...(row ? [row] : [])].map((one) => one.tractionNo));
        const given = books.given.filter((one) => traction.has(one.payTractionNo));
        return {
          number,
          amountFen: Number(row?.payAmount ?? paid),
          charges: Math.max(taken.length, isTold ? 1 : 0),
          paidFen: Number(paid),
          returnedFen: given.reduce((sum, one) => sum + one.fen, 0),
        };
      });
    },
    // What is not there proves nothing, a refund neither (witnessed.md §2.2, §2.3); and "system error" is no wallet's no.
    mayStay(number) {
      const row = books.orders.find((order) => order.clientPayNo === number);
      const isKnown = row !== undefined || books.refunds.some((one) => one.clientRefundNo === number);
      return !isKnown || (row?.status === "payFailed" && row.resultCode === "system error");
    },
    close: peer.close,
  };
}
