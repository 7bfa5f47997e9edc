// A made-up sale as it would come out with a look that is being edited: the same template and the same markup as on
// paper, drawn as pictures. Keeps nothing.
import { fen } from "../../preload/contract/money.ts";
import type { ReceiptPicture } from "../../preload/contract/print-calls.ts";
import { type ReceiptLook, paper } from "../../preload/contract/printing.ts";
import type { Log } from "../log.ts";
import { pictureOf } from "./bytes.ts";
import type { SaleReceipt } from "./receipt.ts";
import { markupOf } from "./template.ts";

const SAMPLE: SaleReceipt = {
  kind: "sale",
  tradeNo: "926112101000000004812",
  at: "2026-11-21 14:32:28",
  training: false,
  reprint: 0,
  dayNumber: 48,
  lines: [
    { barcode: null, title: "五常大米 5 千克", count: 1, priceFen: fen(2600) },
    { barcode: null, title: "鸡蛋", count: 2, priceFen: fen(125) },
  ],
  owedFen: fen(2850),
  tenders: [
    {
      tradeNo: "926112101000000004812",
      channel: "pooul",
      wallet: "wechat",
      amountFen: fen(2850),
      givenFen: null,
      channelTradeNo: null,
      settlement: null,
    },
  ],
  refundedFen: fen(0),
  cashier: "王丽 7",
  note: null,
};

export function previewOf(look: ReceiptLook, log: Log): ReceiptPicture[] {
  return paper.options.map(({ value }) => {
    const draw = (shown: ReceiptLook) => pictureOf(markupOf(SAMPLE, shown, { paper: value, fourByte: false }), value);
    try {
      return { paper: value, svg: draw(look) };
    } catch (error) {
      // A logo that is no picture: the rest is shown, as it would be printed.
      log.warn("print.preview", { error: error instanceof Error ? error.name : "unknown" });
      return { paper: value, svg: draw({ ...look, logoPng: null }) };
    }
  });
}
