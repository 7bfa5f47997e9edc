// A small, honest stand-in for the running till, for tests of the doors alone: it knows one state, remembers what
// it was asked, and says "cannot" to everything about money.
import type { CallName, EventName, EventPayload } from "../../preload/contract/calls.ts";
import { fail, ok } from "../../preload/contract/failure.ts";
import { ZERO } from "../../preload/contract/money.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Handlers } from "../../main/ipc/door.ts";
import { RIGHTS } from "../../preload/contract/staff.ts";
import type { DoorEvent, TillSide } from "../../main/ipc/events.ts";
import type { Log } from "../../main/log.ts";

const SOUND = { on: false, speak: false, volumes: { paid: 0, none: 0, wait: 30, scan: 0 } };

export const STATE: TillState = {
  turn: 1,
  mode: "training",
  realReady: false,
  channel: {
    id: "training",
    name: "训练",
    configured: true,
    can: {
      payCode: ["wechat", "alipay"],
      qr: ["wechat"],
      query: true,
      cancel: true,
      close: true,
      refund: "partial",
      refundQuery: true,
    },
  },
  channels: [],
  takes: { payCode: ["wechat", "alipay"], qr: ["wechat"], modes: false },
  second: null,
  down: [],
  scanner: { status: "none", guns: [] },
  printing: { status: "none", waiting: 0, attention: 0, hasDrawer: false },
  customerWindow: "closed",
  offlineSince: null,
  triesEveryMs: null,
  sale: null,
  kept: null,
  heldSales: [],
  current: null,
  totals: { paidCount: 0, paidFen: ZERO, refundedCount: 0, refundedFen: ZERO, openCount: 0, openFen: ZERO },
  dayNumber: 0,
  openExceptions: 0,
  storeTrouble: null,
  clockSkewMs: null,
  settings: {
    language: "zh-CN",
    theme: "light",
    sound: SOUND,
    customer: { on: false, shop: "", branch: "" },
    scanners: [],
    codeShapes: [],
    quickFen: [],
    confirmAboveFen: ZERO,
    scanIsEnter: true,
    guide: false,
  },
  staff: { isOn: false, person: null, rights: [...RIGHTS], approval: null, allowedBy: null },
  version: "0.0.0-test",
};

export type StandIn = TillSide & {
  /** Names of the calls that reached a handler. */
  readonly asked: CallName[];
  readonly isClosed: () => boolean;
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
};

/** `over` replaces single handlers. */
export function standInTill(over: Partial<Handlers> = {}): StandIn {
  const asked: CallName[] = [];
  const listeners = new Set<(event: DoorEvent) => void>();
  let closed = false;
  const state = (name: CallName) => async () => {
    asked.push(name);
    return ok(STATE);
  };
  const cannot = (name: CallName) => async () => {
    asked.push(name);
    return fail("channel_cannot");
  };
  const handlers: Handlers = {
    "till.state": state("till.state"),
    "till.mode": state("till.mode"),
    "collect.begin": state("collect.begin"),
    "collect.clear": state("collect.clear"),
    "collect.keys": cannot("collect.keys"),
    "collect.cash": cannot("collect.cash"),
    "collect.undo": cannot("collect.undo"),
    "collect.modes": cannot("collect.modes"),
    "collect.mode": cannot("collect.mode"),
    "collect.qr": cannot("collect.qr"),
    "payment.ask": cannot("payment.ask"),
    "payment.stop": cannot("payment.stop"),
    "orders.list": async () => {
      asked.push("orders.list");
      return ok({ orders: [], totals: STATE.totals, next: null });
    },
    "orders.show": cannot("orders.show"),
    "orders.cashiers": cannot("orders.cashiers"),
    "refund.start": cannot("refund.start"),
    "refund.ask": cannot("refund.ask"),
    "refund.letGo": cannot("refund.letGo"),
    "review.resolve": cannot("review.resolve"),
    "refund.resolve": cannot("refund.resolve"),
    "exceptions.settle": cannot("exceptions.settle"),
    "customer.view": cannot("customer.view"),
    "held.add": state("held.add"),
    "held.show": cannot("held.show"),
    "held.drop": state("held.drop"),
    "goods.list": cannot("goods.list"),
    "goods.stage": cannot("goods.stage"),
    "goods.replace": cannot("goods.replace"),
    "settings.set": state("settings.set"),
    "scanner.ports": async () => {
      asked.push("scanner.ports");
      return ok({ ports: [] });
    },
    "scanner.try": cannot("scanner.try"),
    "scanner.tryKeys": cannot("scanner.tryKeys"),
    "notices.get": cannot("notices.get"),
    "notices.set": cannot("notices.set"),
    "channels.list": cannot("channels.list"),
    "channels.save": cannot("channels.save"),
    "channels.use": cannot("channels.use"),
    "channels.route": cannot("channels.route"),
    "channels.modes": cannot("channels.modes"),
    "channels.openMode": cannot("channels.openMode"),
    "channels.changeMode": cannot("channels.changeMode"),
    "channels.check": cannot("channels.check"),
    "channels.calls": cannot("channels.calls"),
    "channels.call": cannot("channels.call"),
    "shift.show": cannot("shift.show"),
    "shift.open": cannot("shift.open"),
    "shift.move": cannot("shift.move"),
    "shift.count": cannot("shift.count"),
    "shift.prove": cannot("shift.prove"),
    "shift.close": cannot("shift.close"),
    "shift.use": cannot("shift.use"),
    "shift.print": cannot("shift.print"),
    "report.show": cannot("report.show"),
    "report.save": cannot("report.save"),
    "report.print": cannot("report.print"),
    "print.queue": cannot("print.queue"),
    "print.again": cannot("print.again"),
    "print.answer": cannot("print.answer"),
    "print.cancel": cannot("print.cancel"),
    "print.reroute": cannot("print.reroute"),
    "print.pause": cannot("print.pause"),
    "print.drawer": cannot("print.drawer"),
    "printers.get": cannot("printers.get"),
    "printers.save": cannot("printers.save"),
    "printers.remove": cannot("printers.remove"),
    "printers.system": cannot("printers.system"),
    "printers.test": cannot("printers.test"),
    "receipt.set": cannot("receipt.set"),
    "receipt.preview": cannot("receipt.preview"),
    "reconcile.view": cannot("reconcile.view"),
    "reconcile.show": cannot("reconcile.show"),
    "reconcile.run": cannot("reconcile.run"),
    "reconcile.ask": cannot("reconcile.ask"),
    "reconcile.assign": cannot("reconcile.assign"),
    "reconcile.close": cannot("reconcile.close"),
    "reconcile.schedule": cannot("reconcile.schedule"),
    "bill.begin": cannot("bill.begin"),
    "bill.piece": cannot("bill.piece"),
    "bill.preview": cannot("bill.preview"),
    "bill.layout": cannot("bill.layout"),
    "bill.apply": cannot("bill.apply"),
    "staff.list": cannot("staff.list"),
    "staff.signIn": cannot("staff.signIn"),
    "staff.signOut": state("staff.signOut"),
    "staff.save": cannot("staff.save"),
    "staff.badge": cannot("staff.badge"),
    "staff.rules": cannot("staff.rules"),
    "staff.approve": cannot("staff.approve"),
    "staff.dismiss": state("staff.dismiss"),
    "training.phone": cannot("training.phone"),
    "training.tap": cannot("training.tap"),
    "training.payQr": cannot("training.payQr"),
    ...over,
  };
  return {
    handlers,
    guard: () => null,
    asked,
    isClosed: () => closed,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(name, payload) {
      for (const listener of listeners) listener({ name, payload } as DoorEvent);
    },
    async close() {
      closed = true;
    },
  };
}

/** A log that keeps its lines, so that a test can say what was and what was not written. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (event: string, facts?: unknown) => {
    lines.push(`${level} ${event} ${facts instanceof Error ? facts.name : JSON.stringify(facts ?? {})}`);
  };
  return { lines, info: keep("info"), warn: keep("warn"), error: keep("error") };
}
