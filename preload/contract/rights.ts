// Which right each call needs: the table that the door holds every call against. A call without a row does not compile.
import type { CallName } from "./calls.ts";
import type { Right } from "./staff.ts";

/** `nobody`: also while nobody is signed in. `anybody`: whoever is. Else the right. */
export type Need = "nobody" | "anybody" | Right;

export const NEEDS: Readonly<Record<CallName, Need>> = {
  "till.state": "nobody",
  "till.mode": "anybody",
  "collect.begin": "collect",
  "collect.cash": "collect",
  "collect.undo": "refund",
  "collect.clear": "collect",
  // A badge may come by the keys of a wedge gun; what else a scan may do is asked where it is understood.
  "collect.keys": "nobody",
  "collect.qr": "collect",
  "collect.mode": "collect",
  "collect.modes": "anybody",
  "payment.ask": "anybody",
  "payment.stop": "collect",
  "orders.list": "anybody",
  "orders.show": "anybody",
  "refund.start": "refund",
  "refund.ask": "anybody",
  "review.resolve": "resolve",
  "refund.resolve": "resolve",
  "exceptions.settle": "resolve",
  "settings.set": "settings",
  "scanner.ports": "anybody",
  "scanner.try": "settings",
  "scanner.tryKeys": "nobody",
  "channels.list": "anybody",
  "channels.save": "channels",
  "channels.use": "channels",
  "channels.route": "channels",
  "channels.check": "anybody",
  "channels.modes": "anybody",
  "channels.openMode": "channels",
  "channels.changeMode": "channels",
  "channels.calls": "anybody",
  "channels.call": "channels",
  "notices.get": "anybody",
  "notices.set": "channels",
  // Always of the real book, also in training: no right that training gives to everybody.
  "reconcile.view": "reconcile",
  "reconcile.show": "reconcile",
  "reconcile.run": "reconcile",
  "reconcile.ask": "reconcile",
  "reconcile.assign": "reconcile",
  "reconcile.close": "reconcile",
  "reconcile.schedule": "reconcile",
  "bill.begin": "reconcile",
  "bill.piece": "reconcile",
  "bill.preview": "reconcile",
  "bill.layout": "reconcile",
  "bill.apply": "reconcile",
  "training.phone": "anybody",
  "training.tap": "anybody",
  "training.payQr": "anybody",
  "staff.list": "people",
  "staff.signIn": "nobody",
  "staff.signOut": "nobody",
  "staff.save": "people",
  "staff.badge": "people",
  "staff.rules": "people",
  "staff.approve": "nobody",
  "staff.dismiss": "nobody",
};

/** In training nothing of this is money, so everybody who is signed in may practise it. */
export const PRACTISED: ReadonlySet<Right> = new Set<Right>(["collect", "refund", "resolve", "print", "drawer"]);
