// A bill's columns as a person points them out: field by field, by the names of the header row. Pure.
import type { BillLayout } from "../../../preload/contract/reconcile.ts";

export const MAPPING_FIELDS = [
  "time",
  "amount",
  "order",
  "channelNo",
  "refund",
  "refundAmount",
  "kind",
  "state",
] as const satisfies readonly (keyof BillLayout["columns"])[];
export type MappingField = (typeof MAPPING_FIELDS)[number];
export type Mapping = Readonly<Partial<Record<MappingField, string>>>;

/** Words of bills the till knows; what stands in a person's own bill beside them is refused with its row. */
const DONE = ["SUCCESS", "成功", "交易成功", "已支付", "支付成功", "已完成", "退款成功", "已退款"];
const UNDONE = ["CLOSED", "FAIL", "失败", "已撤销", "已关闭", "交易关闭", "待支付", "处理中", "退款中"];
const REFUND = ["REFUND", "退款", "交易退款", "撤单"];
/** Neither sale nor refund, in any bill. */
const ASIDE = ["收费", "退费", "服务费", "手续费", "提现"];

/** The layout this mapping makes, or null while something needed has no column. */
export function layoutOf(mapping: Mapping, name: string): BillLayout | null {
  const { time, amount, ...others } = mapping;
  if (!time || !amount || name.trim() === "" || (!others.order && !others.channelNo)) return null;
  const columns = { time, amount, ...others };
  const words = { refundWords: REFUND, doneWords: DONE, undoneWords: UNDONE, asideWords: ASIDE };
  return { id: idOf(columns), name: name.trim(), columns, ...words, unit: "yuan" };
}

/** The same columns are the same layout, saved over itself. */
function idOf(columns: Readonly<Record<string, string>>): string {
  let mixed = 7;
  for (const char of JSON.stringify(columns)) mixed = (Math.imul(mixed, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return `own-${mixed.toString(16)}`;
}
