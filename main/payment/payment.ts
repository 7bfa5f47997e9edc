// The verbs of one book, bound to what they share. Whoever opens a till talks to payments through this and
// nothing below it.
import type { Result } from "../../preload/contract/failure.ts";
import { fail, ok } from "../../preload/contract/failure.ts";
import type { OrderId, RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import { type Wallet, isOpen } from "../../preload/contract/status.ts";
import type { AttemptView, RefundView } from "../../preload/contract/views.ts";
import type { Channel } from "../channel/channel.ts";
import { attemptByNo, openAttempts } from "../store/attempts.ts";
import { openRefunds, refundByNo } from "../store/refunds.ts";
import { type Sale, type Started, collect, showQr } from "./collect.ts";
import { checkMode } from "./mode.ts";
import { ask } from "./ask.ts";
import { type Combined, type Tender, combine } from "./combine.ts";
import { takeCash } from "./cash.ts";
import { mayGoOn } from "./create.ts";
import type { Driver, Flow } from "./flow.ts";
import { drive } from "./follow.ts";
import { cancelArrives } from "./give-up.ts";
import { recover, takeOver } from "./recover.ts";
import { askRefund, followRefund, restartRefund } from "./refund.ts";
import { letGo, resolveRefund, resolveReview, settleException } from "./resolve.ts";
import { type RefundRequest, startRefund } from "./start-refund.ts";
import { type Undone, undoOrder } from "./undo.ts";
import { viewByNo, viewRefundByNo } from "./view.ts";
import { watchDue } from "./watch.ts";

export type Payment = {
  readonly flow: Flow;
  /** Whether the channel has the sale's pay mode open; writes nothing down. */
  checkMode(sale: Pick<Sale, "channel" | "mode">, wallet: Wallet | null): Promise<Result<null>>;
  /** Whether an order still wants this much, and nothing of it is under way; writes nothing down. */
  mayGoOn(order: OrderId, amountFen: Fen): Result<null>;
  collect(sale: Sale, code: PayCode): Result<Started>;
  showQr(sale: Sale, wallet: Wallet): Result<Started>;
  /** Records cash in hand: paid at once, with no channel. */
  takeCash(sale: Omit<Sale, "channel" | "mode">, givenFen: Fen): Result<TradeNo>;
  /** Takes several tenders of one order: see `combine`. */
  combine(sale: Parameters<typeof combine>[1], tenders: readonly Tender[]): Result<Combined>;
  /** Gives back everything an order received, tender by tender. */
  undoOrder(tradeNo: TradeNo, why: string): Result<Undone>;
  /** Asks the channel once, now; also about a finished attempt. Answers how it stands then. */
  ask(tradeNo: TradeNo): Promise<Result<AttemptView>>;
  /** Calls an open attempt off: asks first, cancels what is not paid. Null when there is nothing open to stop. */
  stop(tradeNo: TradeNo): Driver | null;
  startRefund(request: RefundRequest): Result<RefundNo>;
  /** How a refund stands on disk. */
  refund(number: RefundNo): Result<RefundView>;
  /** Asks about a refund once. */
  askRefund(number: RefundNo): Promise<Result<RefundView>>;
  /** Asks about a refund until it is final or the channel's time is spent. */
  followRefund(number: RefundNo): Promise<Result<RefundView>>;
  /** What the channel's console says, written down by a person: see resolve.ts. */
  resolveReview(asked: Parameters<typeof resolveReview>[1]): Promise<Result<AttemptView>>;
  resolveRefund(asked: Parameters<typeof resolveRefund>[1]): Promise<Result<RefundView>>;
  settleException(asked: Parameters<typeof settleException>[1]): Result<AttemptView>;
  /** Somebody has dealt with a refund that was refused. */
  letGoRefund(asked: Parameters<typeof letGo>[1]): Result<RefundView>;
  /** Asks once about finished attempts whose late money is due to be looked for; a running till does so by itself. */
  watchDue(): Promise<void>;
  /** Takes over what an earlier process left open. */
  recover(): Driver[];
  /** How many attempts and refunds are open, and how many of them only a person can settle. */
  open(): { open: number; review: number };
};

export function bindPayment(flow: Flow): Payment {
  return {
    flow,
    checkMode: (sale, wallet) => checkMode(flow, sale, wallet),
    mayGoOn: (order, amountFen) => mayGoOn(flow.store.read, order, amountFen),
    collect: (sale, code) => collect(flow, sale, code),
    showQr: (sale, wallet) => showQr(flow, sale, wallet),
    takeCash: (sale, givenFen) => takeCash(flow, sale, givenFen),
    combine: (sale, tenders) => combine(flow, sale, tenders),
    undoOrder: (tradeNo, why) => undoOrder(flow, tradeNo, why),
    ask: (tradeNo) => askNow(flow, tradeNo),
    stop: (tradeNo) => stop(flow, tradeNo),
    startRefund: (request) => startRefund(flow, request),
    refund(number) {
      const view = viewRefundByNo(flow, number);
      return view ? ok(view) : fail("refund_not_found", number);
    },
    askRefund: (number) => withRefund(flow, number, (channel) => askRefund(flow, channel, number)),
    followRefund: (number) => withRefund(flow, number, () => followRefund(flow, number)),
    resolveReview: async (asked) => shown(await resolveReview(flow, asked), viewByNo(flow, asked.tradeNo)),
    resolveRefund: async (asked) => shown(await resolveRefund(flow, asked), viewRefundByNo(flow, asked.refundNo)),
    letGoRefund: (asked) => shown(letGo(flow, asked), viewRefundByNo(flow, asked.refundNo)),
    settleException: (asked) => shown(settleException(flow, asked), viewByNo(flow, asked.tradeNo)),
    watchDue: () => watchDue(flow),
    recover: () => recover(flow),
    open() {
      const attempts = openAttempts(flow.store.read);
      const review = attempts.filter((attempt) => attempt.status === "needs_review").length;
      return { open: attempts.length - review + openRefunds(flow.store.read).length, review };
    },
  };
}

async function askNow(flow: Flow, tradeNo: TradeNo): Promise<Result<AttemptView>> {
  const attempt = attemptByNo(flow.store.read, tradeNo);
  if (!attempt) return fail("order_not_found", tradeNo);
  // What is paid is final: nobody is asked, and the channel need not even be there.
  if (attempt.status === "paid") return found(viewByNo(flow, tradeNo));
  const channel = flow.channel(attempt.channel);
  if (!channel) return fail("channel_not_configured", attempt.channel, "manager", "never");
  const driver = flow.drivers.get(tradeNo);
  if (driver) await driver.askNow();
  else {
    await cancelArrives(flow, tradeNo);
    await ask(flow, channel, takeOver(flow, attempt));
  }
  return found(viewByNo(flow, tradeNo));
}

async function withRefund(
  flow: Flow,
  number: RefundNo,
  work: (channel: Channel) => Promise<unknown>,
): Promise<Result<RefundView>> {
  const refund = refundByNo(flow.store.read, number);
  const attempt = refund && attemptByNo(flow.store.read, refund.tradeNo);
  if (!refund || !attempt) return fail("refund_not_found", number);
  // It went back: nobody need be asked. A refused one is: the channel's books may say otherwise by now.
  if (refund.status === "refunded") return found(viewRefundByNo(flow, number));
  const channel = flow.channel(attempt.channel);
  if (!channel) return fail("channel_not_configured", attempt.channel, "manager", "never");
  if (!flow.refundDrivers.has(number)) restartRefund(flow, number);
  await work(channel);
  return found(viewRefundByNo(flow, number));
}

function stop(flow: Flow, tradeNo: TradeNo): Driver | null {
  const attempt = attemptByNo(flow.store.read, tradeNo);
  if (!attempt || !isOpen(takeOver(flow, attempt).status)) return null;
  const driver = drive(flow, tradeNo);
  driver.stop();
  return driver;
}

/** The view of what was done, as it stands now, or why it was not. */
const shown = <T>(done: Result<unknown>, view: T | null): Result<T> => (done.ok ? found(view) : done);

function found<T>(view: T | null): Result<T> {
  if (view === null) throw new Error("a row vanished");
  return ok(view);
}
