// The movements as CSV for Excel and its kin: UTF-8 with a byte order mark, CRLF. Numbers of orders end in a tab, as in
// Alipay's own bills, so that no program rounds them; what a program could take for a formula is made text.
import papaparse from "papaparse";
import { fenToYuan } from "../../preload/contract/money.ts";
import type { Dated } from "./report.ts";
import { type FileWords, walletName } from "./words.ts";

const MARK = "\uFEFF";
const asText = (digits: string | null): string => (digits === null ? "" : `${digits}\t`);

/** What a person or a channel wrote and a spreadsheet would run: = + - @, a tab or a line end at its start. */
const FORMULA = /^[=+\-@\t\r]/;
const harmless = (text: string | null): string => (text !== null && FORMULA.test(text) ? `'${text}` : (text ?? ""));

export function csvOf(movements: readonly Dated[], words: FileWords): string {
  const fields = [
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
  ];
  const data = movements.map((each) => [
    `${each.day} ${each.time}`,
    words[each.kind],
    asText(each.order),
    asText(each.refund),
    harmless(walletName(words, each.wallet)),
    words.methodNames[each.method],
    each.channel,
    harmless(each.cashier ?? words.nobody),
    `${each.kind === "refund" ? "-" : ""}${fenToYuan(each.amountFen)}`,
    harmless(each.note),
  ]);
  return `${MARK}${papaparse.unparse({ fields, data }, { newline: "\r\n" })}\r\n`;
}
