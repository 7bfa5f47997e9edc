// What happened in a world, line by line: kept where somebody will read it, and always hashed, so that two runs of a seed
// can be held against each other.
import { type Hash, createHash } from "node:crypto";

const ENOUGH_CHARS = 65_536;

export class Story {
  readonly lines: string[] = [];
  readonly #isKept: boolean;
  readonly #hash: Hash = createHash("sha256");
  #unhashed = "";

  constructor(isKept: boolean) {
    this.#isKept = isKept;
  }

  tell(atMs: number, line: string): void {
    this.#unhashed += `${atMs} ${line}\n`;
    if (this.#unhashed.length > ENOUGH_CHARS) this.#digest();
    if (this.#isKept) this.lines.push(`${(atMs / 1000).toFixed(3).padStart(9)} ${line}`);
  }

  /** Over everything told so far. */
  hash(): string {
    this.#digest();
    return this.#hash.copy().digest("hex");
  }

  #digest(): void {
    this.#hash.update(this.#unhashed);
    this.#unhashed = "";
  }
}
