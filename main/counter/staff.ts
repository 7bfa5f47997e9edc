// The calls by which people are set up, sign in and allow each other, and what a call would give back, for the limits.
import type { CallName } from "../../preload/contract/calls.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { tradeNo } from "../../preload/contract/ids.ts";
import type { StaffRules, StaffView } from "../../preload/contract/staff.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Handlers } from "../ipc/door.ts";
import { refundableFen } from "../payment/due.ts";
import {
  type PeopleParts,
  giveBadge,
  newBadge,
  savePerson,
  saveRules,
  takeBadge,
  viewPerson,
} from "../staff/people.ts";
import { readRules } from "../staff/rules.ts";
import type { Session } from "../staff/session.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import { allPeople } from "../store/people.ts";
import { refundsOf } from "../store/refunds.ts";
import type { Book } from "../book.ts";

type StaffHandlers = Pick<Handlers, Extract<CallName, `staff.${string}`>>;

export function staffHandlers(parts: {
  readonly session: Session;
  readonly people: PeopleParts;
  state(): TillState;
  changed(): void;
}): StaffHandlers {
  const { session, people, state, changed } = parts;
  const view = (issued: string | null = null): Result<StaffView> => {
    const { read } = people.store;
    const now = people.clock.now();
    const listed = allPeople(read).map((person) => viewPerson(person, now));
    return ok({ people: listed, rules: readRules(read), badgeFor: session.badgeFor, issued });
  };
  /** The list after what was done, or why it was not. */
  const listed = (done: Result<null>, issued: string | null = null): Result<StaffView> => {
    if (!done.ok) return done;
    changed();
    return view(issued);
  };
  const stated = (done: Result<null>): Result<TillState> => (done.ok ? ok(state()) : done);
  return {
    "staff.list": async () => view(),
    "staff.signIn": async (claim) => stated(await session.signIn(claim)),
    "staff.signOut": async () => {
      session.signOut();
      return ok(state());
    },
    "staff.save": async (wish) => listed(await savePerson(people, wish, session.who())),
    "staff.rules": async (change) => {
      saveRules(people, change as Partial<StaffRules>, session.who());
      return listed(ok(null));
    },
    "staff.badge": async ({ id, does }) => {
      if (does === "remove") return listed(takeBadge(people, id, session.who()));
      if (does === "issue") {
        const badge = newBadge(people.ids);
        return listed(await giveBadge(people, id, badge, session.who()), badge);
      }
      const known = allPeople(people.store.read).some((person) => person.id === id);
      if (!known) return fail("staff_not_found");
      session.learnBadge(does === "learn" ? id : null);
      return listed(ok(null));
    },
    "staff.approve": async (wish) => stated(await session.approve(wish)),
    "staff.dismiss": async () => {
      session.dismiss();
      return ok(state());
    },
  };
}

/** What a call would give back, in fen: of a refund its amount, of an undo all that the order received; else null. */
export function backFen({ store: { read } }: Pick<Book, "store">, call: CallName, input: unknown): number | null {
  if (call !== "refund.start" && call !== "collect.undo") return null;
  const { order, amountFen } = input as { readonly order: string; readonly amountFen?: number };
  if (amountFen !== undefined) return amountFen;
  const number = tradeNo(order);
  const attempt = number && attemptByNo(read, number);
  if (!attempt) return null;
  const attempts = call === "collect.undo" ? attemptsOfOrder(read, attempt.orderId) : [attempt];
  const paid = attempts.filter(({ status }) => status === "paid");
  return paid.reduce((sum, one) => sum + refundableFen(one, refundsOf(read, one.tradeNo)), 0);
}
