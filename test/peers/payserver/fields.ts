// The documented fields of every call and the exact form of each (seed, facts §3.2, witnessed.md §2.4). What is not as
// documented is a breach of the protocol, also where the real service lets it pass and loses the money for it.
import type { Row } from "./books.ts";
import type { Route } from "./script.ts";

type Form = (value: unknown) => boolean;

const words: Form = (value) => typeof value === "string" && value !== "" && value.length <= 255;
const maybeWords: Form = (value) => typeof value === "string" && value.length <= 255;
const uuid: Form = (value) => typeof value === "string" && /^[\w-]{1,64}$/.test(value);
const number: Form = (value) => typeof value === "string" && /^([A-Z0-9]{1,50}|[a-z0-9]{1,50})$/.test(value);
const fee: Form = (value) => typeof value === "number" && Number.isSafeInteger(value) && value > 0;
const whole: Form = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const flag: Form = (value) => value === 0 || value === 1;
const href: Form = (value) => typeof value === "string" && /^https?:\/\/\S+\/[\w-]+$/.test(value);
const code: Form = (value) => typeof value === "string" && /^\d{16,24}$/.test(value);
const list: Form = (value) => Array.isArray(value) && value.length > 0;

type Table = { readonly must: Readonly<Record<string, Form>>; readonly may: Readonly<Record<string, Form>> };

const extra: Form = (value) =>
  fits(value, {
    must: {},
    may: { orderNo: words, orderAmount: fee, receiveableAmount: fee, operatorName: words, operatorUUID: words },
  });
const merchandise: Form = (value) =>
  Array.isArray(value) &&
  value.every((item) =>
    fits(item, { must: { name: words, merchandiseUUID: words, styleUUID: words, count: fee }, may: {} }),
  );
const payParams: Form = (value) =>
  [
    { must: {}, may: {} },
    { must: { payBarCode: code }, may: {} },
    { must: { signAccounterUUID: words, signPersonUUID: words }, may: {} },
    { must: { memberUUID: words }, may: { merchandiseDetails: merchandise } },
  ].some((table) => fits(value, table));

const modeFields = {
  description: maybeWords,
  checkEnvUrl: maybeWords,
  payUrl: maybeWords,
  refundUrl: maybeWords,
  iconHref: maybeWords,
  orderValidTime: fee,
  isOnline: flag,
  isSignAccount: flag,
  isAsyncNotify: flag,
  isThridPay: flag,
  payChannel: maybeWords,
  payWay: maybeWords,
};
const modeSettings = { isOpened: flag, uiOrder: whole, isFastPay: flag };

const TABLES: Readonly<Partial<Record<Route, Table>>> = {
  registerPayModeTemplate: { must: { payTemplateId: words, name: words }, may: { uuid, ...modeFields } },
  openPayMode: {
    must: { merchantHref: href },
    may: { payTemplateId: words, name: words, ...modeFields, ...modeSettings },
  },
  changePayMode: { must: {}, may: { name: words, ...modeFields, ...modeSettings } },
  pay: {
    must: { payModeUUID: uuid, payer: words, payee: href, payAmount: fee, clientPayNo: number, payParams },
    may: { clientExtraParams: extra },
  },
  batchPay: { must: { batchPayData: list }, may: {} },
  refund: {
    must: { payTractionNo: (value) => typeof value === "string" && /^\d{16}$/.test(value), clientRefundNo: number },
    may: { isCancel: flag, refundAmount: fee, clientExtraParams: extra },
  },
  batchRefund: { must: { batchRefundData: list }, may: {} },
};

function wrongIn(value: unknown, table: Table): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return ["not an object"];
  const fields: Row = { ...value };
  const wrong: string[] = [];
  for (const [name, form] of Object.entries(table.must)) {
    if (!(name in fields)) wrong.push(`${name} is missing`);
    else if (!form(fields[name])) wrong.push(`${name} has the wrong form`);
  }
  for (const [name, content] of Object.entries(fields)) {
    if (name in table.must) continue;
    const form = table.may[name];
    if (!form) wrong.push(`${name} is not documented`);
    else if (!form(content)) wrong.push(`${name} has the wrong form`);
  }
  return wrong;
}

const fits = (value: unknown, table: Table): boolean => wrongIn(value, table).length === 0;

/** Sentences for everything in a posted body that is not as documented. */
export function wrongBody(route: Route, body: unknown): string[] {
  const table = TABLES[route];
  return table ? wrongIn(body, table) : [];
}

const PAGE = ["offset", "limit", "orderBy"];
const QUERIES: Readonly<
  Partial<Record<Route, { readonly may: readonly string[]; readonly oneOf?: readonly string[] }>>
> = {
  payModeTemplates: { may: PAGE },
  payModes: { may: [...PAGE, "isOpened"], oneOf: ["merchantHref", "merchantUUID"] },
  listAllPayModes: { may: ["orderBy"], oneOf: ["merchantUUID"] },
  payOrders: { may: PAGE, oneOf: ["clientPayNo", "tractionNo"] },
  refundOrders: { may: PAGE, oneOf: ["clientRefundNo"] },
  orderRefunds: { may: PAGE },
  tradeRecords: { may: PAGE },
};

/** The same for a query string; `single` = one resource by its uuid, which takes none. */
export function wrongQuery(route: Route, query: URLSearchParams, single: boolean): string[] {
  const table = QUERIES[route];
  if (!table || single) return [...query.keys()].map((name) => `?${name} is not documented here`);
  const { may, oneOf } = table;
  const wrong = [...query.keys()]
    .filter((name) => !may.includes(name) && !oneOf?.includes(name))
    .map((name) => `?${name} is not documented`);
  const given = oneOf?.filter((name) => (query.get(name) ?? "") !== "") ?? [];
  if (oneOf && given.length !== 1) wrong.push(`one of ${oneOf.join(", ")} must be asked for`);
  const asked = query.get("clientPayNo") ?? query.get("clientRefundNo");
  if (asked !== null && !number(asked)) wrong.push("the number has the wrong form");
  return wrong;
}
