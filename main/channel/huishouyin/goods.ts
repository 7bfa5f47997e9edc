// What is sold, as 慧收银's pages want it: goods_list and store_info beside a bill (seed). Pure. A sale by amount sends
// neither, so that its signed line has flat values only (facts §2.2).
import { fenToYuan } from "../../../preload/contract/money.ts";
import type { Line } from "../../../preload/contract/views.ts";
import type { HuishouyinConfig } from "./settings.ts";
import type { JsonObject } from "./sign.ts";

/** The tables' greatest lengths. */
const BARCODE_CHARS = 32;
const TITLE_CHARS = 256;

export function goodsFields(lines: readonly Line[], config: HuishouyinConfig): JsonObject {
  if (lines.length === 0 || !config.sendsGoods) return {};
  const store = storeInfo(config);
  return {
    ...(Object.keys(store).length === 0 ? {} : { store_info: store }),
    goods_list: lines.map(goodsLine),
  };
}

/** All four fields are optional: what has no place in the table is left out, never cut to another number. */
function goodsLine({ barcode, title, count, priceFen }: Line): JsonObject {
  const name = [...title.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim()].slice(0, TITLE_CHARS).join("");
  return {
    ...(barcode === null || barcode === "" || barcode.length > BARCODE_CHARS ? {} : { barcode }),
    ...(name === "" ? {} : { title: name }),
    num: count,
    // A double in the table, unlike the amounts: the number that the two decimals spell.
    price: Number(fenToYuan(priceFen)),
  };
}

function storeInfo({ storeId, cashierId, waiter1Id, waiter2Id, terminalId }: HuishouyinConfig): JsonObject {
  const all = {
    store_id: storeId,
    cashier_id: cashierId,
    waiter1_id: waiter1Id,
    waiter2_id: waiter2Id,
    terminal_id: terminalId,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
