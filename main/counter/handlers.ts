// Every call of the contract and the verb it runs. A handler reads, asks a book, and answers a view; the rules are
// in the books and the counter.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { parseYuan } from "../../preload/contract/money.ts";
import type { Port } from "../../preload/contract/scanners.ts";
import type { AttemptView, OrderDetail, RefundView, Settings, TillState } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Notices } from "../notice/notices.ts";
import { viewAttempt, viewByNo, viewDetail, viewRefundByNo } from "../payment/view.ts";
import type { PeopleParts } from "../staff/people.ts";
import type { Session } from "../staff/session.ts";
import { listAttempts } from "../store/list-attempts.ts";
import { dayTotals } from "../store/totals.ts";
import { type ChannelDeskParts, channelHandlers } from "./channels.ts";
import type { Counter } from "./counter.ts";
import { modeHandlers } from "./modes.ts";
import { noticeHandlers } from "./notices.ts";
import type { Phone } from "./phone.ts";
import type { ReconcileDesk } from "./reconcile.ts";
import { reviewHandlers } from "./review.ts";
import { staffHandlers } from "./staff.ts";
import { saleOf } from "./sale.ts";
import { tenderModeHandlers } from "./tender-modes.ts";
import { scannerHandlers } from "./scanners.ts";
import type { Trying } from "./trying.ts";

export type HandlerParts = {
  readonly counter: Counter;
  readonly session: Session;
  readonly people: PeopleParts;
  readonly real: Book;
  readonly phone: Phone;
  readonly notices: Notices;
  readonly reconcile: ReconcileDesk;
  readonly clock: Clock;
  state(): TillState;
  changed: ChannelDeskParts["changed"];
  setSettings(change: Partial<Settings>): Result<null>;
  listPorts(): Promise<Port[]>;
  readonly trying: Trying;
};

export function makeHandlers(parts: HandlerParts): Handlers {
  const { counter, phone, clock, state } = parts;
  const stateNow = async (): Promise<Result<TillState>> => ok(state());
  return {
    "till.state": stateNow,
    "till.mode": async ({ mode }) => {
      if (mode === "real" && !state().realReady) return fail("channel_not_configured", undefined, "manager", "never");
      counter.setMode(mode);
      return stateNow();
    },

    "collect.begin": async (input) => {
      parts.trying.set(false);
      const failure = counter.begin(saleOf(input));
      return failure ? { ok: false, failure } : stateNow();
    },
    "collect.clear": ({ park }) => {
      counter.clear(park === true);
      return stateNow();
    },
    "collect.cash": async ({ givenFen, ...input }) => {
      const sale = saleOf(input);
      const taken = counter.book().payment.takeCash({ ...sale, order: counter.orderOf(sale) }, givenFen);
      if (!taken.ok) return taken;
      counter.show(taken.value);
      return attemptView(counter, taken.value);
    },
    "collect.undo": async ({ order, why }) => {
      const { payment } = counter.book();
      const undone = payment.undoOrder(order, why);
      if (!undone.ok) return undone;
      const detail = viewDetail(payment.flow, order);
      return detail
        ? ok({ detail, left: undone.value.left.map(({ failure, ...one }) => ({ ...one, failure })) })
        : fail("order_not_found", order);
    },
    "collect.qr": async ({ wallet, ...input }) => {
      const sale = saleOf(input);
      const channel = sale.channel ?? counter.channelFor("qr", wallet);
      if (!channel) return fail("channel_not_configured", undefined, "manager", "never");
      const order = counter.orderOf(sale);
      const started = counter.book().payment.showQr({ ...sale, channel, mode: null, order }, wallet);
      if (!started.ok) return started;
      counter.show(started.value.tradeNo);
      return attemptView(counter, started.value.tradeNo);
    },

    "payment.ask": ({ order }) => counter.book().payment.ask(order),
    "payment.stop": async ({ order }) => {
      counter.book().payment.stop(order);
      return attemptView(counter, order);
    },

    "orders.list": async ({ day, statuses, search, limit, exceptions }) => {
      const { flow } = counter.book().payment;
      const today = clock.local(clock.now()).day;
      const attempts = listAttempts(flow.store.read, {
        // An exception waits until somebody settles it, whatever day it is.
        ...(exceptions && day === undefined ? {} : { day: day ?? today }),
        limit: limit ?? 500,
        ...(exceptions ? { waitsForPersonAt: clock.now() } : {}),
        ...(statuses ? { statuses } : {}),
        ...searchFor(search),
      });
      const totals = dayTotals(flow.store.read, day ?? today, (at) => clock.local(at).day);
      return ok({ orders: attempts.map((attempt) => viewAttempt(flow, attempt)), totals });
    },
    "orders.show": async ({ order }): Promise<Result<OrderDetail>> => {
      const detail = viewDetail(counter.book().payment.flow, order);
      return detail ? ok(detail) : fail("order_not_found", order);
    },

    "refund.start": async ({ order, amountFen, why }) => {
      const { payment } = counter.book();
      const started = payment.startRefund({ tradeNo: order, amountFen: amountFen ?? null, why });
      return started.ok ? refundView(viewRefundByNo(payment.flow, started.value)) : started;
    },
    "refund.ask": ({ refund }) => counter.book().payment.followRefund(refund),

    "settings.set": async (change) => {
      const set = parts.setSettings(change as Partial<Settings>);
      return set.ok ? stateNow() : set;
    },
    ...scannerHandlers({ ...parts, settings: () => state().settings }),
    ...channelHandlers(parts),
    ...modeHandlers(parts.real),
    ...noticeHandlers(parts.real, parts.notices),
    ...reviewHandlers(parts),
    ...parts.reconcile.handlers,
    ...staffHandlers(parts),
    ...tenderModeHandlers(counter),

    "training.phone": async ({ wallet, script }) => phone.code(wallet, script),
    "training.tap": async ({ id }) => phone.tap(id),
    "training.payQr": async ({ order }) => phone.payQr(order),
  };
}

function attemptView(counter: Counter, order: TradeNo): Result<AttemptView> {
  const view = viewByNo(counter.book().payment.flow, order);
  return view ? ok(view) : fail("order_not_found", order);
}

function refundView(view: RefundView | null): Result<RefundView> {
  return view ? ok(view) : fail("refund_not_found");
}

/** What was typed into the search field: digits of a number, or an amount. */
function searchFor(search: string | undefined): { digits?: string; amountFen?: number } {
  const text = search?.trim() ?? "";
  if (text === "") return {};
  const digits = text.replaceAll(/\s/g, "");
  const amount = parseYuan(text);
  return { digits, ...(amount.ok ? { amountFen: amount.fen } : {}) };
}
