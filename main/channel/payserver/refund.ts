// Gives money back at PayServer: reads the order and its refunds, then sends one refund. What fails before POST
// /refund was never sent; after it, nothing is ever sent a second time but a cancel that was refused as too late.
import type { Clock } from "../../clock.ts";
import type { AttemptRef, Channel, RefundOutcome, RefundRef } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { textOf } from "./answer.ts";
import { type Asked, findOrder } from "./outcome.ts";
import { type AskedRefund, findRefund, notSent, planRefund } from "./refund-outcome.ts";
import { refundOutcome, refundState, standInTheWay } from "./refund-outcome.ts";
import type { Wire } from "./wire.ts";

export type RefundParts = {
  readonly wire: Wire;
  readonly clock: Clock;
  /** A refund waits for the component as a charge does: above the server's own 60 s. */
  readonly requestTimeoutMs: number;
  askOrder(ref: AttemptRef): Promise<HttpAnswer>;
  askedOf(ref: AttemptRef): Asked;
};

/** 8 h after payFinishAt a cancel is refused (facts §3.3); five minutes less, for clocks that differ. */
const CANCEL_WITHIN_MS = 8 * 3_600_000 - 300_000;

export function openRefunds(parts: RefundParts): Pick<Channel, "refund" | "refundQuery"> {
  return { refund: (ref) => refund(parts, ref), refundQuery: (ref) => refundQuery(parts, ref) };
}

async function refund(parts: RefundParts, ref: RefundRef): Promise<RefundOutcome> {
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
  const send = async (isCancel: 0 | 1) => {
    const body = {
      payTractionNo: plan.payTractionNo,
      clientRefundNo: ref.refundNo,
      isCancel,
      refundAmount: ref.refundFen,
    };
    const timeoutMs = Math.max(ref.timeoutMs, parts.requestTimeoutMs);
    return refundOutcome(await wire.post("/refund", body, timeoutMs), asked);
  };
  const first = await send(plan.isCancel);
  if (first !== "cancel_too_late") return first;
  const second = await send(0);
  return second === "cancel_too_late"
    ? { kind: "unknown", cause: "contradiction", raw: "no cancel was asked" }
    : second;
}

async function refundQuery(parts: RefundParts, ref: RefundRef): Promise<RefundOutcome> {
  const answer = await parts.wire.get("/refundOrders", { clientRefundNo: ref.refundNo }, ref.timeoutMs);
  const { hidden } = parts.askedOf(ref);
  const refunds = findRefund(answer, ref.refundNo, hidden);
  if (!refunds.found) return refunds.outcome;
  const order = findOrder(await parts.askOrder(ref), parts.askedOf(ref));
  if (!order.found) return order.unknown;
  const payOrderUUID = textOf(order.order["uuid"]);
  if (payOrderUUID === null) return { kind: "unknown", cause: "unreadable", raw: "the order has no uuid" };
  const { refundNo, refundFen } = ref;
  return refundState(refunds.refund, { refundNo, refundFen, payOrderUUID, hidden });
}
