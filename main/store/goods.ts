// The shop's product list: barcode, title, price. It is replaced as a whole, in one transaction, or not at all.
import type { Product } from "../../preload/contract/goods.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Reader, Writer } from "./open.ts";

type Row = { barcode: string; title: string; price_fen: number };
const productOf = ({ barcode, title, price_fen }: Row): Product => ({ barcode, title, priceFen: fen(price_fen) });

export function productByBarcode(read: Reader, barcode: string): Product | null {
  const row = read.get<Row>("SELECT * FROM goods WHERE barcode = ?", barcode);
  return row ? productOf(row) : null;
}

export const countGoods = (read: Reader): number =>
  read.get<{ count: number }>("SELECT count(*) AS count FROM goods")?.count ?? 0;

/** Those whose barcode or title holds the text, by title; all of them for an empty text. */
export function listGoods(read: Reader, text: string, limit: number): Product[] {
  const part = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return read
    .all<Row>(
      "SELECT * FROM goods WHERE barcode LIKE ? ESCAPE '\\' OR title LIKE ? ESCAPE '\\' ORDER BY title, barcode LIMIT ?",
      part,
      part,
      limit,
    )
    .map(productOf);
}

/** The list is these and no others from now on. A barcode that stands twice is refused by the table. */
export function replaceGoods(tx: Writer, goods: readonly Product[]): void {
  tx.run("DELETE FROM goods");
  for (const { barcode, title, priceFen } of goods)
    tx.run("INSERT INTO goods (barcode, title, price_fen) VALUES (?, ?, ?)", barcode, title, priceFen);
}
