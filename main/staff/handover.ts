// Who hands a shift over and who takes it, each proved by a PIN or a badge of their own, for a few minutes: whoever stands at an
// open till is not enough. It signs nothing by itself; the shift's end asks for both.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Clock } from "../clock.ts";
import type { Person } from "../store/people.ts";

export type HandoverSide = "hands" | "takes";

type Proof = { readonly person: Person; readonly atMono: number };

const LIVES_MS = 5 * 60_000;

export type HandoverParts = {
  readonly clock: Pick<Clock, "monotonic">;
  /** Who is at the till: only they can hand over. */
  at(): Person | null;
  /** Whether somebody may have a shift at all. */
  mayTake(person: Person): boolean;
};

export class Handover {
  /** Whether the next badges prove a handover instead of signing in. */
  isListening = false;
  readonly #parts: HandoverParts;
  #hands: Proof | null = null;
  #takes: Proof | null = null;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  /** Who has proved themselves so far. */
  get hands(): Person | null {
    return this.#fresh(this.#hands);
  }

  get takes(): Person | null {
    return this.#fresh(this.#takes);
  }

  /** Failures: handover_not_yours, handover_same_person, staff_not_allowed. */
  prove(side: HandoverSide, person: Person): Result<null> {
    const isAtTill = this.#parts.at()?.id === person.id;
    const proof = { person, atMono: this.#parts.clock.monotonic() };
    if (side === "hands") {
      if (!isAtTill) return fail("handover_not_yours", this.#parts.at()?.name);
      this.#hands = proof;
      return ok(null);
    }
    if (isAtTill) return fail("handover_same_person");
    if (!this.#parts.mayTake(person)) return fail("staff_not_allowed", person.name);
    this.#takes = proof;
    return ok(null);
  }

  /** A badge says by itself which side it is of. */
  proveByBadge(person: Person): Result<null> {
    return this.prove(this.#parts.at()?.id === person.id ? "hands" : "takes", person);
  }

  /** Who signs the end of a shift; `needsTaker`: the next one begins at once. Failure: handover_unproved. */
  sign(needsTaker: boolean): Result<{ readonly hands: Person; readonly takes: Person | null }> {
    const { hands, takes } = this;
    if (hands === null || (needsTaker && takes === null)) return fail("handover_unproved");
    return ok({ hands, takes: needsTaker ? takes : null });
  }

  clear(): void {
    this.#hands = null;
    this.#takes = null;
    this.isListening = false;
  }

  #fresh(proof: Proof | null): Person | null {
    return proof !== null && this.#parts.clock.monotonic() - proof.atMono < LIVES_MS ? proof.person : null;
  }
}
