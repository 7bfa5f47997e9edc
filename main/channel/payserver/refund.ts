// Gives money back at PayServer: reads the order and its refunds, then sends one refund. What fails before POST
// /refund was never sent; after it, nothing is ever sent a second time but a cancel that was refused as too late.
import type { Clock } from "../../clock.ts";
import type { AttemptRef, Channel, RefundOutcome, RefundRef } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { textOf, fenOf } from "./answer.ts";
import { checkedNumbers, itemAnswers } from "./batch.ts";
import { type Asked, findOrder } from "./outcome.ts";
import { type AskedRefund, findRefund, notSent, planRefund, refundByOrder } from "./refund-outcome.ts";
import { refundOutcome, refundState, standInTheWay } from "./refund-outcome.ts";
import { CANCEL_WITHIN_MS } from "./settings.ts";
import type { Wire } from "./wire.ts";

export type RefundParts = {
  readonly wire: Wire;
  readonly clock: Clock;
  /** A refund waits for the component as a charge does: above the server's own 60 s. */
  readonly requestTimeoutMs: number;
  askOrder(ref: AttemptRef): Promise<HttpAnswer>;
  askedOf(ref: AttemptRef): Asked;
};

export type Refunds = Pick<Channel, "refund" | "refundQuery"> & {
  readonly refundAll: NonNullable<Channel["batch"]>["refund"];
};

export function openRefunds(parts: RefundParts): Refunds {
  return {
    refund: (ref) => refund(parts, ref),
    refundQuery: (ref) => refundQuery(parts, ref),
    refundAll: (refs) => refundAll(parts, refs),
  };
}

/** A refund that nothing stands in the way of; `body` says whether as 撤销 or as 退款. */
type Ready = {
  readonly body: (isCancel: 0 | 1) => Readonly<Record<string, unknown>>;
  readonly isCancel: 0 | 1;
  readonly asked: AskedRefund;
  readonly timeoutMs: number;
};

/** Reads the order and its refunds; the outcome when ours is not to be sent. */
async function prepared(parts: RefundParts, ref: RefundRef): Promise<Ready | RefundOutcome> {
  // 0 would be read as "everything that is left" (witnessed.md F11).
  if (ref.refundFen === 0) throw new RangeError("nothing to refund");
  const { wire, clock } = parts;
  const found = findOrder(await parts.askOrder(ref), parts.askedOf(ref));
  if (!found.found) return notSent(found.unknown.raw);
  // The server's clock is taken to be set to the shop's zone, as the till's is; a cancel it still refuses goes as refund.
  const notBefore = clock.local(clock.now() - CANCEL_WITHIN_MS).stamp;
  const plan = planRefund(found.order, ref, notBefore);
  if (!plan.go) return plan.outcome;
  const { hidden } = parts.askedOf(ref);
  const { refundNo, refundFen } = ref;
  const asked: AskedRefund = { refundNo, refundFen, payOrderUUID: plan.payOrderUUID, hidden };
  const others = await wire.get(`/payOrders/${plan.payOrderUUID}/refundOrders`, { limit: 100 }, ref.timeoutMs);
  const inTheWay = standInTheWay(others, asked);
  if (inTheWay) return inTheWay;
  return {
    isCancel: plan.isCancel,
    asked,
    timeoutMs: Math.max(ref.timeoutMs, parts.requestTimeoutMs),
    body: (isCancel) => ({
      payTractionNo: plan.payTractionNo,
      clientRefundNo: refundNo,
      isCancel,
      refundAmount: refundFen,
    }),
  };
}

async function refund(parts: RefundParts, ref: RefundRef): Promise<RefundOutcome> {
  const ready = await prepared(parts, ref);
  if ("kind" in ready) return ready;
  const answer = await parts.wire.post("/refund", ready.body(ready.isCancel), ready.timeoutMs);
  return orAsRefund(parts, ready, refundOutcome(answer, ready.asked));
}

/** A cancel that came too late did nothing at all: the same money goes back as a refund. */
async function orAsRefund(
  parts: RefundParts,
  ready: Ready,
  first: RefundOutcome | "cancel_too_late",
): Promise<RefundOutcome> {
  if (first !== "cancel_too_late") return first;
  const answer = await parts.wire.post("/refund", ready.body(0), ready.timeoutMs);
  const second = refundOutcome(answer, ready.asked);
  return second === "cancel_too_late"
    ? { kind: "unknown", cause: "contradiction", raw: "no cancel was asked" }
    : second;
}

async function refundAll(parts: RefundParts, refs: readonly RefundRef[]): Promise<readonly RefundOutcome[]> {
  checkedNumbers(refs.map(({ refundNo }) => refundNo));
  // Two refunds of one order run side by side, and both are carried out (witnessed.md F26).
  checkedNumbers(refs.map(({ tradeNo }) => tradeNo));
  const all = await Promise.all(refs.map((ref) => prepared(parts, ref)));
  const ready = all.filter((one): one is Ready => !("kind" in one));
  const [first] = ready;
  if (!first) return all.filter((one): one is RefundOutcome => "kind" in one);
  const batchRefundData = ready.map((one) => one.body(one.isCancel));
  const timeoutMs = Math.max(...ready.map((one) => one.timeoutMs));
  const answer = await parts.wire.post("/batchRefund", { batchRefundData }, timeoutMs);
  const numbers = ready.map(({ asked }) => asked.refundNo);
  const { hidden } = first.asked;
  const answers = itemAnswers(answer, { list: "batchRefundResult", number: "clientRefundNo", numbers, hidden });
  return Promise.all(
    all.map((one) => {
      if ("kind" in one) return one;
      const own = answers[ready.indexOf(one)];
      if (own === undefined) throw new Error("an item without an answer");
      if ("cause" in own) return { kind: "unknown" as const, ...own };
      return orAsRefund(parts, one, refundOutcome(own, one.asked));
    }),
  );
}

async function refundQuery(parts: RefundParts, ref: RefundRef): Promise<RefundOutcome> {
  const answer = await parts.wire.get("/refundOrders", { clientRefundNo: ref.refundNo }, ref.timeoutMs);
  const { hidden } = parts.askedOf(ref);
  const refunds = findRefund(answer, ref.refundNo, hidden);
  const hasList = !answer.ok || answer.status !== 404;
  if (!refunds.found && hasList) return refunds.outcome;
  const order = findOrder(await parts.askOrder(ref), parts.askedOf(ref));
  if (!refunds.found) return refundByOrder(order, ref.amountFen, refunds.outcome);
  if (!order.found) return order.unknown;
  const payOrderUUID = textOf(order.order["uuid"]);
  if (payOrderUUID === null) return { kind: "unknown", cause: "unreadable", raw: "the order has no uuid" };
  const { refundNo, refundFen } = ref;
  const outcome = refundState(refunds.refund, { refundNo, refundFen, payOrderUUID, hidden });
  // What the server says went back of the whole order.
  const listedFen = fenOf(order.order["refundAmount"] ?? 0);
  return listedFen === null ? outcome : { ...outcome, listedFen };
}
