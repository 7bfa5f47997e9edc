// Cash: the till itself takes the money, with no channel and no network. One transaction from nothing to paid, for
// nothing is unknown about a note in the drawer; the same for giving it back.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import { advance, attemptByNo } from "../store/attempts.ts";
import type { Writer } from "../store/open.ts";
import { advanceRefund, insertRefund } from "../store/refunds.ts";
import { queueDrawer, queuePrint } from "../store/print-jobs.ts";
import type { Refund, RefundLine } from "./attempt.ts";
import type { Sale } from "./collect.ts";
import { createIn, writeNew } from "./create.ts";
import { type Flow, announce } from "./flow.ts";
import { queueReceipt } from "./settle.ts";

/**
 * Records that the customer paid `amountFen` in cash and handed over `givenFen`; the rest is change.
 * Failures as `create`, and cash_too_little.
 */
export function takeCash(flow: Flow, sale: Omit<Sale, "channel" | "mode">, givenFen: Fen): Result<TradeNo> {
  const { amountFen, order } = sale;
  if (givenFen < amountFen) return fail("cash_too_little", String(amountFen));
  const tender = {
    amountFen,
    givenFen,
    channel: "cash",
    method: "cash",
    mode: null,
    wallet: null,
    codeTail: null,
  } as const;
  const taken = writeNew(flow, order, (tx): Result<TradeNo> => {
    const created = createIn(tx, flow, { ...sale, tenders: [tender], owedFen: sale.owedFen ?? amountFen });
    if (!created.ok) return created;
    const [number] = created.value;
    const attempt = number && attemptByNo(tx, number);
    if (!attempt) throw new Error("a new attempt vanished");
    const paid = advance(tx, attempt, { event: "cash", at: flow.clock.now(), detail: { amountFen, givenFen } });
    queueReceipt(tx, paid, flow.clock.now());
    queueDrawer(tx, paid.tradeNo, flow.clock.now());
    return ok(paid.tradeNo);
  });
  if (taken.ok) announce(flow, taken.value);
  return taken;
}

/** Writes down that cash went back over the counter: requested and refunded at once. */
export function handBack(
  tx: Writer,
  refund: Pick<Refund, "refundNo" | "tradeNo" | "amountFen" | "why" | "person" | "requestedAt">,
  lines: readonly RefundLine[],
): void {
  const requested = insertRefund(tx, refund, lines);
  advanceRefund(tx, requested, { event: "handed_back", at: refund.requestedAt });
  queuePrint(tx, "refund", refund.refundNo, refund.requestedAt);
  queueDrawer(tx, refund.refundNo, refund.requestedAt);
}
