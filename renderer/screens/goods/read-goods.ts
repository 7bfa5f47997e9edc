// Reads a product list out of a table's cells: finds the three columns, checks every row, and says of each wrong one what
// is wrong. Pure. A list with one wrong row is no list; nothing is guessed, rounded or left out.
import { BARCODE, MAX_GOODS, type Product } from "../../../preload/contract/goods.ts";
import { type YuanProblem, parseYuan } from "../../../preload/contract/money.ts";

export type SheetProblem = "too_big" | "not_readable" | "empty" | "no_columns" | "too_many";
export type RowProblem =
  | "barcode_missing"
  | "barcode_bad"
  | "barcode_science"
  | "title_missing"
  | "title_long"
  | "price_missing"
  | "price_bad"
  | "price_zero"
  | "price_decimals"
  | "price_large"
  | "twice";

export type Column = "barcode" | "title" | "price";
export type BadRow = { readonly row: number; readonly problem: RowProblem; readonly detail: string };

export type Sheet =
  | { readonly ok: true; readonly goods: readonly Product[] }
  | { readonly ok: false; readonly problem: SheetProblem; readonly missing: readonly Column[] }
  /** The first of them; `more` are left out. */
  | { readonly ok: false; readonly problem: "rows"; readonly rows: readonly BadRow[]; readonly more: number };

/** What shops call their columns, without blanks and in small letters. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  barcode: ["条码", "条形码", "商品条码", "商品条形码", "国际条码", "barcode", "ean", "upc", "code"],
  title: ["名称", "品名", "商品", "商品名", "商品名称", "title", "name", "product"],
  price: ["价格", "售价", "单价", "零售价", "销售价", "价格(元)", "售价(元)", "单价(元)", "price"],
};
const COLUMNS: readonly Column[] = ["barcode", "title", "price"];
const MAX_TITLE = 100;
const MAX_BAD_ROWS = 20;
const SHOWN = 40;

const nameOf = (cell: string): string =>
  cell.replaceAll(/\s/g, "").replaceAll("（", "(").replaceAll("）", ")").toLowerCase();

const PRICE_PROBLEMS: Readonly<Record<YuanProblem, RowProblem>> = {
  empty: "price_missing",
  not_a_number: "price_bad",
  too_many_decimals: "price_decimals",
  zero: "price_zero",
  negative: "price_bad",
  too_large: "price_large",
};

type Checked = { readonly product: Product } | { readonly problem: RowProblem; readonly detail: string };

function check(barcode: string, title: string, priceText: string): Checked {
  const wrong = (problem: RowProblem, detail = "") => ({ problem, detail: detail.slice(0, SHOWN) });
  if (barcode === "") return wrong("barcode_missing");
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(barcode)) return wrong("barcode_science", barcode);
  if (!BARCODE.test(barcode)) return wrong("barcode_bad", barcode);
  if (title === "") return wrong("title_missing");
  if (title.length > MAX_TITLE) return wrong("title_long");
  const price = parseYuan(priceText.replace(/元$/, ""));
  if (!price.ok) return wrong(PRICE_PROBLEMS[price.problem], priceText);
  return { product: { barcode, title, priceFen: price.fen } };
}

/** `cells`: row by row, the first with the columns' names. Blank rows are passed over. */
export function readGoods(cells: readonly (readonly string[])[]): Sheet {
  const isBlank = (row: readonly string[]) => row.every((cell) => cell.trim() === "");
  const at = cells.findIndex((row) => !isBlank(row));
  const head = cells[at]?.map(nameOf);
  if (head === undefined) return { ok: false, problem: "empty", missing: [] };
  const place = (column: Column) => head.findIndex((name) => NAMES[column].includes(name));
  const missing = COLUMNS.filter((column) => place(column) === -1);
  if (missing.length > 0) return { ok: false, problem: "no_columns", missing };
  const [barcodeAt, titleAt, priceAt] = COLUMNS.map(place);

  const goods: Product[] = [];
  const bad: BadRow[] = [];
  const rowOf = new Map<string, number>();
  for (const [index, row] of cells.entries()) {
    if (index <= at || isBlank(row)) continue;
    if (goods.length + bad.length >= MAX_GOODS) return { ok: false, problem: "too_many", missing: [] };
    const cell = (column: number | undefined) => row[column ?? -1]?.trim() ?? "";
    const checked = check(cell(barcodeAt), cell(titleAt), cell(priceAt));
    const row1 = index + 1;
    if ("problem" in checked) {
      bad.push({ row: row1, ...checked });
      continue;
    }
    const { barcode } = checked.product;
    const before = rowOf.get(barcode);
    if (before !== undefined) bad.push({ row: row1, problem: "twice", detail: String(before) });
    rowOf.set(barcode, before ?? row1);
    goods.push(checked.product);
  }
  if (bad.length > 0)
    return {
      ok: false,
      problem: "rows",
      rows: bad.slice(0, MAX_BAD_ROWS),
      more: Math.max(0, bad.length - MAX_BAD_ROWS),
    };
  if (goods.length === 0) return { ok: false, problem: "empty", missing: [] };
  return { ok: true, goods };
}
