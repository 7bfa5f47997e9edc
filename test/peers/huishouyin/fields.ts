// The documented fields of every call and the exact form of each (seed and the vendor's other pages, facts §2.3).
import type { Fields } from "./seal.ts";

export type CallName = "qrcode" | "scan" | "h5" | "check" | "get" | "refund" | "cancel" | "close" | "list";

export const CALLS_BY_PATH: ReadonlyMap<string, CallName> = new Map([
  ["/pay/qrcode", "qrcode"],
  ["/pay/scan", "scan"],
  ["/easy/h5", "h5"],
  ["/pay/check", "check"],
  ["/pay/get", "get"],
  ["/pay/refund", "refund"],
  ["/pay/cancel", "cancel"],
  ["/pay/close", "close"],
  ["/order/list", "list"],
]);

type Form = (value: unknown) => boolean;

const words: Form = (value) => typeof value === "string" && value.trim() !== "" && value.length <= 64;
const number: Form = (value) => typeof value === "string" && /^[\w.-]{1,64}$/.test(value);
/** The tables say String, and two decimals are what the pages show: 11.00. */
const yuan: Form = (value) => typeof value === "string" && /^(0|[1-9]\d*)\.\d\d$/.test(value) && value !== "0.00";
const code: Form = (value) =>
  typeof value === "string" && (/^1[0-5]\d{16}$/.test(value) || /^(2[5-9]|30)\d{14,22}$/.test(value));
const whole: Form = (value) => /^-?\d{1,11}$/.test(String(value)) && Number.isSafeInteger(Number(value));
const seconds: Form = (value) => /^\d{10}$/.test(String(value));
const choice: Form = (value) => ["0", "1", "10"].includes(String(value));

const STORE = new Set(["store_id", "cashier_id", "waiter1_id", "waiter2_id", "terminal_id"]);
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const store: Form = (value) =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([name, item]) => STORE.has(name) && words(item));

const line: Form = (value) =>
  isObject(value) &&
  Object.entries(value).every(([name, item]) => {
    if (name === "barcode") return typeof item === "string" && item !== "" && item.length <= 32;
    if (name === "title") return typeof item === "string" && item.trim() !== "" && item.length <= 256;
    if (name === "num") return typeof item === "number" && Number.isSafeInteger(item) && item > 0;
    return name === "price" && /^(0|[1-9]\d{0,8})(\.\d{1,2})?$/.test(String(item));
  });
const goods: Form = (value) => Array.isArray(value) && value.length > 0 && value.every(line);

type Table = {
  readonly must: Readonly<Record<string, Form>>;
  readonly may?: Readonly<Record<string, Form>>;
  /** At least one of these. */
  readonly either?: readonly string[];
  /** Only close and cancel have none in their tables. */
  readonly signType: boolean;
};

const bill: Table = {
  must: { order_id: number, total_amount: yuan },
  may: { store_info: store, goods_list: goods },
  signType: true,
};

const TABLES: Readonly<Record<CallName, Table>> = {
  qrcode: { ...bill, must: { ...bill.must, pay_code: code } },
  scan: bill,
  h5: bill,
  check: {
    must: {},
    may: { order_id: number, refund_order_id: number, trade_no: number },
    either: ["order_id", "refund_order_id", "trade_no"],
    signType: true,
  },
  get: { must: {}, may: { order_id: number, trade_no: number }, either: ["order_id", "trade_no"], signType: true },
  refund: {
    must: { refund_amount: yuan },
    may: { order_id: number, trade_no: number, refund_order_id: number, store_info: store },
    either: ["order_id", "trade_no"],
    signType: true,
  },
  cancel: { must: { order_id: number }, may: { store_info: store }, signType: false },
  close: { must: { order_id: number }, may: { store_info: store }, signType: false },
  list: {
    must: { paid: choice, refunded: choice },
    may: {
      start_time: seconds,
      end_time: seconds,
      pay_channel: choice,
      order_status: whole,
      page_limit: whole,
      page_num: whole,
      return_type: choice,
    },
    signType: true,
  },
};

export type Wrong = { readonly code: 3001 | 3002; readonly what: string };

/** Everything that is not as documented: what is missing first, as the server checks it. */
export function wrongFields(call: CallName, fields: Fields, signTypeEverywhere: boolean): readonly Wrong[] {
  const table = TABLES[call];
  const signed = table.signType || signTypeEverywhere;
  const must: Readonly<Record<string, Form>> = {
    app_id: number,
    sign: (value) => typeof value === "string" && value !== "",
    ...(signed ? { sign_type: (value: unknown) => value === "MD5" } : {}),
    ...table.must,
  };
  const missing: Wrong[] = [];
  const bad: Wrong[] = [];
  for (const [name, form] of Object.entries(must)) {
    if (!(name in fields)) missing.push({ code: 3001, what: `${name} is missing` });
    else if (!form(fields[name])) bad.push({ code: 3002, what: `${name} has the wrong form` });
  }
  if (table.either && !table.either.some((name) => name in fields))
    missing.push({ code: 3001, what: `one of ${table.either.join(", ")} is missing` });
  for (const [name, value] of Object.entries(fields)) {
    if (name in must) continue;
    const form = table.may?.[name];
    if (!form) bad.push({ code: 3002, what: `${name} is not documented` });
    else if (!form(value)) bad.push({ code: 3002, what: `${name} has the wrong form` });
  }
  return [...missing, ...bad];
}
