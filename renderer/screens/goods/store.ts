// The goods page's own state: what is listed, and the file that was read and not used yet. The list itself is main's.
import { create } from "zustand";
import { MAX_GOODS_PIECE, type Product } from "../../../preload/contract/goods.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { readFile } from "./read-file.ts";
import type { Sheet } from "./read-goods.ts";

type Step =
  | { readonly kind: "idle" }
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly name: string; readonly sheet: Sheet }
  | { readonly kind: "sending"; readonly sent: number }
  | { readonly kind: "done"; readonly count: number };

type GoodsState = {
  readonly search: string;
  readonly count: number | null;
  readonly goods: readonly Product[];
  readonly step: Step;
};

export const useGoods = create<GoodsState>()(() => ({ search: "", count: null, goods: [], step: { kind: "idle" } }));

/** Rows shown; what is not among them is found by typing. */
const SHOWN = 100;

export async function findGoods(search: string): Promise<void> {
  useGoods.setState({ search });
  const answer = await call("goods.list", { search: search.slice(0, 64), limit: SHOWN });
  if (!answer.ok) return sayFailure(answer.failure);
  if (useGoods.getState().search === search) useGoods.setState(answer.value);
}

export const forget = (): void => useGoods.setState({ step: { kind: "idle" } });

export async function choose(file: File): Promise<void> {
  hush();
  useGoods.setState({ step: { kind: "reading" } });
  const sheet = await readFile(file);
  useGoods.setState({ step: { kind: "read", name: file.name, sheet } });
}

/** Characters of one piece; the door takes no more than a little over this. */
const MAX_PIECE_CHARS = 8000;
/** What a product's own field names cost of them. */
const FIELD_CHARS = 24;

function* pieces(goods: readonly Product[]): Generator<Product[]> {
  let piece: Product[] = [];
  let chars = 0;
  for (const one of goods) {
    const cost = one.barcode.length + one.title.length + FIELD_CHARS;
    if (piece.length === MAX_GOODS_PIECE || chars + cost > MAX_PIECE_CHARS) {
      yield piece;
      piece = [];
      chars = 0;
    }
    piece.push(one);
    chars += cost;
  }
  if (piece.length > 0) yield piece;
}

/** All of them become the list, or nothing changes. */
export async function replaceWith(goods: readonly Product[]): Promise<void> {
  hush();
  let sent = 0;
  for (const piece of pieces(goods)) {
    useGoods.setState({ step: { kind: "sending", sent } });
    const staged = await call("goods.stage", { isFirst: sent === 0, goods: piece });
    if (!staged.ok) {
      forget();
      return sayFailure(staged.failure);
    }
    sent += piece.length;
  }
  const answer = await call("goods.replace", { count: goods.length });
  if (!answer.ok) {
    forget();
    return sayFailure(answer.failure);
  }
  useGoods.setState({ step: { kind: "done", count: answer.value.count } });
  await findGoods(useGoods.getState().search);
}
