// Who is at the till now, and the guard in front of every call: is somebody signed in, may they do this, did somebody
// who may allow it. What is refused for want of a right waits for a PIN or a badge, and then works once.
import type { CallName } from "../../preload/contract/calls.ts";
import { type Failure, type Result, fail, ok } from "../../preload/contract/failure.ts";
import { NEEDS, PRACTISED } from "../../preload/contract/rights.ts";
import { RIGHTS, type Right, type StaffState } from "../../preload/contract/staff.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import { type Person, personById, refundedBy } from "../store/people.ts";
import { Approvals, type Refusal } from "./approvals.ts";
import { AutoLock } from "./auto-lock.ts";
import { Handover, type HandoverSide } from "./handover.ts";
import { type PeopleParts, badgeOwner, giveBadge, hasOwner, note } from "./people.ts";
import { prove } from "./prove.ts";
import { limitBroken, limitsOf, readRules, rightsOf } from "./rules.ts";

export type Claim = { readonly number: string; readonly pin: string };

export type SessionParts = PeopleParts & {
  isTraining(): boolean;
  /** What this call would give back, in fen; null when it is not about giving back. */
  backFen(call: CallName, input: unknown): number | null;
  isBusy(): boolean;
  readonly closing: AbortSignal;
  changed(): void;
};

const MINUTE_MS = 60_000;
/** A badge that is to become somebody's is scanned soon. */
const LEARNS_MS = 2 * MINUTE_MS;

export class Session {
  /** Who hands a shift over, and to whom. */
  readonly handover: Handover;
  readonly #parts: SessionParts;
  readonly #approvals: Approvals;
  readonly #lock: AutoLock;
  #personId: string | null = null;
  /** Whose badge the next scan of one becomes, and who wanted that. */
  #learning: { readonly id: string; readonly by: string | null; readonly atMono: number } | null = null;
  /** Who answers for the call that is being made now, where somebody else allowed it. */
  #answering: string | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#approvals = new Approvals(parts.clock, parts.ids);
    this.handover = new Handover({
      clock: parts.clock,
      at: () => this.#person(),
      mayTake: (person) => rightsOf(readRules(parts.store.read), person).includes("shift"),
    });
    this.#lock = new AutoLock({
      clock: parts.clock,
      closing: parts.closing,
      afterMs: () => readRules(parts.store.read).lockAfterMin * MINUTE_MS || null,
      isOpen: () => this.#personId !== null,
      isBusy: () => parts.isBusy(),
      lock: () => this.signOut(),
    });
  }

  state(): StaffState {
    const { read } = this.#parts.store;
    const isOn = hasOwner(read);
    const person = this.#person();
    return {
      isOn,
      person: person && { id: person.id, number: person.number, name: person.name, role: person.role },
      rights: person ? [...rightsOf(readRules(read), person)] : isOn ? [] : [...RIGHTS],
      approval: this.#approvals.waiting,
      allowedBy: this.#approvals.allowedBy,
    };
  }

  /** The number of who is at the till; null when nobody is, or people are not set up. */
  who(): string | null {
    return this.#person()?.number ?? null;
  }

  /** The name of who is at the till; null when nobody is, or people are not set up. */
  readonly name = (): string | null => this.#person()?.name ?? null;

  /** Whose limits what is given back now counts for: who allowed it, else who is at the till. */
  answers(): string | null {
    return this.#answering ?? this.who();
  }

  /** Whose badge the next scan of one becomes; null when nobody's. Only for a while, and only for who asked for it. */
  get badgeFor(): string | null {
    const learning = this.#learning;
    const isFresh = learning !== null && this.#parts.clock.monotonic() - learning.atMono < LEARNS_MS;
    return isFresh && learning.by === this.who() ? learning.id : null;
  }

  learnBadge(id: string | null): void {
    this.#learning = id === null ? null : { id, by: this.who(), atMono: this.#parts.clock.monotonic() };
  }

  /** Refuses a call that nobody at the till may make now. Every other one keeps the till open. */
  guard(call: CallName, input: unknown): Failure | null {
    const need = NEEDS[call];
    this.#answering = null;
    if (need === "nobody" || !hasOwner(this.#parts.store.read)) return null;
    const person = this.#person();
    if (!person) return fail("staff_sign_in").failure;
    this.#lock.touch();
    if (need === "anybody" || (this.#parts.isTraining() && PRACTISED.has(need))) return null;
    const refused = this.#refusal(person, need, this.#parts.backFen(call, input));
    if (!refused) return null;
    const by = this.#stillAllowed(call, input, refused);
    if (!by) {
      this.#approvals.ask(call, input, refused);
      this.#parts.changed();
      return fail("staff_needs_approval", refused.right, "manager", "now").failure;
    }
    this.#answering = by.number;
    this.#parts.changed();
    return null;
  }

  /** Why nothing may be taken now, where no call is made: a scan. */
  mayTake(): Failure | null {
    return hasOwner(this.#parts.store.read) && !this.#person() ? fail("staff_sign_in").failure : null;
  }

  /** Whether who is at the till may know what a day took in: never nobody, and not who counts a drawer blind. */
  knowsSums(isBlind: boolean): boolean {
    const { read } = this.#parts.store;
    if (!hasOwner(read)) return true;
    const person = this.#person();
    if (person === null || !isBlind || this.#parts.isTraining()) return person !== null;
    return rightsOf(readRules(read), person).includes("report");
  }

  /** Failures: pin_wrong, pin_shut. */
  async signIn(claim: Claim): Promise<Result<null>> {
    const proved = await prove(this.#parts, claim);
    if (!proved.ok) return proved;
    this.#enter(proved.value, "pin");
    return ok(null);
  }

  signOut(): void {
    this.#personId = null;
    this.#learning = null;
    this.#approvals.clear();
    this.handover.clear();
    this.#parts.changed();
  }

  /** One side of a handover proves itself. Failures: pin_wrong, pin_shut, and those of `Handover.prove`. */
  async proveHandover(side: HandoverSide, claim: Claim): Promise<Result<null>> {
    const proved = await prove(this.#parts, claim);
    return proved.ok ? this.handover.prove(side, proved.value) : proved;
  }

  /** The end of a shift is signed by both sides; null where the till has no people. */
  signHandover(needsTaker: boolean): ReturnType<Handover["sign"]> | null {
    return hasOwner(this.#parts.store.read) ? this.handover.sign(needsTaker) : null;
  }

  /** The shift was handed over: whoever took it is at the till now. */
  takeOver(person: Person): void {
    this.#enter(person, "handover");
  }

  /** Failures: bad_input (a pay code as the reason), approval_gone, pin_wrong, pin_shut, staff_not_allowed. */
  async approve({ id, why, ...claim }: Claim & { readonly id: string; readonly why: string }): Promise<Result<null>> {
    if (holdsPayCode(why)) return fail("bad_input", "why");
    const isWaiting = () => this.#approvals.waiting?.id === id;
    if (!isWaiting()) return fail("approval_gone");
    const proved = await prove(this.#parts, claim);
    if (!proved.ok) return proved;
    return isWaiting() ? this.#allow(proved.value, why) : fail("approval_gone");
  }

  dismiss(): void {
    this.#approvals.clear();
    this.#parts.changed();
  }

  /** A scanned badge: becomes somebody's, allows what waits, or signs in. */
  async badge(badge: string): Promise<Failure | null> {
    const learner = this.badgeFor;
    this.#learning = null;
    if (learner !== null) {
      const given = await giveBadge(this.#parts, learner, badge, this.who());
      this.#parts.changed();
      return given.ok ? null : given.failure;
    }
    const owner = await badgeOwner(this.#parts.store.read, badge);
    if (!owner?.active) return fail("badge_unknown").failure;
    if (!this.#approvals.waiting && !this.handover.isListening) {
      this.#enter(owner, "badge");
      return null;
    }
    const done = this.#approvals.waiting ? this.#allow(owner, "badge") : this.handover.proveByBadge(owner);
    this.#parts.changed();
    return done.ok ? null : done.failure;
  }

  #person(): Person | null {
    const found = this.#personId === null ? null : personById(this.#parts.store.read, this.#personId);
    return found?.active ? found : null;
  }

  #enter(person: Person, how: "pin" | "badge" | "handover"): void {
    const { store, clock } = this.#parts;
    store.write((tx) => note(tx, person.id, "signed_in", clock.now(), { number: person.number, how }));
    this.#personId = person.id;
    this.#learning = null;
    this.#approvals.clear();
    this.handover.clear();
    this.#lock.touch();
    this.#parts.changed();
  }

  #refusal(person: Person, right: Right, amountFen: number | null): Refusal | null {
    const { store, clock } = this.#parts;
    const rules = readRules(store.read);
    if (!rightsOf(rules, person).includes(right)) return { right, amountFen, limitFen: null };
    if (amountFen === null) return null;
    const doneFen = refundedBy(store.read, person.number, clock);
    const limitFen = limitBroken(limitsOf(rules, person), amountFen, doneFen);
    return limitFen === null ? null : { right, amountFen, limitFen };
  }

  /** Who allowed this call. The order may have grown since, and they may have given back more: measured again now. */
  #stillAllowed(call: CallName, input: unknown, { right, amountFen }: Refusal): Person | null {
    const allowed = this.#approvals.take(call, input, amountFen);
    const by = allowed && personById(this.#parts.store.read, allowed.id);
    return by?.active && !this.#refusal(by, right, amountFen) ? by : null;
  }

  #allow(by: Person, why: string): Result<null> {
    const { store, clock, changed } = this.#parts;
    const view = this.#approvals.waiting;
    if (!view) return fail("approval_gone");
    const { call, right, amountFen, order, why: asked } = view;
    if (this.#refusal(by, right, amountFen)) return fail("staff_not_allowed", by.name);
    store.write((tx) =>
      note(tx, by.id, "allowed", clock.now(), { call, right, amountFen, order, asked, why, for: this.who() }),
    );
    this.#approvals.allow(by);
    changed();
    return ok(null);
  }
}
