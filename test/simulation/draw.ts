// The one source of chance of a simulated world: the same seed always draws the same numbers.

export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995;
    this.unit();
  }

  /** mulberry32: 0 <= x < 1. */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, 0 <= n < limit. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  /** A whole number, from <= n <= to. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  digits(count: number): string {
    let text = "";
    for (let i = 0; i < count; i++) text += String(this.below(10));
    return text;
  }

  hex(count: number): string {
    let text = "";
    for (let i = 0; i < count; i++) text += this.below(16).toString(16);
    return text;
  }

  /** A stream of its own, so that what one part draws does not shift what another draws. */
  split(): Draw {
    return new Draw(this.below(0x7fff_ffff) + 1);
  }
}
