// Which request is which call, and what the service does with it. Everything it does not know is text/plain, as
// witnessed (§2.1, errors below the router).
import type { Row } from "./books.ts";
import { changeMode, listAllModes, listModes, listTemplates, oneMode, openMode, registerTemplate } from "./modes.ts";
import { orderItem, pay, touchOrder } from "./pay.ts";
import { refund, refundItem, touchRefund } from "./refund.ts";
import type { Route } from "./script.ts";
import { sameNumber } from "./books.ts";
import { type Reply, type Service, listOf, notFound, ok, rowOf } from "./service.ts";

export type Call = {
  readonly route: Route;
  /** The resource's own id, when one is named. */
  readonly uuid: string | null;
  /** One resource, not a list. */
  readonly single: boolean;
  readonly query: URLSearchParams;
  readonly base: string;
};

const POSTS: Readonly<Record<string, Route>> = {
  registerPayModeTemplate: "registerPayModeTemplate",
  payModes: "openPayMode",
  pay: "pay",
  batchPay: "batchPay",
  refund: "refund",
  batchRefund: "batchRefund",
};
const GETS: Readonly<Record<string, Route>> = {
  payModeTemplates: "payModeTemplates",
  payModes: "payModes",
  listAllPayModes: "listAllPayModes",
  payOrders: "payOrders",
  refundOrders: "refundOrders",
};

/** Any version segment is taken; an unknown path or method is nobody's. */
export function callOf(method: string, url: URL, prefix: string): Call | null {
  if (!url.pathname.startsWith(`${prefix}/api/`)) return null;
  const [version, name = "", uuid = null, below, ...rest] = url.pathname.slice(`${prefix}/api/`.length).split("/");
  if (!version || rest.length > 0) return null;
  const base = `${url.origin}${prefix}/api/v1.0.0`;
  const call = (route: Route | undefined): Call | null =>
    route ? { route, uuid, single: uuid !== null && below === undefined, query: url.searchParams, base } : null;
  if (below !== undefined) {
    if (method !== "GET" || name !== "payOrders") return null;
    return call(({ refundOrders: "orderRefunds", tradeRecords: "tradeRecords" } as const)[below]);
  }
  if (method === "POST") return call(uuid === null ? POSTS[name] : name === "payModes" ? "changePayMode" : undefined);
  return method === "GET" ? call(GETS[name]) : null;
}

export async function serve(service: Service, call: Call, body: Row): Promise<Reply> {
  const { route, uuid, query, base } = call;
  switch (route) {
    case "payModeTemplates":
      return listTemplates(service, base, query);
    case "registerPayModeTemplate":
      return registerTemplate(service, body);
    case "payModes":
      return uuid === null ? listModes(service, base, query) : oneMode(service, base, uuid);
    case "openPayMode":
      return openMode(service, base, body);
    case "changePayMode":
      return changeMode(service, base, uuid ?? "", body);
    case "listAllPayModes":
      return listAllModes(service, query);
    case "pay":
      return pay(service, body);
    case "refund":
      return refund(service, body);
    case "batchPay":
      return batch(service, body["batchPayData"], "clientPayNo", pay, "batchPayResult");
    case "batchRefund":
      return batch(service, body["batchRefundData"], "clientRefundNo", refund, "batchRefundResult");
    case "payOrders":
    case "orderRefunds":
    case "tradeRecords":
      return orders(service, call);
    case "refundOrders":
      return refunds(service, call);
  }
}

async function batch(
  service: Service,
  data: unknown,
  number: string,
  run: (service: Service, body: Row) => Promise<Reply>,
  name: string,
): Promise<Reply> {
  const items: readonly Row[] = Array.isArray(data) ? data.map(rowOf) : [];
  const replies = await Promise.all(items.map((item) => run(service, item)));
  return ok({
    [name]: replies.map((reply, at) => ({ [number]: items[at]?.[number], statusCode: reply.status, body: reply.body })),
  });
}

function orders(service: Service, { route, uuid, query, base }: Call): Reply {
  const { books } = service;
  if (uuid !== null) {
    const order = books.orders.find((one) => one.uuid === uuid);
    if (!order) return notFound("payOrder", uuid);
    if (route === "orderRefunds") {
      const own = books.refunds.filter((one) => one.payOrderUUID === uuid);
      return listOf(
        `${base}/payOrders/${uuid}/refundOrders`,
        own.map((one) => refundItem(base, one)),
        query,
      );
    }
    if (route === "tradeRecords") {
      const record = { tradeType: "pay", tradeAmount: order.payAmount, payOrderUUID: uuid, status: order.status };
      return listOf(`${base}/payOrders/${uuid}/tradeRecords`, [record], query);
    }
    touchOrder(service, order);
    return ok(orderItem(base, order));
  }
  const [number, traction] = [query.get("clientPayNo"), query.get("tractionNo")];
  const found = books.orders.filter(
    (order) =>
      (number === null || sameNumber(order.clientPayNo, number)) &&
      (traction === null || order.tractionNo === traction),
  );
  for (const order of found) touchOrder(service, order);
  return listOf(
    `${base}/payOrders`,
    found.map((order) => orderItem(base, order)),
    query,
  );
}

function refunds(service: Service, { uuid, query, base }: Call): Reply {
  const { books } = service;
  if (uuid !== null) {
    const one = books.refunds.find((known) => known.uuid === uuid);
    return one ? ok(refundItem(base, one)) : notFound("refundOrder", uuid);
  }
  const number = query.get("clientRefundNo");
  const found = books.refunds.filter((one) => number === null || sameNumber(one.clientRefundNo, number));
  for (const one of found) touchRefund(service, one);
  return listOf(
    `${base}/refundOrders`,
    found.map((one) => refundItem(base, one)),
    query,
  );
}
