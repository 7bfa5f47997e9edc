// A report as a workbook: a sheet for each way to look at it and one with every movement. Amounts are numbers, times are
// dates, order numbers are text; nothing is ever written as a formula.
import type { Cell, Sheet } from "write-excel-file/node";
import type { Buffer } from "node:buffer";
import { type Fen, fenToYuan } from "../../preload/contract/money.ts";
import type { ReportView } from "../../preload/contract/reports.ts";
import type { Sums } from "../../preload/contract/takings.ts";
import type { Dated } from "./report.ts";
import { type FileWords, walletName } from "./words.ts";

const MONEY = "#,##0.00";
const text = (value: string): Cell => ({ value, type: String });
const whole = (value: number): Cell => ({ value, type: Number });
const head = (value: string): Cell => ({ value, type: String, fontWeight: "bold" });
const money = (amount: Fen, sign: 1 | -1 = 1): Cell => ({
  value: sign * Number(fenToYuan(amount)),
  type: Number,
  format: MONEY,
});
/** Made by adding text, not by subtracting fractions. */
const net = ({ fen, backFen }: Sums): Cell => ({
  value: Number(`${fen < backFen ? "-" : ""}${fenToYuan(Math.abs(fen - backFen) as Fen)}`),
  type: Number,
  format: MONEY,
});
/** The till's own wall clock; a workbook knows no time zones. */
const moment = ({ day, time }: Dated): Cell => ({
  value: new Date(`${day}T${time}Z`),
  type: Date,
  format: "yyyy-mm-dd hh:mm:ss",
});

type Row = Sums & { readonly key: string };

function tableOf(words: FileWords, name: string, rows: readonly Row[]): Sheet<never> {
  const header = [name, words.count, words.received, words.backCount, words.back, words.net].map(head);
  const body = rows.map((row) => [
    text(row.key),
    whole(row.count),
    money(row.fen),
    whole(row.backCount),
    money(row.backFen),
    net(row),
  ]);
  const columns = [{ width: 24 }, ...Array.from({ length: 5 }, () => ({ width: 14 }))];
  return { sheet: name, data: [header, ...body], columns, stickyRowsCount: 1 };
}

function summaryOf(words: FileWords, report: ReportView): Sheet<never> {
  const { total } = report.takings;
  const rows: Cell[][] = [
    [head(words.from), text(report.first)],
    [head(words.to), text(report.last)],
    [head(words.count), whole(total.count)],
    [head(words.received), money(total.fen)],
    [head(words.backCount), whole(total.backCount)],
    [head(words.back), money(total.backFen)],
    [head(words.net), net(total)],
    [head(words.average), report.averageFen === null ? null : money(report.averageFen)],
    [head(words.fee), money(report.feeFen)],
    [head(words.feeCount), whole(report.feeCount)],
    [head(words.beforeCount), whole(report.before.total.count)],
    [head(words.before), money(report.before.total.fen)],
  ];
  return { sheet: words.summary, data: rows, columns: [{ width: 24 }, { width: 16 }] };
}

function detailsOf(words: FileWords, movements: readonly Dated[]): Sheet<never> {
  const header = [
    words.at,
    words.kind,
    words.order,
    words.refundNo,
    words.wallet,
    words.method,
    words.channel,
    words.cashier,
    words.amount,
    words.note,
  ].map(head);
  const body = movements.map((each) => [
    moment(each),
    text(words[each.kind]),
    text(each.order),
    each.refund === null ? null : text(each.refund),
    text(walletName(words, each.wallet)),
    text(words.methodNames[each.method]),
    text(each.channel),
    text(each.cashier ?? words.nobody),
    money(each.amountFen, each.kind === "refund" ? -1 : 1),
    each.note === null ? null : text(each.note),
  ]);
  const columns = [20, 8, 24, 24, 14, 12, 14, 14, 14, 30].map((width) => ({ width }));
  return { sheet: words.details, data: [header, ...body], columns, stickyRowsCount: 1 };
}

const named = <Key>(rows: readonly (Sums & { readonly key: Key })[], nameOf: (key: Key) => string): Row[] =>
  rows.map((row) => ({ ...row, key: nameOf(row.key) }));

export async function xlsxOf(report: ReportView, movements: readonly Dated[], words: FileWords): Promise<Buffer> {
  const { takings } = report;
  const sheets = [
    summaryOf(words, report),
    tableOf(words, words.days, report.byDay),
    tableOf(
      words,
      words.hours,
      named(report.byHour, (hour) => `${String(hour).padStart(2, "0")}:00`),
    ),
    tableOf(
      words,
      words.wallets,
      named(takings.byWallet, (key) => walletName(words, key)),
    ),
    tableOf(
      words,
      words.tenders,
      named(takings.byTender, (key) => words.methodNames[key]),
    ),
    tableOf(
      words,
      words.cashiers,
      named(takings.byCashier, (key) => key ?? words.nobody),
    ),
    tableOf(words, words.channels, takings.byChannel),
    detailsOf(words, movements),
  ];
  // Loaded when first needed: a till starts without it.
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  return writeXlsxFile(sheets).toBuffer();
}
