// Movements as sums: by cashier, tender, wallet and channel. Pure; every table adds up to the same total.
import { ZERO, addFen } from "../../preload/contract/money.ts";
import type { Sums, Takings } from "../../preload/contract/takings.ts";
import type { Movement } from "./movements.ts";

type Moved = Pick<Movement, "kind" | "amountFen">;

const NOTHING: Sums = { count: 0, fen: ZERO, backCount: 0, backFen: ZERO };

const plus = (sums: Sums, { kind, amountFen }: Moved): Sums =>
  kind === "sale"
    ? { ...sums, count: sums.count + 1, fen: addFen(sums.fen, amountFen) }
    : { ...sums, backCount: sums.backCount + 1, backFen: addFen(sums.backFen, amountFen) };

export const totalOf = (movements: readonly Moved[]): Sums => movements.reduce(plus, NOTHING);

/** One row per key, the largest receipts first; equal ones in the order they came. */
export function sumsBy<Key, Each extends Movement>(
  movements: readonly Each[],
  keyOf: (movement: Each) => Key,
): (Sums & { readonly key: Key })[] {
  const rows = new Map<Key, Sums>();
  for (const movement of movements) {
    const key = keyOf(movement);
    rows.set(key, plus(rows.get(key) ?? NOTHING, movement));
  }
  return [...rows].map(([key, sums]) => ({ key, ...sums })).sort((a, b) => b.fen - a.fen);
}

export function takingsOf(movements: readonly Movement[]): Takings {
  return {
    total: totalOf(movements),
    byCashier: sumsBy(movements, ({ cashier }) => cashier),
    byTender: sumsBy(movements, ({ method }) => method),
    byWallet: sumsBy(movements, ({ wallet }) => wallet),
    byChannel: sumsBy(movements, ({ channel }) => channel),
  };
}
