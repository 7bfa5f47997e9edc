// The one template of everything that is printed: facts in, receiptline markup out. Pure, so that the preview, the paper
// and the tests show the same thing.
import { type Fen, ZERO, addFen, fen, formatYuan, subtractFen } from "../../preload/contract/money.ts";
import { groupNumber } from "../../preload/contract/ids.ts";
import { PAPER_COLUMNS, type Paper, type ReceiptLook } from "../../preload/contract/printing.ts";
import { assertNever } from "../../preload/contract/status.ts";
import { Page } from "./markup.ts";
import type { Receipt, RefundReceipt, Report, SaleReceipt, TenderPart, TestPage, UnknownSlip } from "./receipt.ts";
import { type PaperWords, en } from "./words-en.ts";
import { zhCn } from "./words-zh-cn.ts";

const WORDS: Readonly<Record<ReceiptLook["language"], PaperWords>> = { "zh-CN": zhCn, en };

const yuan = (amount: Fen): string => `￥${formatYuan(amount)}`;
const minus = (amount: Fen): string => `-${yuan(amount)}`;

/** The markup of one receipt on one kind of paper. */
export function markupOf(receipt: Receipt, look: ReceiptLook, printer: { paper: Paper; fourByte: boolean }): string {
  const words = WORDS[look.language];
  const page = new Page({ columns: PAPER_COLUMNS[printer.paper], fourByte: printer.fourByte });
  head(page, look);
  switch (receipt.kind) {
    case "sale":
      sale(page, words, receipt);
      break;
    case "refund":
      refund(page, words, receipt);
      break;
    case "unknown":
      unknown(page, words, receipt);
      break;
    case "shift":
    case "day":
      report(page, words, receipt);
      break;
    case "test":
      testPage(page, words, receipt);
      break;
    default:
      assertNever(receipt);
  }
  if (receipt.kind === "sale" || receipt.kind === "refund") foot(page, look);
  return page.toString();
}

function head(page: Page, look: ReceiptLook): void {
  if (look.logoPng !== null) page.image(look.logoPng).blank();
  page.line(look.shopName, "center", "large");
  for (const line of look.header) page.line(line, "center");
}

function foot(page: Page, look: ReceiptLook): void {
  for (const line of look.footer) page.line(line, "center");
  if (look.qr === null) return;
  // A QR needs an empty edge below it, too.
  page.blank().qr(look.qr.text).blank().line(look.qr.caption, "center");
}

/** The title, and whatever makes this paper less than a first, real receipt. */
function title(page: Page, words: PaperWords, text: string, of: { training?: boolean; reprint: number }): void {
  page.line(text, "center", "strong");
  if (of.reprint > 0) page.line(words.reprint(of.reprint), "center", "large");
  if (of.training === true) page.line(words.training, "center", "large").line(words.trainingMeans, "center");
  page.rule();
}

function barcode(page: Page, tradeNo: string, above = ""): void {
  page.blank().line(above, "center").barcode(tradeNo).line(groupNumber(tradeNo), "center");
}

const wayOf = (words: PaperWords, { channel, wallet }: Pick<TenderPart, "channel" | "wallet">): string =>
  wallet === null ? words.channels[channel] : words.wallets[wallet];

function sale(page: Page, words: PaperWords, receipt: SaleReceipt): void {
  title(page, words, words.sale, receipt);
  page.pair(words.dayNumber(receipt.dayNumber), receipt.at);
  if (receipt.cashier !== null) page.pair(words.cashier, receipt.cashier);
  page.rule();
  if (receipt.lines.length > 0) {
    page.pair(words.item, words.amount);
    for (const { title: name, count, priceFen } of receipt.lines) {
      page.line(name);
      page.pair(`  ${yuan(priceFen)} × ${count}`, yuan(fen(count * priceFen)));
    }
    page.rule();
  }
  page.pair(words.total, yuan(receipt.owedFen), "large");
  for (const part of receipt.tenders) tender(page, words, part);
  if (receipt.refundedFen > 0) page.pair(words.refundedSince, minus(receipt.refundedFen), "strong");
  if (receipt.note !== null) page.rule().line(`${words.note}: ${receipt.note}`);
  barcode(page, receipt.tradeNo, words.keep);
}

function tender(page: Page, words: PaperWords, part: TenderPart): void {
  page.pair(part.settlement?.modeName ?? wayOf(words, part), yuan(part.amountFen));
  if (part.givenFen !== null) {
    page.pair(`  ${words.given}`, yuan(part.givenFen));
    page.pair(`  ${words.change}`, yuan(subtractFen(part.givenFen, part.amountFen)));
  }
  const { settlement } = part;
  if (settlement !== null) {
    for (const { name, amountFen } of settlement.vouchers)
      page.pair(`  ${words.discount} ${name}`, amountFen === null ? "" : minus(amountFen));
    if (settlement.vouchers.length === 0 && settlement.discountFen !== null && settlement.discountFen > 0)
      page.pair(`  ${words.discount}`, minus(settlement.discountFen));
    if (settlement.realFen !== null && settlement.realFen !== part.amountFen)
      page.pair(`  ${words.payer}`, yuan(settlement.realFen));
    if (settlement.walletTradeNo !== null) page.number(`  ${words.walletNo}`, settlement.walletTradeNo);
  }
  if (part.channelTradeNo !== null) page.number(`  ${words.channelNo}`, part.channelTradeNo);
}

function refund(page: Page, words: PaperWords, receipt: RefundReceipt): void {
  title(page, words, words.refund, receipt);
  page.pair(words.time, receipt.at);
  page.pair(words.refundAmount, yuan(receipt.amountFen), "large");
  page.pair(words.back, receipt.channel === "cash" ? words.backCash : words.backSame);
  page.pair("", wayOf(words, receipt));
  page.line(`${words.why}: ${receipt.why}`);
  if (receipt.by !== null) page.line(`${words.handledBy}: ${receipt.by}`);
  page.number(`${words.refundNo}:`, receipt.refundNo).number(`${words.original}:`, receipt.tradeNo);
  barcode(page, receipt.tradeNo);
}

function unknown(page: Page, words: PaperWords, slip: UnknownSlip): void {
  page.line(words.unknown, "center", "large");
  title(page, words, "", slip);
  for (const line of words.unknownLines) page.line(line, "left", "strong");
  page.rule();
  page.pair(words.time, slip.at);
  page.pair(wayOf(words, slip), yuan(slip.amountFen));
  barcode(page, slip.tradeNo);
}

/** A wallet or cash by its word; a pay mode by the name the shop gives it. */
function nameOf(words: PaperWords, name: string): string {
  const known: Readonly<Record<string, string>> = { ...words.wallets, cash: words.channels.cash };
  return Object.hasOwn(known, name) ? (known[name] ?? name) : name;
}

const signed = (amount: number): string => (amount < 0 ? minus(fen(-amount)) : yuan(fen(amount)));

function report(page: Page, words: PaperWords, of: Report): void {
  title(page, words, of.kind === "shift" ? words.shift : `${words.day} ${of.day}`, of);
  if (of.report !== undefined) page.line(words.reports[of.report], "center");
  if (of.kind === "shift") {
    if (of.shift !== undefined) page.pair(words.shiftNumber, String(of.shift));
    page.pair(words.cashier, of.cashier).pair(words.from, of.from).pair(words.to, of.to);
  } else page.pair(words.closedAt, of.closedAt);
  page.rule();
  for (const part of of.received) page.pair(`${nameOf(words, part.name)} ${words.count(part.count)}`, yuan(part.fen));
  const received = addFen(ZERO, ...of.received.map((part) => part.fen));
  page.rule().pair(words.received, yuan(received), "strong");
  page.pair(`${words.refunded} ${words.count(of.refunded.count)}`, minus(of.refunded.fen));
  page.pair(words.net, signed(received - of.refunded.fen), "large");
  if (of.pending.count > 0) page.pair(`${words.pending} ${words.count(of.pending.count)}`, yuan(of.pending.fen));
  if (of.kind !== "shift") return;
  if (of.report === "x") return void page.rule().line(words.withoutCash);
  if (of.cash !== null) drawer(page, words, of.cash);
  if (of.takenBy !== undefined) page.pair(words.takenBy, of.takenBy);
  page.blank().pair(`${words.signature}:`, "").rule();
}

type Drawer = NonNullable<Extract<Report, { kind: "shift" }>["cash"]>;

function drawer(page: Page, words: PaperWords, cash: Drawer): void {
  page.rule().pair(words.openingCash, yuan(cash.openingFen));
  if (cash.inFen) page.pair(words.cashIn, yuan(cash.inFen));
  if (cash.outFen) page.pair(words.cashOut, minus(cash.outFen));
  page.pair(words.expectedCash, signed(cash.expectedFen)).pair(words.countedCash, yuan(cash.countedFen));
  const difference = cash.countedFen - cash.expectedFen;
  if (difference === 0) page.line(words.even, "left", "strong");
  else page.pair(difference > 0 ? words.over : words.short, signed(difference), "strong");
  if (cash.why !== undefined) page.line(`${words.why}: ${cash.why}`);
  if (cash.leftFen !== undefined) page.pair(words.left, yuan(cash.leftFen));
}

/** Shows a person whether width, characters, symbols and barcode come out right. */
function testPage(page: Page, words: PaperWords, test: TestPage): void {
  page.line(words.test, "center", "strong").rule();
  page.pair(words.printer, test.printer).pair(words.time, test.at);
  page.line(words.columns(page.columns));
  page.line(Array.from({ length: page.columns }, (_, at) => String((at + 1) % 10)).join(""));
  page.line(words.chinese).line(words.symbols).lineAsItIs(words.rare).line(words.rareMeans);
  page.line(words.sizes, "center", "large");
  barcode(page, "900000000000000000001");
}
