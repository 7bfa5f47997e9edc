// Every call of the contract and the verb it runs. A handler reads, asks a book, and answers a view; the rules are
// in the books and the counter.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { Port } from "../../preload/contract/scanners.ts";
import type { AttemptView, OrderDetail, RefundView, Settings, TillState } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Notices } from "../notice/notices.ts";
import type { Prints } from "../print/prints.ts";
import { viewByNo, viewDetail, viewRefundByNo } from "../payment/view.ts";
import type { PeopleParts } from "../staff/people.ts";
import type { Session } from "../staff/session.ts";
import { type ChannelDeskParts, channelHandlers } from "./channels.ts";
import type { Counter } from "./counter.ts";
import { viewCustomer } from "./customer.ts";
import { type DeskParts, deskHandlers } from "./desk.ts";
import { goodsHandlers } from "./goods.ts";
import { heldHandlers } from "./held.ts";
import { modeHandlers } from "./modes.ts";
import { badNote } from "./notes.ts";
import { noticeHandlers } from "./notices.ts";
import { orderHandlers } from "./orders.ts";
import { printHandlers } from "./printing.ts";
import { receiptHandlers } from "./receipts.ts";
import type { Phone } from "./phone.ts";
import type { ReconcileDesk } from "./reconcile.ts";
import { reviewHandlers } from "./review.ts";
import { type SaleInput, saleOf } from "./sale.ts";
import { tenderModeHandlers } from "./tender-modes.ts";
import { scannerHandlers } from "./scanners.ts";
import { staffHandlers } from "./staff.ts";
import type { Trying } from "./trying.ts";

export type HandlerParts = {
  readonly counter: Counter;
  readonly session: Session;
  readonly people: PeopleParts;
  readonly real: Book;
  readonly phone: Phone;
  readonly notices: Notices;
  readonly prints: Prints;
  readonly reconcile: ReconcileDesk;
  readonly clock: Clock;
  state(): TillState;
  changed: ChannelDeskParts["changed"];
  setSettings(change: Partial<Settings>): Result<null>;
  listPorts(): Promise<Port[]>;
  readonly trying: Trying;
  readonly desk: Pick<DeskParts, "prints" | "folder" | "who">;
};

export function makeHandlers(parts: HandlerParts): Handlers {
  const { counter, phone, state } = parts;
  const stateNow = async (): Promise<Result<TillState>> => ok(state());
  return {
    "till.state": stateNow,
    "till.mode": async ({ mode }) => {
      if (mode === "real" && !state().realReady) return fail("channel_not_configured", undefined, "manager", "never");
      counter.setMode(mode);
      return stateNow();
    },

    "collect.begin": async ({ takesCode, ...input }) => {
      if (badNote(input.note)) return fail("bad_input", "note");
      parts.trying.set(false);
      const failure = counter.begin(saleOf(input), takesCode === true);
      return failure ? { ok: false, failure } : stateNow();
    },
    "collect.clear": ({ park }) => {
      counter.clear(park === true);
      return stateNow();
    },
    "collect.cash": async ({ givenFen, ...input }) => {
      const refused = mayNotTake(counter, input);
      if (refused) return refused;
      const sale = saleOf(input);
      const taken = counter.book().payment.takeCash({ ...sale, order: counter.orderOf(sale) }, givenFen);
      if (!taken.ok) return taken;
      counter.show(taken.value);
      return attemptView(counter, taken.value);
    },
    "collect.undo": async ({ order, why }) => {
      if (badNote(why)) return fail("bad_input", "why");
      const { payment } = counter.book();
      const undone = payment.undoOrder(order, why);
      if (!undone.ok) return undone;
      const detail = viewDetail(payment.flow, order);
      return detail
        ? ok({ detail, left: undone.value.left.map(({ failure, ...one }) => ({ ...one, failure })) })
        : fail("order_not_found", order);
    },
    "collect.qr": async ({ wallet, ...input }) => {
      const refused = mayNotTake(counter, input);
      if (refused) return refused;
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

    "orders.show": async ({ order }): Promise<Result<OrderDetail>> => {
      const detail = viewDetail(counter.book().payment.flow, order);
      return detail ? ok(detail) : fail("order_not_found", order);
    },

    "refund.start": async ({ order, amountFen, why, lines }) => {
      if (badNote(why)) return fail("bad_input", "why");
      const { payment } = counter.book();
      const started = payment.startRefund({ tradeNo: order, amountFen: amountFen ?? null, why, lines: lines ?? [] });
      return started.ok ? refundView(viewRefundByNo(payment.flow, started.value)) : started;
    },
    "refund.ask": ({ refund }) => counter.book().payment.followRefund(refund),

    "customer.view": async () => ok(viewCustomer(counter, state().settings)),

    "settings.set": async (change) => {
      const set = parts.setSettings(change as Partial<Settings>);
      return set.ok ? stateNow() : set;
    },
    ...heldHandlers(parts),
    ...goodsHandlers(parts.real.store),
    ...scannerHandlers({ ...parts, settings: () => state().settings }),
    ...channelHandlers(parts),
    ...modeHandlers(parts.real),
    ...orderHandlers(parts),
    ...noticeHandlers(parts.real, parts.notices),
    ...printHandlers(parts),
    ...receiptHandlers(parts),
    ...reviewHandlers(parts),
    ...deskHandlers({ ...parts, ...parts.desk, settings: () => state().settings }),
    ...parts.reconcile.handlers,
    ...staffHandlers(parts),
    ...tenderModeHandlers(counter),

    "training.phone": async ({ wallet, script }) => phone.code(wallet, script),
    "training.tap": async ({ id }) => phone.tap(id),
    "training.payQr": async ({ order }) => phone.payQr(order),
  };
}

/** A scan may have been charged before the page heard of it: what it still offers would take the same sale twice. */
function mayNotTake(counter: Counter, { note }: Pick<SaleInput, "note">): Result<never> | null {
  if (badNote(note)) return fail("bad_input", "note");
  const failure = counter.busy();
  return failure && { ok: false, failure };
}

function attemptView(counter: Counter, order: TradeNo): Result<AttemptView> {
  const view = viewByNo(counter.book().payment.flow, order);
  return view ? ok(view) : fail("order_not_found", order);
}

function refundView(view: RefundView | null): Result<RefundView> {
  return view ? ok(view) : fail("refund_not_found");
}
