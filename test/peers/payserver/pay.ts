// POST /pay as the real service does it (witnessed.md §2.2): the row is written only after the component has answered,
// the component is called again for a number in flight, and what cannot be written is charged all the same.
import { type Mode, type PayOrder, type Row, sameNumber, timeText } from "./books.ts";
import {
  type Component,
  type Reply,
  type Service,
  askComponent,
  databaseError,
  enter,
  error,
  later,
} from "./service.ts";
import { ok, rowOf, textIn, tractionNo } from "./service.ts";

const KNOWN: ReadonlySet<string> = new Set([
  "payModeUUID",
  "payer",
  "payee",
  "payAmount",
  "clientPayNo",
  "payParams",
  "clientExtraParams",
]);

export async function pay(service: Service, body: Row): Promise<Reply> {
  const stored = service.books.orders.find((order) => sameNumber(order.clientPayNo, body["clientPayNo"]));
  if (stored) {
    service.breach(`payment ${String(body["clientPayNo"])} was posted again`);
    const ret = stored.status === "payFailed" ? "failed" : "success";
    return ok({ ret, businessRet: "syncOnlinePay", data: { id: stored.id, ...orderRow(stored) } });
  }
  const mode = service.books.modes.find((one) => one.uuid === body["payModeUUID"]);
  if (!mode) return error(9999, "Cannot read property 'isOpened' of undefined", { name: "TypeError" });
  if (mode.isOpened === 0) {
    const message = "PayOrderBusiness->create payMode is not opened!!!";
    return error(9002, message, { name: " payMode  not opended", description: message });
  }
  if (mode.isOnline === 0) return ok({ ret: "success", businessRet: "offlinePay", data: {} });
  const leave = enter(service, body["clientPayNo"], "payment");
  try {
    return mode.isAsyncNotify === 1 ? payAsync(service, body, mode) : await paySync(service, body, mode);
  } finally {
    leave();
  }
}

function newOrder(service: Service, body: Row, mode: Mode): PayOrder {
  const { clientPayNo, payer, payee, payAmount, payParams = {} } = body;
  return {
    uuid: service.nextUuid(),
    id: service.books.orders.length + 1,
    payer,
    payee,
    payAmount,
    tractionNo: tractionNo("1"),
    clientPayNo: typeof clientPayNo === "string" ? clientPayNo : null,
    payParams,
    mode,
    createdAt: timeText(new Date()),
    thirdPayNo: null,
    resultCode: null,
    payFinishAt: null,
    refundAmount: 0,
    lastRefundAt: null,
    status: "paying",
    queries: 0,
    behind: service.played.payer(),
  };
}

async function askWallet(service: Service, order: PayOrder): Promise<Component> {
  const { clientPayNo, payAmount: fen, tractionNo: traction, behind: payer } = order;
  service.books.asked.push({ kind: "pay", number: clientPayNo });
  const third = payer.sameThirdNo ? SAME_THIRD_NO : service.nextThirdNo();
  return askComponent(payer, traction, third, () =>
    service.books.taken.push({ clientPayNo, fen, tractionNo: traction }),
  );
}

const SAME_THIRD_NO = "4200000000000000000000000001";

/** Lays the component's answer over the order: the service's own reading of it. */
function settle(order: PayOrder, said: Component): void {
  const answer = rowOf(said.body);
  if (!said.spoke) {
    order.status = "payFailed";
    order.resultCode = "system error";
    return;
  }
  order.status = answer["ret"] === "success" ? "payed" : answer["ret"] === "running" ? "paying" : "payFailed";
  order.resultCode = typeof answer["thirdErrorReason"] === "string" ? answer["thirdErrorReason"] : null;
  order.payFinishAt = textIn(answer, "tradeFinishedAt");
  order.thirdPayNo = textIn(answer, "thirdOrderNo");
}

async function paySync(service: Service, body: Row, mode: Mode): Promise<Reply> {
  const order = newOrder(service, body, mode);
  const said = await askWallet(service, order);
  settle(order, said);
  const broken = whyNotWritten(service, body, order);
  const { payAmount, clientPayNo, payParams, status, thirdPayNo, tractionNo: traction } = order;
  if (broken)
    return databaseError(broken, "PayOrders", [payAmount, clientPayNo, payParams, status, thirdPayNo, traction]);
  service.books.orders.push(order);
  if (order.status === "payFailed")
    return error(9999, `PayOrderBusiness->create pay Error:${JSON.stringify(said.body)}`);
  return ok({ ret: "success", businessRet: "syncOnlinePay", data: { ...orderRow(order), ...extraOf(body) } });
}

const extraOf = (body: Row): Row =>
  body["clientExtraParams"] === undefined ? {} : { clientExtraParams: body["clientExtraParams"] };

/** The INSERT that fails after the money went (witnessed.md C27–C40, C35). */
function whyNotWritten(service: Service, body: Row, order: PayOrder): string | null {
  const strange = Object.keys(body).find((name) => !KNOWN.has(name));
  if (strange !== undefined) return `ER_BAD_FIELD_ERROR(1054 Unknown column '${strange}')`;
  if ((order.clientPayNo ?? "").length > 50 || (order.resultCode ?? "").length > 45) return "ER_DATA_TOO_LONG(1406)";
  const { orders } = service.books;
  if (order.thirdPayNo !== null && orders.some((one) => one.thirdPayNo === order.thirdPayNo))
    return "ER_DUP_ENTRY(1062)";
  if (orders.some((one) => one.clientPayNo !== null && sameNumber(one.clientPayNo, order.clientPayNo)))
    return "ER_DUP_ENTRY(1062)";
  return null;
}

function payAsync(service: Service, body: Row, mode: Mode): Reply {
  const order = newOrder(service, body, mode);
  service.books.orders.push(order);
  later(service, service.rules.asyncAfterMs, async () => {
    const said = await askWallet(service, order);
    if (service.rules.loseAsyncResults) return;
    if (!said.spoke) {
      order.status = "payFailed";
      order.resultCode = "failed";
    } else if (rowOf(said.body)["ret"] !== "running") settle(order, said);
  });
  return ok({
    ret: "success",
    businessRet: "asyncOnlinePay",
    data: { ...orderRow(order), payParams: JSON.stringify(order.payParams) },
  });
}

/** One question about an order: a payer who was still typing may be done by now. */
export function touchOrder({ books }: Service, order: PayOrder): void {
  order.queries += 1;
  const { notifies, says } = order.behind;
  if (says !== "running" || notifies === undefined || order.status !== "paying" || order.queries < notifies.atQuery)
    return;
  // A notice that does not say success ends the payment, "running" included (witnessed.md L11).
  order.status = notifies.ret === "success" ? "payed" : "payFailed";
  order.resultCode = notifies.reason ?? (notifies.ret === "success" ? "" : null);
  order.payFinishAt = timeText(new Date());
  const { clientPayNo, payAmount: fen, tractionNo: traction } = order;
  if (notifies.ret === "success" && !books.taken.some((one) => one.tractionNo === traction))
    books.taken.push({ clientPayNo, fen, tractionNo: traction });
  if (notifies.ret === "success") order.thirdPayNo = `42${order.tractionNo}${order.tractionNo}`.slice(0, 28);
}

export function orderRow(order: PayOrder): Row {
  const { behind: _behind, queries: _queries, mode, id: _id, ...row } = order;
  return {
    ...row,
    orderStartAt: order.createdAt,
    orderExpiredAt: order.createdAt,
    payModeName: mode.name,
    payTemplateId: mode.payTemplateId,
    payChannel: mode.payChannel,
    payWay: mode.payWay,
    payStartAt: order.createdAt,
    modifiedAt: order.createdAt,
    payModeUUID: mode.uuid,
  };
}

/** As a query lists it: with its links, never with clientExtraParams. */
export function orderItem(base: string, order: PayOrder): Row {
  const href = `${base}/payOrders/${order.uuid}`;
  return {
    href,
    id: order.id,
    ...orderRow(order),
    payMode: { href: `${base}/payModes/${order.mode.uuid}` },
    refundOrders: { href: `${href}/refundOrders` },
    tradeRecords: { href: `${href}/tradeRecords` },
  };
}
