// What a scan that is no pay code means at the counter: each kind has its own answer. Nothing here charges anybody or
// changes an amount; goods that are found are added by the page.
import { type Failure, type FailureCode, fail } from "../../preload/contract/failure.ts";
import type { ScanAnswer } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Scan } from "../scan/pay-code.ts";
import { attemptByNo } from "../store/attempts.ts";
import { countGoods } from "../store/goods.ts";
import { goodsIn } from "./goods.ts";

type Heard = Omit<ScanAnswer, "source" | "gun">;

/** What an answer has nothing of, as long as nothing more is said. */
export const NOTHING = { order: null, tail: null, failure: null, goods: null } as const;

export type AtTheCounter = {
  /** The book on the screen; the product list is the real one's, also in training. */
  readonly book: Book;
  readonly real: Book;
  /** An attempt is being taken / an amount is locked: goods cannot be added now. */
  readonly isTaking: boolean;
  readonly isLocked: boolean;
  /** Why nobody may take anything now, or null. */
  readonly shut: Failure | null;
};

export function hearOther(scan: Exclude<Scan, { kind: "pay_code" | "badge" }>, text: string, at: AtTheCounter): Heard {
  const goods = scan.kind === "goods" || scan.kind === "unclear" ? goodsIn(at.real.store.read, text) : null;
  if (goods !== null) {
    if (at.shut !== null) return { ...NOTHING, heard: "goods", did: "refused", failure: at.shut };
    const problem = at.isTaking ? "code_while_waiting" : at.isLocked ? "goods_while_busy" : null;
    if (problem === null) return { ...NOTHING, heard: "goods", did: "found", goods };
    return { ...refused("goods", problem), goods };
  }
  switch (scan.kind) {
    case "receipt": {
      if (at.shut !== null) return { ...NOTHING, heard: "receipt", did: "refused", failure: at.shut };
      const known = attemptByNo(at.book.store.read, scan.order) !== null;
      if (!known)
        return { ...refused("receipt", "order_not_found"), failure: fail("order_not_found", scan.order).failure };
      return { ...NOTHING, heard: "receipt", did: "opened", order: scan.order };
    }
    case "goods":
      return refused("goods", countGoods(at.real.store.read) > 0 ? "goods_unknown" : "code_is_goods");
    case "url":
      return refused("url", "code_is_url");
    case "unclear":
      return { ...NOTHING, heard: "unclear", did: "refused", failure: scan.failure };
  }
}

const refused = (heard: ScanAnswer["heard"], code: FailureCode): Heard => ({
  ...NOTHING,
  heard,
  did: "refused",
  failure: fail(code).failure,
});
