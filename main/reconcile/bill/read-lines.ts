// Reads the rows of a bill as lines about payments and refunds, by a layout. Comments before and after are passed over,
// the file's own sums are held against what was read, and the first row that does not fit ends it, named by its number.
import type { BillLayout } from "../../../preload/contract/reconcile.ts";
import type { Clock } from "../../clock.ts";
import type { BillLine } from "../../store/bills.ts";
import { readAmount, readTime } from "./cell.ts";
import { missingColumns } from "./layouts.ts";
import { BillProblem } from "./problem.ts";
import type { BillRow } from "./read-rows.ts";

/** The header row stands within so many rows. */
export const HEADER_WITHIN = 40;
const MOST_NUMBER = 64;

/** The sums below the rows: 微信 has a row of names and one of values; 支付宝 a comment with counts. */
const SUMS_BEGIN = /^(总交易单数|总笔数|合计|总计|汇总)/;
const COUNTED = /(交易合计|退款合计)[：:]\s*(\d+)\s*笔/;

/** A row that is neither a sale nor a refund; `word`: what the bill calls it. */
export type Aside = { readonly kind: "aside"; readonly word: string };

/** `local`: the till's own time, for times that a bill gives in another zone. */
export async function* readLines(
  rows: AsyncIterable<BillRow>,
  layout: BillLayout,
  local: Clock["local"],
): AsyncGenerator<BillLine | Aside> {
  let reader: RowReader | null = null;
  let isBelow = false;
  const count = { order: 0, refund: 0, aside: 0 };
  const said: { order: number | null; refund: number | null; all: number | null } = {
    order: null,
    refund: null,
    all: null,
  };
  let seen = 0;
  for await (const { row, cells } of rows) {
    seen = row;
    const first = cells[0] ?? "";
    if (reader === null) {
      if (missingColumns(layout, cells).length === 0) reader = rowReader(layout, cells, local);
      else if (row >= HEADER_WITHIN) break;
      continue;
    }
    const counted = COUNTED.exec(first);
    if (counted) said[counted[1] === "退款合计" ? "refund" : "order"] = Number(counted[2]);
    if (cells.every((cell) => cell === "") || first.startsWith("#")) continue;
    if (isBelow) {
      // Two bills put together, most likely: what stands below the first one's sums must not be lost.
      if (isLine(reader, row, cells)) throw new BillProblem("bill_row_bad", String(row));
      if (/^\d+(\.0+)?$/.test(first)) said.all ??= Number(first);
      continue;
    }
    if (SUMS_BEGIN.test(first) && !isLine(reader, row, cells)) {
      isBelow = true;
      continue;
    }
    const line = reader(row, cells);
    count[line.kind] += 1;
    yield line;
  }
  if (reader === null) throw new BillProblem(seen === 0 ? "bill_empty" : "bill_columns", missingNames(layout));
  checkCounts(count, said);
}

function isLine(reader: RowReader, row: number, cells: readonly string[]): boolean {
  try {
    return reader(row, cells).kind !== "aside";
  } catch (error) {
    if (error instanceof BillProblem) return false;
    throw error;
  }
}

const missingNames = (layout: BillLayout): string => missingColumns(layout, []).join(" ");

/** 总交易单数 has been seen to count refunds and to leave them out; a row lost fits neither. */
function checkCounts(
  count: { readonly order: number; readonly refund: number; readonly aside: number },
  said: { readonly order: number | null; readonly refund: number | null; readonly all: number | null },
): void {
  const all = count.order + count.refund;
  const told = (theirs: number, ours: number) => new BillProblem("bill_rows_missing", `${theirs} / ${ours}`);
  if (said.order !== null && said.order !== count.order) throw told(said.order, count.order);
  if (said.refund !== null && said.refund !== count.refund) throw told(said.refund, count.refund);
  const fits = [all, count.order, all + count.aside];
  if (said.all !== null && !fits.includes(said.all)) throw told(said.all, all);
  if (all + count.aside === 0) throw new BillProblem("bill_empty");
}

type RowReader = (row: number, cells: readonly string[]) => BillLine | Aside;

function rowReader(layout: BillLayout, header: readonly string[], local: Clock["local"]): RowReader {
  const { columns } = layout;
  const place = (name: string | undefined): number => (name === undefined ? -1 : header.indexOf(name));
  const places = {
    time: place(columns.time),
    amount: place(columns.amount),
    order: place(columns.order),
    channelNo: place(columns.channelNo),
    refundAmount: place(columns.refundAmount),
    refund: place(columns.refund),
    kind: place(columns.kind),
    state: place(columns.state),
    refundState: place(columns.refundState),
  };
  return (row, cells) => {
    const cell = (name: keyof typeof places): string => (places[name] < 0 ? "" : (cells[places[name]] ?? ""));
    const bad = (code: BillProblem["code"], text: string) =>
      new BillProblem(code, `${row} ${text.slice(0, 30)}`.trim());
    if (cells.length < header.length - 1) throw bad("bill_row_bad", "");
    const at = readTime(cell("time"), local);
    if (at === null) throw bad("bill_time_bad", cell("time"));
    const kind = cell("kind");
    if (layout.saleWords !== undefined && kind === "") throw bad("bill_state_bad", "");
    const aside: Aside = { kind: "aside", word: kind.slice(0, 30) };
    if (isNeither(layout, kind)) return aside;
    const refundNo = numberIn(cell("refund"));
    const [orderNo, channelNo] = [numberIn(cell("order")), numberIn(cell("channelNo"))];
    if (orderNo === "" && channelNo === "") throw bad("bill_number_bad", cell("order"));
    if ([orderNo, channelNo, refundNo].some((number) => number.length > MOST_NUMBER || /e\+/i.test(number)))
      throw bad("bill_number_bad", orderNo);
    const amountOf = (text: string) => {
      const amount = readAmount(text, layout.unit);
      if (amount === null) throw bad("bill_amount_bad", text);
      return amount;
    };
    const hasOwnAmount = cell("refundAmount") !== "" && !/^0(\.0*)?$/.test(cell("refundAmount"));
    const byWord = layout.refundWords.includes(kind);
    const sale = cell("amount") === "" && hasOwnAmount ? null : amountOf(cell("amount"));
    // A statement has both ways of each kind: what the shop itself bought, and what it was refunded of that.
    const goesOut = hasOwnAmount || sale?.isNegative === true;
    if (layout.saleWords !== undefined && byWord !== goesOut) return aside;
    const isRefund = byWord || sale === null || sale.isNegative || (places.kind < 0 && refundNo !== "");
    const { amount } = isRefund && hasOwnAmount ? amountOf(cell("refundAmount")) : (sale ?? amountOf(cell("amount")));
    const word = isRefund && places.refundState >= 0 ? cell("refundState") : cell("state");
    const isDone = doneBy(layout, word, isRefund);
    if (isDone === null) throw bad("bill_state_bad", word);
    return {
      row,
      kind: isRefund ? "refund" : "order",
      at,
      orderNo,
      channelNo,
      refundNo,
      amountFen: amount,
      isDone,
      word,
    };
  };
}

const isNeither = ({ asideWords, saleWords, refundWords }: BillLayout, kind: string): boolean =>
  asideWords?.includes(kind) === true ||
  (saleWords !== undefined && !saleWords.includes(kind) && !refundWords.includes(kind));

/** 微信 writes 0 where there is no refund. */
const numberIn = (text: string): string => (/^[0-]$/.test(text) ? "" : text);

/** A bill without a state lists only what happened. A word nobody has told us is never guessed. */
function doneBy({ doneWords, undoneWords, refundWords }: BillLayout, word: string, isRefund: boolean): boolean | null {
  if (word === "" || doneWords.includes(word)) return true;
  if (undoneWords.includes(word)) return false;
  return isRefund && refundWords.includes(word) ? true : null;
}
