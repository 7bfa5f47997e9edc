// Templates and pay modes as the real service keeps them (witnessed.md §2.1): opened twice makes two, listing them all
// makes some, ten to a page.
import type { Mode, Row } from "./books.ts";
import { type Reply, type Service, error, listOf, notFound, ok, textIn } from "./service.ts";

const built = (payTemplateId: string, name: string, more: Row): Row => ({
  payTemplateId,
  name,
  description: `${name}支付`,
  checkEnvUrl: "",
  payUrl: null,
  refundUrl: null,
  orderValidTime: 24,
  isOnline: 1,
  isSignAccount: 0,
  isAsyncNotify: 0,
  isThridPay: 0,
  payChannel: null,
  payWay: null,
  ...more,
});
const gun = (payChannel: string): Row => ({ payChannel, payWay: "扫码枪", isThridPay: 1 });

/** The seed's seven, then the one the running service has besides. */
export const BUILT_IN: readonly Row[] = [
  built("C924182F-581B-4990-944A-ABCAB8E552B3", "现金", { isOnline: 0, isDefaultOpen: 1 }),
  built("4CE44A21-68DA-4ADA-B7EE-371187327F75", "银联", { isOnline: 0, isDefaultOpen: 1 }),
  built("382CF8DF-017F-4009-928F-D5B008095962", "挂账", { isSignAccount: 1 }),
  built("017AFC80-95FA-11E8-B0EC-5384BC9767FE", "微信扫码枪", gun("微信")),
  built("3BEAF650-A067-11E8-A545-87065760276A", "支付宝扫码枪", gun("支付宝")),
  built("A2E7AB90-BB11-11E8-8BAF-4BFA221DACF5", "会员储值", {}),
  built("B3A36C30-BB11-11E8-8353-CD8987EBDA9C", "会员储次", {}),
  built("030D6B71-D347-11E8-88C4-7BB29CC3B08D", "收钱吧", { isOnline: 0, isDefaultOpen: 1 }),
];

const bit = (value: unknown, otherwise: 0 | 1): 0 | 1 =>
  value === 1 || value === "1" ? 1 : value === undefined ? otherwise : 0;

/** A mode from what was asked for, laid over its template. */
export function newMode(service: Service, asked: Row, merchantUUID: string | null): Mode {
  const template = service.books.templates.find((one) => one["payTemplateId"] === asked["payTemplateId"]);
  const from: Row = { ...template, ...asked };
  const mode: Mode = {
    uuid: service.nextUuid(),
    name: textIn(from, "name") ?? "",
    payTemplateId: textIn(from, "payTemplateId"),
    merchantUUID,
    isOnline: bit(from["isOnline"], 0),
    isSignAccount: bit(from["isSignAccount"], 0),
    isAsyncNotify: bit(from["isAsyncNotify"], 0),
    isOpened: bit(asked["isOpened"], 1),
    isFastPay: bit(asked["isFastPay"], 0),
    uiOrder: Number(asked["uiOrder"] ?? 0),
    payChannel: textIn(from, "payChannel"),
    payWay: textIn(from, "payWay"),
    description: textIn(from, "description"),
    payUrl: textIn(from, "payUrl"),
    refundUrl: textIn(from, "refundUrl"),
  };
  service.books.modes.push(mode);
  return mode;
}

export const shopOf = (href: unknown): string | null =>
  typeof href === "string" ? (/([\w-]{22})$/.exec(href)?.[1] ?? null) : null;

function modeItem(base: string, mode: Mode): Row {
  const href = `${base}/payModes/${mode.uuid}`;
  return { href, ...mode, orderValidTime: 24, checkEnvUrl: null, payOrders: { href: `${href}/payOrders` } };
}

export function listTemplates(service: Service, base: string, query: URLSearchParams): Reply {
  const newestFirst = service.books.templates.toReversed();
  return listOf(`${base}/payModeTemplates`, newestFirst, query);
}

export function registerTemplate(service: Service, body: Row): Reply {
  const { templates } = service.books;
  const at = templates.findIndex((one) => one["payTemplateId"] === body["payTemplateId"]);
  const before = templates[at];
  const row: Row = { uuid: service.nextUuid(), id: templates.length + 1, status: "enabled", ...before, ...body };
  if (before) templates[at] = row;
  else templates.push(row);
  return ok(row);
}

export function listModes(service: Service, base: string, query: URLSearchParams): Reply {
  const merchant = query.get("merchantUUID") ?? shopOf(query.get("merchantHref"));
  const opened = query.get("isOpened");
  const modes = service.books.modes
    .filter((mode) => merchant === null || mode.merchantUUID === merchant)
    .filter((mode) => opened === null || mode.isOpened === Number(opened));
  if (query.get("orderBy") === "uiOrder desc") modes.sort((a, b) => b.uiOrder - a.uiOrder);
  return listOf(
    `${base}/payModes`,
    modes.map((mode) => modeItem(base, mode)),
    query,
  );
}

export function openMode(service: Service, base: string, body: Row): Reply {
  const template = service.books.templates.find((one) => one["payTemplateId"] === body["payTemplateId"]);
  if (template && textIn(template, "checkEnvUrl") !== null) {
    const merchant = JSON.stringify({ ret: false, merchantUUID: shopOf(body["merchantHref"]) });
    const message = `PayModeBusiness->create open payTemplate error,check env failed payTemplateId:${String(body["payTemplateId"])},checkEnvRes:${merchant} `;
    return error(9001, message, { name: "create paymode error", description: message });
  }
  return { status: 201, body: modeItem(base, newMode(service, body, shopOf(body["merchantHref"]))) };
}

export function changeMode(service: Service, base: string, uuid: string, body: Row): Reply {
  const mode = service.books.modes.find((one) => one.uuid === uuid);
  if (!mode) return notFound("payMode", uuid);
  if (body["isOpened"] !== undefined) mode.isOpened = bit(body["isOpened"], 0);
  if (body["isFastPay"] !== undefined) mode.isFastPay = bit(body["isFastPay"], 0);
  if (body["uiOrder"] !== undefined) mode.uiOrder = Number(body["uiOrder"]);
  return ok(modeItem(base, mode));
}

export function listAllModes(service: Service, query: URLSearchParams): Reply {
  const merchant = query.get("merchantUUID");
  const { modes, templates } = service.books;
  const has = (template: Row) =>
    modes.some((mode) => mode.merchantUUID === merchant && mode.payTemplateId === template["payTemplateId"]);
  for (const template of templates)
    if (template["isDefaultOpen"] === 1 && !has(template))
      newMode(service, { payTemplateId: template["payTemplateId"], isOpened: 1 }, merchant);
  const created = modes.filter((mode) => mode.merchantUUID === merchant).map((mode) => ({ ...mode, hasCreated: 1 }));
  const others = templates
    .filter((template) => !has(template))
    .map((template) => ({
      ...template,
      uuid: undefined,
      hasCreated: 0,
      isOpened: 0,
      isFastPay: 0,
    }));
  const items = [...created, ...others];
  return ok({ size: items.length, items });
}

export function oneMode(service: Service, base: string, uuid: string): Reply {
  const mode = service.books.modes.find((one) => one.uuid === uuid);
  return mode ? ok(modeItem(base, mode)) : notFound("payMode", uuid);
}
