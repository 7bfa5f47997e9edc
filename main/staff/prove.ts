// Is it really this person: a PIN against what is kept, with a lock-out that a restart does not lift. A guess is counted
// before it is looked at, so that neither a kill nor many guesses at once are free.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store/open.ts";
import { type Person, personByNumber, putFailures } from "../store/people.ts";
import { isSealed } from "./pin.ts";

/** Wrong PINs that are forgiven in a row; each one more doubles the wait. */
const FREE_FAILURES = 4;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/** How long a person is shut after so many wrong PINs in a row; 0 = not. */
export const shutMs = (failures: number): number =>
  failures <= FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1));

/** How much of it is left. A clock that was set back cannot make it longer than it ever was. */
export const shutForMs = ({ failures, shutUntil }: Pick<Person, "failures" | "shutUntil">, now: number): number =>
  shutUntil === null ? 0 : Math.min(shutMs(failures), Math.max(0, shutUntil - now));

/** Failures: pin_wrong, also for a number nobody has; pin_shut with the seconds left; store_cannot_write is thrown. */
export async function prove(
  parts: { readonly store: Store; readonly clock: Pick<Clock, "now"> },
  claim: { readonly number: string; readonly pin: string },
): Promise<Result<Person>> {
  const { store, clock } = parts;
  const counted = store.write((tx): Result<Person | null> => {
    const person = personByNumber(tx, claim.number);
    if (!person?.active) return ok(null);
    const leftMs = shutForMs(person, clock.now());
    if (leftMs > 0) return fail("pin_shut", String(Math.ceil(leftMs / 1000)), "cashier", "now");
    const failures = person.failures + 1;
    const waitMs = shutMs(failures);
    putFailures(tx, person.id, failures, waitMs > 0 ? clock.now() + waitMs : null);
    return ok(person);
  });
  if (!counted.ok) return counted;
  const person = counted.value;
  if (!(await isSealed(claim.pin, person?.pin)) || !person) return fail("pin_wrong");
  store.write((tx) => putFailures(tx, person.id, 0, null));
  return ok(person);
}
