// The product list at the counter: what a barcode stands for, and how a new list takes the place of the old one. A list
// arrives in pieces that are kept in memory; only when all of them are here and right does anything change.
import { MAX_GOODS, type Product } from "../../preload/contract/goods.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { refundNo } from "../../preload/contract/ids.ts";
import type { Line } from "../../preload/contract/views.ts";
import type { Handlers } from "../ipc/door.ts";
import { bareText, classify } from "../scan/pay-code.ts";
import { countGoods, listGoods, productByBarcode, replaceGoods } from "../store/goods.ts";
import { type Reader, type Store, StoreCannotWrite } from "../store/open.ts";

type GoodsHandlers = Pick<Handlers, Extract<keyof Handlers, `goods.${string}`>>;

/** A UPC-A and the EAN-13 with a 0 before it are one barcode. */
const namesOf = (barcode: string): readonly string[] => {
  if (/^\d{12}$/.test(barcode)) return [barcode, `0${barcode}`];
  return /^0\d{12}$/.test(barcode) ? [barcode, barcode.slice(1)] : [barcode];
};

/** What was scanned, as a line of a sale; null when the list does not know it. */
export function goodsIn(read: Reader, text: string): Line | null {
  for (const name of namesOf(bareText(text))) {
    const found = productByBarcode(read, name);
    if (found) return { ...found, count: 1 };
  }
  return null;
}

/** A barcode that is something else to the till could never be scanned as goods. */
const isSomethingElse = (barcode: string): boolean =>
  ["pay_code", "receipt", "badge"].includes(classify(barcode).kind) || refundNo(barcode) !== null;

export function goodsHandlers(store: Store): GoodsHandlers {
  let staged: Product[] = [];
  let names = new Set<string>();
  const forget = () => {
    staged = [];
    names = new Set();
  };
  const refuse = (failure: ReturnType<typeof fail>) => {
    forget();
    return failure;
  };
  return {
    "goods.list": async ({ search, limit }) =>
      ok({ count: countGoods(store.read), goods: listGoods(store.read, search.trim(), limit) }),
    "goods.stage": async ({ isFirst, goods }) => {
      if (isFirst) forget();
      if (staged.length + goods.length > MAX_GOODS) return refuse(fail("goods_too_many", String(MAX_GOODS), "manager"));
      for (const one of goods) {
        if (isSomethingElse(one.barcode)) return refuse(fail("goods_bad_code", undefined, "manager"));
        const twice = namesOf(one.barcode).some((name) => names.has(name));
        if (twice) return refuse(fail("goods_twice", one.barcode, "manager"));
        names.add(one.barcode);
        staged.push(one);
      }
      return ok({ count: staged.length });
    },
    "goods.replace": async ({ count }) => {
      const goods = staged;
      forget();
      if (goods.length !== count) return fail("goods_incomplete", `${goods.length}/${count}`, "manager");
      return written(() => store.write((tx) => replaceGoods(tx, goods)), { count });
    },
  };
}

function written<T>(work: () => void, value: T): Result<T> {
  try {
    work();
    return ok(value);
  } catch (error) {
    if (error instanceof StoreCannotWrite) return fail("store_cannot_write", error.code, "manager", "now");
    throw error;
  }
}
