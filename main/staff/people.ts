// Who works here: written down, changed, given a badge. Nobody is deleted, an owner is always left, and every change is
// in the journal with who made it; a PIN or a badge never is.
import { makeNumber } from "../../preload/contract/ids.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { PersonView, PersonWish, StaffRules } from "../../preload/contract/staff.ts";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { type DeskDetail, appendEvent } from "../store/journal.ts";
import type { Reader, Store, Writer } from "../store/open.ts";
import { type Person, NO_LIMITS, allPeople, personById, personByNumber, putBadge, putPerson } from "../store/people.ts";
import { isSealed, isTooSimple, seal } from "./pin.ts";
import { shutForMs } from "./prove.ts";
import { readRules, writeRules } from "./rules.ts";

export type PeopleParts = { readonly store: Store; readonly clock: Clock; readonly ids: Ids };

/** An owner who can sign in: while there is none, whoever stands at the till may do everything. */
export const hasOwner = (read: Reader): boolean =>
  allPeople(read).some((person) => person.role === "owner" && person.active);

export const viewPerson = (person: Person, now: number): PersonView => ({
  id: person.id,
  number: person.number,
  name: person.name,
  role: person.role,
  hasBadge: person.badge !== null,
  limits: person.limits,
  active: person.active,
  shutForMs: shutForMs(person, now),
});

/** `by`: the number of who does it; null while nobody is set up. */
export function note(tx: Writer, id: string, kind: string, at: number, detail: DeskDetail): void {
  appendEvent(tx, { at, subject: "person", subjectId: id, kind, from: null, to: null, detail });
}

/**
 * Writes somebody down, or changes who stands under `id`. Failures: staff_not_found, staff_number_taken, staff_number_used,
 * pin_missing, pin_too_simple, staff_first_is_owner, staff_last_owner.
 */
export async function savePerson(parts: PeopleParts, wish: PersonWish, by: string | null): Promise<Result<null>> {
  const { store, clock, ids } = parts;
  if (wish.pin !== undefined && isTooSimple(wish.pin, wish.number)) return fail("pin_too_simple");
  const pin = wish.pin === undefined ? undefined : await seal(wish.pin, ids);
  return store.write((tx): Result<null> => {
    const before = wish.id === undefined ? null : personById(tx, wish.id);
    if (wish.id !== undefined && !before) return fail("staff_not_found");
    const namesake = personByNumber(tx, wish.number);
    if (namesake && namesake.id !== before?.id) return fail("staff_number_taken", wish.number);
    if (before && before.number !== wish.number && isOnPayments(tx, before.number))
      return fail("staff_number_used", before.number);
    if (pin === undefined && !before) return fail("pin_missing");
    const active = wish.active ?? before?.active ?? true;
    const staysOwner = wish.role === "owner" && active;
    const owners = allPeople(tx).filter((person) => person.role === "owner" && person.active);
    if (owners.length === 0 && !staysOwner) return fail("staff_first_is_owner");
    if (!staysOwner && owners.length === 1 && owners[0]?.id === before?.id) return fail("staff_last_owner");
    const { number, name, role } = wish;
    const id = before?.id ?? ids.nonce();
    const limits = wish.limits ?? before?.limits ?? NO_LIMITS;
    putPerson(tx, { id, number, name, role, pin: pin ?? before?.pin, limits, active }, clock.now());
    const detail = { number, name, role, active, newPin: pin !== undefined, by, ...limits };
    note(tx, id, before ? "person_changed" : "person_added", clock.now(), detail);
    return ok(null);
  });
}

/** Payments and refunds are signed with the number: another person who got it would answer for them. */
const isOnPayments = (read: Reader, number: string): boolean =>
  read.get(
    "SELECT 1 FROM orders WHERE cashier = ? UNION ALL SELECT 1 FROM refunds WHERE person = ? LIMIT 1",
    number,
    number,
  ) !== undefined;

/** Whose badge this is, or null. Every badge is compared with its own salt, all at once. */
export async function badgeOwner(read: Reader, badge: string): Promise<Person | null> {
  const people = allPeople(read).filter((person) => person.badge !== null);
  const found = await Promise.all(people.map((person) => isSealed(badge, person.badge)));
  return people.find((_, index) => found[index]) ?? null;
}

/** Failures: staff_not_found; badge_taken, also where it was somebody's who no longer works here. */
export async function giveBadge(
  parts: PeopleParts,
  id: string,
  badge: string,
  by: string | null,
): Promise<Result<null>> {
  const { store, clock, ids } = parts;
  if (!personById(store.read, id)) return fail("staff_not_found");
  const owner = await badgeOwner(store.read, badge);
  if (owner && owner.id !== id) return fail("badge_taken");
  const sealed = await seal(badge, ids);
  store.write((tx) => {
    putBadge(tx, id, sealed);
    note(tx, id, "badge_given", clock.now(), { by });
  });
  return ok(null);
}

export function takeBadge({ store, clock }: PeopleParts, id: string, by: string | null): Result<null> {
  return store.write((tx): Result<null> => {
    if (!personById(tx, id)) return fail("staff_not_found");
    putBadge(tx, id, null);
    note(tx, id, "badge_taken_back", clock.now(), { by });
    return ok(null);
  });
}

/** A badge number nobody can guess. */
export function newBadge(ids: Ids): string {
  const digits = (count: number) => Array.from({ length: count }, () => ids.below(10)).join("");
  return makeNumber("7", digits(12), ids.below(1000), ids.below(10_000));
}

export function saveRules({ store, clock }: PeopleParts, change: Partial<StaffRules>, by: string | null): void {
  const at = clock.now();
  store.write((tx) => {
    const rules = { ...readRules(tx), ...change };
    writeRules(tx, rules, at);
    const detail = { by, rights: JSON.stringify(rules.rights), limits: JSON.stringify(rules.limits) };
    appendEvent(tx, {
      at,
      subject: "till",
      subjectId: "rules",
      kind: "rules_changed",
      from: null,
      to: null,
      detail: { ...detail, lockAfterMin: rules.lockAfterMin },
    });
  });
}
