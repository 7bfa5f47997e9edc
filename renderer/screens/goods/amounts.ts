// Reads the quick amounts as somebody typed them. Pure.
import { type Fen, parseYuan } from "../../../preload/contract/money.ts";
import { MAX_QUICK } from "../../../preload/contract/views.ts";

/** Amounts with blanks or commas between them; null when one is not an amount. */
export function amountsIn(text: string): readonly Fen[] | null {
  const parts = text.split(/[\s,，、]+/).filter((part) => part !== "");
  const amounts = parts.map((part) => parseYuan(part));
  const good = amounts.flatMap((amount) => (amount.ok ? [amount.fen] : []));
  return good.length === parts.length && good.length <= MAX_QUICK ? good : null;
}
