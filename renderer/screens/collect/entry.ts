// The amount while it is typed: prices, quantities and their sum, in whole fen. Pure, and no floating number
// comes near it. It never rounds and never changes an amount it refuses.
import {
  type Fen,
  MAX_SALE_FEN,
  ZERO,
  addFen,
  fen,
  fenToYuan,
  formatYuan,
  parseYuan,
} from "../../../preload/contract/money.ts";
import type { YuanProblem } from "../../../preload/contract/money.ts";

/** One line: a price as typed, and its count once × was pressed ("" until a digit follows); `goods`: what was scanned. */
export type Term = { readonly price: string; readonly count: string | null; readonly goods: Goods | null };
export type Goods = { readonly barcode: string | null; readonly title: string };
export type Entry = { readonly done: readonly Term[]; readonly current: Term };

const NOTHING: Term = { price: "", count: null, goods: null };
export const EMPTY: Entry = { done: [], current: NOTHING };

/** The most a count may be. */
const COUNT_DIGITS = 4;

export type Typed =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly problem: YuanProblem };
const typed = (entry: Entry): Typed => ({ ok: true, entry });

/** A price as typed, in fen; an unfinished or empty one counts as zero. Null above the limit. */
function priceFen(price: string): Fen | null {
  const answer = parseYuan(price === "." ? "" : price);
  if (answer.ok) return answer.fen;
  return answer.problem === "too_large" ? null : ZERO;
}

function termFen(term: Term): Fen | null {
  const price = priceFen(term.price);
  if (price === null) return null;
  const count = term.count === null || term.count === "" ? 1 : Number(term.count);
  return fen(price * count);
}

function sumFen(entry: Entry): Fen | null {
  let sum = ZERO;
  for (const term of [...entry.done, entry.current]) {
    const amount = termFen(term);
    if (amount === null) return null;
    sum = addFen(sum, amount);
  }
  return sum > MAX_SALE_FEN ? null : sum;
}

/** What is owed so far. An entry is only ever made within the limit. */
export const totalFen = (entry: Entry): Fen => sumFen(entry) ?? ZERO;

/** The entry, unless it is more than one sale may be. */
export const within = (entry: Entry): Typed =>
  sumFen(entry) === null ? { ok: false, problem: "too_large" } : typed(entry);

const withCurrent = (entry: Entry, change: Partial<Term>): Entry => ({
  done: entry.done,
  current: { ...entry.current, ...change },
});

/** Digits, one or two ("00"). A third decimal is ignored. */
export function typeDigits(entry: Entry, digits: string): Typed {
  let next = entry;
  for (const digit of digits) next = typeDigit(next, digit);
  return within(next);
}

function typeDigit(entry: Entry, digit: string): Entry {
  const { price, count, goods } = entry.current;
  if (goods !== null && count === null) return typeDigit(addItem(entry), digit);
  if (count !== null) {
    const more = count + digit;
    return more.length > COUNT_DIGITS || more === "0" ? entry : withCurrent(entry, { count: more });
  }
  if (/\.\d{2}$/.test(price)) return entry;
  return withCurrent(entry, { price: price === "0" ? digit : price + digit });
}

export function typePoint(entry: Entry): Entry {
  const { price, count, goods } = entry.current;
  if (goods !== null && count === null) return typePoint(addItem(entry));
  if (count !== null || price.includes(".")) return entry;
  return withCurrent(entry, { price: price === "" ? "0." : `${price}.` });
}

/** ＋: this line is complete, another follows. */
export function addItem(entry: Entry): Entry {
  if (termFen(entry.current) === ZERO) return entry;
  const { count } = entry.current;
  return { done: [...entry.done, { ...entry.current, count: count === "" ? null : count }], current: NOTHING };
}

/** ×: a count follows; of what was scanned last, when nothing is being typed. */
export function startCount(entry: Entry): Entry {
  const last = entry.done.at(-1);
  if (isEmptyTerm(entry.current) && last?.goods)
    return { done: entry.done.slice(0, -1), current: { ...last, count: "" } };
  if (entry.current.count !== null || priceFen(entry.current.price) === ZERO) return entry;
  return withCurrent(entry, { count: "" });
}

/** −: takes back one key. */
export function eraseOne(entry: Entry): Entry {
  const { price, count, goods } = entry.current;
  if (count !== null) return withCurrent(entry, { count: count === "" ? null : count.slice(0, -1) });
  if (goods !== null) return withCurrent(entry, NOTHING);
  if (price !== "") return withCurrent(entry, { price: price.slice(0, -1) });
  const last = entry.done.at(-1);
  if (last?.goods) return { done: withoutOne(entry.done, last), current: NOTHING };
  return last ? { done: entry.done.slice(0, -1), current: last } : entry;
}

/** One piece less of the last line, and the line itself with its last piece. */
function withoutOne(done: readonly Term[], last: Term): readonly Term[] {
  const rest = done.slice(0, -1);
  const left = last.count === null ? 0 : Number(last.count) - 1;
  return left < 1 ? rest : [...rest, { ...last, count: left === 1 ? null : String(left) }];
}

/** Esc: clears this line; once more, the sum. */
export const clearEntry = (entry: Entry): Entry => (isEmptyTerm(entry.current) ? EMPTY : withCurrent(entry, NOTHING));

const isEmptyTerm = (term: Term): boolean => term.price === "" && term.count === null;
export const isEmpty = (entry: Entry): boolean => entry.done.length === 0 && isEmptyTerm(entry.current);

/** A whole amount from elsewhere: pasted, or unlocked again. */
export function fromText(text: string): Typed {
  const answer = parseYuan(text);
  return answer.ok ? typed(fromFen(answer.fen)) : { ok: false, problem: answer.problem };
}
export const fromFen = (amount: Fen): Entry => ({ done: [], current: { ...NOTHING, price: fenToYuan(amount) } });

/** The amount in two parts: what is typed or summed, and the zeros that would follow. */
export function showEntry(entry: Entry): { readonly solid: string; readonly ghost: string } {
  const full = formatYuan(totalFen(entry));
  if (isEmpty(entry)) return { solid: "", ghost: full };
  const point = full.length - 3;
  const { price, count } = entry.current;
  const dot = count === null ? price.indexOf(".") : 0;
  const typedLength = dot === -1 ? 0 : price.length - dot;
  const summed = full.endsWith(".00") ? 0 : full.endsWith("0") ? 2 : 3;
  const keep = point + Math.max(count === null ? typedLength : 3, summed);
  return { solid: full.slice(0, keep), ghost: full.slice(keep) };
}

/** "16.00 ＋ 12.5 × 3", or "" while there is only one plain price. */
export function showFormula(entry: Entry): string {
  if (entry.done.length === 0 && entry.current.count === null) return "";
  const term = ({ price, count }: Term) => (count === null ? price : `${price} × ${count}`);
  const settled = (each: Term) => term({ ...each, price: fenToYuan(priceFen(each.price) ?? ZERO) });
  return [...entry.done.map(settled), term(entry.current)].join(" ＋ ").trimEnd();
}
