// A customer's pay code (付款码), wrapped so that it cannot be printed, stored or logged by accident.
// It lives from the scan to the request, in main's memory only. The renderer may not import this file.
import type { Wallet } from "./status.ts";

export class PayCode {
  readonly #digits: string;
  readonly wallet: Wallet;

  constructor(digits: string, wallet: Wallet) {
    this.#digits = digits;
    this.wallet = wallet;
  }

  /** The digits themselves: for a channel's request, and nothing else. */
  reveal(): string {
    return this.#digits;
  }

  /** What may be kept: the last four digits. */
  get tail(): string {
    return this.#digits.slice(-4);
  }

  same(other: PayCode): boolean {
    return this.#digits === other.#digits;
  }

  toString(): string {
    return `${this.wallet} **** ${this.tail}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
