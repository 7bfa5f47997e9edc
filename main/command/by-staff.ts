// Who may run a verb that gives money back, signs for a drawer, tells its sums or changes how the till is set up: nobody asks while the till has no people;
// from then on `--staff NAME` and the PIN as the first line of standard input (`--pin-stdin`), by the window's own rules.
import { type Failure, fail } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { CallName } from "../../preload/contract/calls.ts";
import { pin } from "../../preload/contract/staff.ts";
import type { Clock } from "../clock.ts";
import { hasOwner } from "../staff/people.ts";
import { prove } from "../staff/prove.ts";
import { readRules, rightsOf } from "../staff/rules.ts";
import type { Store } from "../store/open.ts";
import { type Person, allPeople } from "../store/people.ts";
import type { Till } from "../till.ts";
import { type Options, Usage } from "./options.ts";
import { Refused } from "./refused.ts";

export const STAFF_TEXTS = ["staff"] as const;
export const STAFF_FLAGS = ["pin-stdin"] as const;

/** What a verb does, as the window's call of the same meaning. `order`: whose book it is about; null = the real one. */
export type Deed = { readonly call: CallName; readonly input: unknown; readonly order: TradeNo | null };

/** Who says they run it. */
export type Claim = { readonly name: string; readonly pin: string };

type Stdin = { readStdin(): Promise<string> };

/** Reads the claim, if one is made; what follows the PIN's line is the verb's own input. */
export async function readClaim(options: Options, given: Stdin): Promise<{ claim: Claim | null } & Stdin> {
  const name = options.optional("staff");
  if (name === null && options.flag("pin-stdin"))
    throw new Usage("staff", "--pin-stdin needs --staff: whose PIN is it?");
  if (name === null) return { claim: null, readStdin: () => given.readStdin() };
  if (!options.flag("pin-stdin"))
    throw new Usage("pin-stdin", "--staff needs the PIN as the first line of standard input: add --pin-stdin.");
  const [line = "", ...rest] = (await given.readStdin()).split("\n");
  const read = pin.safeParse(line.trim());
  if (!read.success) throw new Usage("pin-stdin", "The first line of standard input is not a PIN of six digits.");
  return { claim: { name, pin: read.data }, readStdin: async () => rest.join("\n") };
}

/**
 * Lets the deed pass and answers who signs it, null where the till has no people; or throws Refused: staff_sign_in,
 * staff_not_found, pin_wrong, pin_shut, staff_not_allowed.
 */
export async function holdDeed(till: Till, claim: Claim | null, deed: Deed): Promise<string | null> {
  const { store } = till.books.real;
  const person = claimed(store, claim);
  if (person === null || claim === null) return null;
  const signedIn = await till.handlers["staff.signIn"]({ number: person.number, pin: claim.pin });
  if (!signedIn.ok) throw refusedAt("staff", signedIn.failure);
  const inTraining = deed.order !== null && till.find(deed.order) === till.books.training;
  till.counter.setMode(inTraining ? "training" : "real");
  if (till.guard(deed.call, deed.input)) throw refusedAt("staff", notAllowed(person));
  return person.name;
}

/**
 * The same for a restore, which opens no till: only who may change the people may put another book in this one's place.
 * Answers whether there was anybody to ask.
 */
export async function holdRestore(store: Store, clock: Clock, claim: Claim | null): Promise<boolean> {
  const person = claimed(store, claim);
  if (person === null || claim === null) return false;
  const proved = await prove({ store, clock }, { number: person.number, pin: claim.pin });
  if (!proved.ok) throw refusedAt("staff", proved.failure);
  if (!rightsOf(readRules(store.read), person).includes("people")) throw refusedAt("staff", notAllowed(person));
  return true;
}

const refusedAt = (option: string, failure: Failure): Refused => new Refused(failure, option);
const notAllowed = ({ name }: Person): Failure => fail("staff_not_allowed", name, "manager").failure;

/** Whose claim it is, by name or number; null where the till has no people and no claim is made. */
function claimed(store: Store, claim: Claim | null): Person | null {
  if (!hasOwner(store.read)) {
    if (claim !== null) throw refusedAt("staff", fail("staff_not_found").failure);
    return null;
  }
  if (claim === null) throw refusedAt("staff", fail("staff_sign_in").failure);
  const active = allPeople(store.read).filter((person) => person.active);
  const byNumber = active.find(({ number }) => number === claim.name);
  const byName = active.filter(({ name }) => name === claim.name);
  if (!byNumber && byName.length > 1)
    throw new Usage("staff", "Several people have this name. Give the staff number instead.");
  const person = byNumber ?? byName[0];
  if (!person) throw refusedAt("staff", fail("staff_not_found").failure);
  return person;
}
