// Random numbers that are the same in every run (mulberry32, public domain), so that a failing seed replays.

export type Random = {
  /** A whole number, 0 <= n < limit. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  digits(length: number): string;
};

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick<T>(from: readonly T[]): T {
      const found = from[below(from.length)];
      if (found === undefined) throw new RangeError("nothing to pick from");
      return found;
    },
    digits: (length) => Array.from({ length }, () => below(10)).join(""),
  };
}
