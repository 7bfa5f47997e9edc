// One typical receipt into bytes, by the till's own way (facts -> markup -> receiptline) and by node-thermal-printer with the
// same words in the same order: how many bytes, how long. Only the encoding is measured; nothing is sent.
import { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } from "node-thermal-printer";
import { encodeMarkup } from "../../main/print/bytes.ts";
import type { SaleReceipt } from "../../main/print/receipt.ts";
import { markupOf } from "../../main/print/template.ts";
import { groupNumber } from "../../preload/contract/ids.ts";
import { fen, formatYuan } from "../../preload/contract/money.ts";
import { type PrinterConfig, printerConfig, receiptLook } from "../../preload/contract/printing.ts";
import type { Figure } from "./bench.ts";

const ROUNDS = 300;
/** What compiles and fills caches is not measured. */
const WARM_UP = 50;

const GOODS = [
  "可口可乐 330ml",
  "五常大米 5 千克",
  "鸡蛋 10 枚",
  "东北酸菜 500g",
  "金龙鱼调和油 1.8L",
  "纸巾 3 层 120 抽",
];
const LINES = GOODS.map((title, at) => ({ barcode: null, title, count: at + 1, priceFen: fen(350 + 120 * at) }));
const OWED = fen(LINES.reduce((sum, { count, priceFen }) => sum + count * priceFen, 0));
const NUMBER = "926030110000000100011";
const look = receiptLook.parse({
  shopName: "永和小吃",
  header: ["人民路 12 号", "电话 010-8888 6666"],
  footer: ["谢谢惠顾，欢迎再来"],
});

const SALE: SaleReceipt = {
  kind: "sale",
  tradeNo: NUMBER,
  at: "2026-03-01 10:00:00",
  training: false,
  reprint: 0,
  dayNumber: 48,
  lines: LINES,
  owedFen: OWED,
  tenders: [
    {
      tradeNo: NUMBER,
      channel: "pooul",
      wallet: "wechat",
      amountFen: OWED,
      givenFen: null,
      channelTradeNo: "4200001234202603011234567890",
      settlement: null,
    },
  ],
  refundedFen: fen(0),
  cashier: null,
  note: null,
};

const configOf = (font: PrinterConfig["font"]): PrinterConfig =>
  printerConfig.parse({ name: "bench", target: { kind: "file", path: "x" }, font });

const ours = (config: PrinterConfig) => (): Uint8Array => encodeMarkup(markupOf(SALE, look, config), config);

/** The same receipt in its words. Its columns count characters, not their width: on paper they stand askew. */
function theirs(): Uint8Array {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: "tcp://127.0.0.1",
    characterSet: CharacterSet.CHINA,
    breakLine: BreakLine.CHARACTER,
    removeSpecialCharacters: false,
    width: 48,
  });
  printer.alignCenter();
  printer.setTextQuadArea();
  printer.println(look.shopName);
  printer.setTextNormal();
  for (const line of look.header) printer.println(line);
  printer.bold(true);
  printer.println("销售小票");
  printer.bold(false);
  printer.alignLeft();
  printer.drawLine();
  printer.leftRight("第 48 笔", SALE.at);
  printer.drawLine();
  printer.leftRight("品名", "金额");
  for (const { title, count, priceFen } of LINES) {
    printer.println(title);
    printer.leftRight(`  ￥${formatYuan(priceFen)} × ${count}`, `￥${formatYuan(fen(count * priceFen))}`);
  }
  printer.drawLine();
  printer.setTextQuadArea();
  printer.println(`合计 ￥${formatYuan(OWED)}`);
  printer.setTextNormal();
  printer.leftRight("微信支付", `￥${formatYuan(OWED)}`);
  printer.println("  渠道单号 4200001234202603011234567890");
  printer.newLine();
  printer.alignCenter();
  printer.println("退款、补打请带此条码");
  printer.printBarcode(NUMBER, 73, { hriPos: 0, hriFont: 0, width: 2, height: 64 });
  printer.println(groupNumber(NUMBER));
  for (const line of look.footer) printer.println(line);
  printer.cut();
  return printer.getBuffer();
}

export async function receiptFigures(): Promise<Figure[]> {
  const ways = [
    { name: "node-thermal-printer", make: theirs },
    { name: "ours, the printer's font", make: ours(configOf("printer")) },
    { name: "ours, as dots for a printer without a font", make: ours(configOf("picture")) },
  ];
  return ways.map(({ name, make }) => {
    for (let round = 0; round < WARM_UP; round++) make();
    const ms = Array.from({ length: ROUNDS }, () => {
      const startedMs = performance.now();
      make();
      return performance.now() - startedMs;
    });
    return { name: `a receipt of ${LINES.length} goods into ${make().length} bytes: ${name}`, ms };
  });
}
