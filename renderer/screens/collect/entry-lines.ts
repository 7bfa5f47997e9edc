// The amount as lines of goods: what was scanned or tapped joins what is typed, and all of it becomes the lines of the
// order. Pure. A sale by amount has no lines.
import { MAX_LINES } from "../../../preload/contract/goods.ts";
import { type Fen, fenToYuan, parseYuan } from "../../../preload/contract/money.ts";
import type { Line } from "../../../preload/contract/views.ts";
import { EMPTY, type Entry, type Goods, type Term, type Typed, addItem, within } from "./entry.ts";

const countOf = ({ count }: Term): number => (count === null || count === "" ? 1 : Number(count));

export const hasGoods = ({ done, current }: Entry): boolean =>
  current.goods !== null || done.some((term) => term.goods !== null);

/** Whether one more line fits. */
export const isFull = (entry: Entry): boolean => addItem(entry).done.length >= MAX_LINES;

/** Adds a fixed price: one piece more where the same thing is in it already, else a line of its own. */
export function addPrice(entry: Entry, price: Fen, goods: Goods | null): Typed {
  const { done } = addItem(entry);
  const text = fenToYuan(price);
  const same = done.findLastIndex(
    (term) => goods !== null && term.goods?.barcode === goods.barcode && term.price === text,
  );
  const more: Term = { price: text, count: null, goods };
  const next = done.map((term, at) => (at === same ? { ...term, count: String(countOf(term) + 1) } : term));
  return within({ done: same === -1 ? [...done, more] : next, current: EMPTY.current });
}

const termsOf = ({ done, current }: Entry): readonly Term[] => [...done, current];

/** What the order is made of; empty while nothing was scanned. `other`: what a typed price is called. */
export function linesOf(entry: Entry, other: string): readonly Line[] {
  if (!hasGoods(entry)) return [];
  return termsOf(entry).flatMap((term) => {
    const price = parseYuan(term.price);
    if (!price.ok) return [];
    const { barcode, title } = term.goods ?? { barcode: null, title: other };
    return [{ barcode, title, count: countOf(term), priceFen: price.fen }];
  });
}

/** Lines as they were put aside or locked, to be gone on with. */
export function fromLines(lines: readonly Line[]): Entry {
  const done = lines.map(({ barcode, title, count, priceFen }): Term => {
    const price = fenToYuan(priceFen);
    return { price, count: count === 1 ? null : String(count), goods: { barcode, title } };
  });
  return { done, current: EMPTY.current };
}
