// What was refused for want of a right and waits for somebody who has it, and what was allowed and may now be done, once.
import type { CallName } from "../../preload/contract/calls.ts";
import type { ApprovalView, Right } from "../../preload/contract/staff.ts";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import type { Person } from "../store/people.ts";

/** What a person may not do: the right, the money it is about, and the limit it breaks; null = the right is missing. */
export type Refusal = { readonly right: Right; readonly amountFen: number | null; readonly limitFen: number | null };

type Waiting = { readonly view: ApprovalView; readonly key: string; readonly atMono: number };

/** What was allowed must be done soon, and what waits is soon forgotten. */
const LIVES_MS = 120_000;

const keyOf = (call: CallName, input: unknown): string => JSON.stringify([call, input]);

export class Approvals {
  readonly #clock: Clock;
  readonly #ids: Ids;
  #waiting: Waiting | null = null;
  #allowed: { readonly what: Waiting; readonly by: Person } | null = null;

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  #isFresh = (one: Waiting): boolean => this.#clock.monotonic() - one.atMono < LIVES_MS;

  /** What waits now. */
  get waiting(): ApprovalView | null {
    return this.#waiting && this.#isFresh(this.#waiting) ? this.#waiting.view : null;
  }

  /** Who allowed what may be done now. */
  get allowedBy(): string | null {
    return this.#allowed && this.#isFresh(this.#allowed.what) ? this.#allowed.by.name : null;
  }

  /** The call waits from now on, instead of any before it. */
  ask(call: CallName, input: unknown, refused: Refusal): void {
    const view = { id: this.#ids.nonce(), call, order: textIn(input, "order"), why: textIn(input, "why"), ...refused };
    this.#waiting = { view, key: keyOf(call, input), atMono: this.#clock.monotonic() };
    this.#allowed = null;
  }

  /** What waits was allowed. */
  allow(by: Person): void {
    if (this.#waiting) this.#allowed = { what: this.#waiting, by };
    this.#waiting = null;
  }

  /** Uses up what was allowed, if it is exactly this call about exactly this money: by whom. */
  take(call: CallName, input: unknown, amountFen: number | null): Person | null {
    const allowed = this.#allowed;
    if (!allowed || !this.#isFresh(allowed.what) || allowed.what.key !== keyOf(call, input)) return null;
    if (allowed.what.view.amountFen !== amountFen) return null;
    this.#allowed = null;
    return allowed.by;
  }

  clear(): void {
    this.#waiting = null;
    this.#allowed = null;
  }
}

function textIn(input: unknown, name: "order" | "why"): string | null {
  if (typeof input !== "object" || input === null || !(name in input)) return null;
  const value: unknown = Object.entries(input).find(([key]) => key === name)?.[1];
  // The call itself will be refused; what is shown and written down of it meanwhile is clean.
  return typeof value === "string" && !holdsPayCode(value) ? value : null;
}
