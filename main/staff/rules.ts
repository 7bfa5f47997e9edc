// What each role may do: the shop's own rules over what most shops want. An owner may everything, always.
import { RIGHTS, type Limits, type Right, type StaffRules, staffRules } from "../../preload/contract/staff.ts";
import type { Reader, Writer } from "../store/open.ts";
import { type Person, NO_LIMITS } from "../store/people.ts";
import { readSetting, writeSetting } from "../store/settings.ts";

const KEY = "staff";

const DEFAULTS: StaffRules = {
  rights: {
    cashier: ["collect", "print", "shift"],
    manager: ["collect", "print", "drawer", "shift", "refund", "resolve", "report", "reconcile", "settings"],
  },
  limits: { cashier: NO_LIMITS, manager: NO_LIMITS },
  lockAfterMin: 10,
};

/** What was never set, or cannot be read, is as most shops want it: a broken row gives nobody a right. */
export function readRules(read: Reader): StaffRules {
  const stored = readSetting(read, KEY);
  const parsed = staffRules.partial().safeParse(stored);
  if (!parsed.success) return DEFAULTS;
  const { rights, limits, lockAfterMin } = parsed.data;
  return {
    rights: rights ?? DEFAULTS.rights,
    limits: limits ?? DEFAULTS.limits,
    lockAfterMin: lockAfterMin ?? DEFAULTS.lockAfterMin,
  };
}

export function writeRules(tx: Writer, rules: StaffRules, at: number): void {
  writeSetting(tx, KEY, rules, at);
}

export const rightsOf = (rules: StaffRules, { role }: Pick<Person, "role">): readonly Right[] =>
  role === "owner" ? RIGHTS : rules.rights[role];

/** A person's own limits go before those of the role; an owner has none but his own. */
export function limitsOf(rules: StaffRules, { role, limits }: Pick<Person, "role" | "limits">): Limits {
  const ofRole = role === "owner" ? NO_LIMITS : rules.limits[role];
  return { eachFen: limits.eachFen ?? ofRole.eachFen, dayFen: limits.dayFen ?? ofRole.dayFen };
}

/** The limit that giving back `amountFen` would break after `doneFen` today, in fen; null when none. */
export function limitBroken(limits: Limits, amountFen: number, doneFen: number): number | null {
  if (limits.eachFen !== null && amountFen > limits.eachFen) return limits.eachFen;
  return limits.dayFen !== null && doneFen + amountFen > limits.dayFen ? limits.dayFen : null;
}
