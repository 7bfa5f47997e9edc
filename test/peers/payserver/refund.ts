// POST /refund as the real service does it (witnessed.md §2.3): a number answers for whatever it was used for first, a
// second refund beside one under way is carried out, and 0 means everything that is left.
import { type PayOrder, type RefundOrder, type Row, sameNumber, timeText } from "./books.ts";
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
  "payTractionNo",
  "clientRefundNo",
  "isCancel",
  "refundAmount",
  "clientExtraParams",
]);
const CANCEL_MS = 8 * 3_600_000;

const no = (message: string): Reply => error(9999, `RefundOrderBusiness->create ${message}`);

export async function refund(service: Service, body: Row): Promise<Reply> {
  const { orders, refunds } = service.books;
  const stored = refunds.find((one) => sameNumber(one.clientRefundNo, body["clientRefundNo"]));
  if (stored) {
    service.breach(`refund ${String(body["clientRefundNo"])} was posted again`);
    const ret = stored.status === "refundFailed" ? "failed" : "success";
    return ok({ ret, businessRet: "syncOnlineRefund", data: refundRow(stored) });
  }
  const order = orders.find((one) => one.tractionNo === body["payTractionNo"]);
  if (!order) return no(`payOrder not has exist!!! payTractionNo:${String(body["payTractionNo"])}`);
  if (order.status === "refunded") {
    const first = refunds.find((one) => one.payOrderUUID === order.uuid);
    return ok({ ret: "success", businessRet: "syncOnlineRefund", data: first ? refundRow(first) : {} });
  }
  if (order.status !== "payed" && order.status !== "partRefunded")
    return no(`payOrder status is invalid!!! payOrderObj.status:${order.status}`);
  // A missing payFinishAt is 1970 to the service (witnessed.md F21).
  const finished = order.payFinishAt === null ? 0 : new Date(order.payFinishAt).getTime();
  if (Number(body["isCancel"]) === 1 && Date.now() > finished + CANCEL_MS)
    return no("payOrder has exceed cancel limit time ,can not canceled!!!");
  const paid = Number(order.payAmount);
  const given = body["refundAmount"] || paid - order.refundAmount;
  if (typeof given === "number" && order.refundAmount + given > paid) return no("refundAmount exceed payAmount!!!!");
  if (order.mode.isOnline === 0) return ok({ ret: "success", businessRet: "offlineRefund", data: {} });
  if (refunds.some((one) => one.payOrderUUID === order.uuid && one.status === "refunding"))
    service.breach(`a refund of ${order.clientPayNo} was started while another is refunding`);
  const leave = enter(service, body["clientRefundNo"], "refund");
  try {
    return await carryOut(service, body, order, given);
  } finally {
    leave();
  }
}

async function carryOut(service: Service, body: Row, order: PayOrder, given: unknown): Promise<Reply> {
  const { clientRefundNo } = body;
  const one: RefundOrder = {
    uuid: service.nextUuid(),
    refundAmount: Number(given),
    tractionNo: tractionNo("2"),
    clientRefundNo: typeof clientRefundNo === "string" ? clientRefundNo : null,
    payOrderUUID: order.uuid,
    refundStartAt: timeText(new Date()),
    refundFinishAt: null,
    thirdRefundNo: null,
    resultCode: null,
    status: "refunding",
    queries: 0,
    refunder: service.played.refunder(),
  };
  if (order.mode.isAsyncNotify === 1) return refundAsync(service, body, order, one);
  const said = await askWallet(service, order, one);
  if (typeof given === "string") return error(9999, "RefundOrderProxy->updateData refundAmount exceed payAmount!!!!");
  settle(one, said);
  const strange = Object.keys(body).find((name) => !KNOWN.has(name));
  const twice = service.books.refunds.some((other) => sameNumber(other.clientRefundNo, one.clientRefundNo));
  if (strange !== undefined || twice) {
    const reason = twice ? "ER_DUP_ENTRY(1062)" : `ER_BAD_FIELD_ERROR(1054 Unknown column '${strange}')`;
    return databaseError(reason, "RefundOrders", [one.clientRefundNo, one.status, one.thirdRefundNo, one.tractionNo]);
  }
  service.books.refunds.push(one);
  if (one.status === "refunded") moneyBack(order, one);
  if (one.status === "refundFailed")
    return error(9999, `RefundOrderBusiness->create refund Error:${JSON.stringify(said.body)}`);
  return ok({ ret: "success", businessRet: "syncOnlineRefund", data: refundRow(one) });
}

function refundAsync(service: Service, body: Row, order: PayOrder, one: RefundOrder): Reply {
  if (body["clientExtraParams"] !== undefined) {
    service.breach("clientExtraParams in a refund of an asynchronous mode");
    return databaseError("ER_BAD_FIELD_ERROR(1054 Unknown column 'clientExtraParams')", "RefundOrders", [
      one.tractionNo,
    ]);
  }
  service.books.refunds.push(one);
  later(service, service.rules.asyncAfterMs, async () => {
    const said = await askWallet(service, order, one);
    if (service.rules.loseAsyncResults) return;
    if (!said.spoke) {
      one.status = "refundFailed";
      one.resultCode = "failed";
    } else if (rowOf(said.body)["ret"] !== "running") settle(one, said);
    if (one.status === "refunded") moneyBack(order, one);
  });
  return ok({ ret: "success", businessRet: "asyncOnlineRefund", data: refundRow(one) });
}

async function askWallet(service: Service, order: PayOrder, one: RefundOrder): Promise<Component> {
  const { clientRefundNo, refundAmount: fen } = one;
  service.books.asked.push({ kind: "refund", number: clientRefundNo });
  return askComponent(one.refunder, one.tractionNo, service.nextThirdNo(), () => {
    service.books.given.push({ clientRefundNo, fen, payTractionNo: order.tractionNo });
  });
}

function settle(one: RefundOrder, said: Component): void {
  const answer = rowOf(said.body);
  if (!said.spoke) {
    one.status = "refundFailed";
    one.resultCode = "system error";
    return;
  }
  one.status = answer["ret"] === "success" ? "refunded" : answer["ret"] === "running" ? "refunding" : "refundFailed";
  one.resultCode = typeof answer["thirdErrorReason"] === "string" ? answer["thirdErrorReason"] : null;
  one.refundFinishAt = textIn(answer, "tradeFinishedAt");
  one.thirdRefundNo = textIn(answer, "thirdOrderNo");
}

function moneyBack(order: PayOrder, one: RefundOrder): void {
  order.refundAmount += one.refundAmount;
  order.lastRefundAt = timeText(new Date());
  order.status = order.refundAmount >= Number(order.payAmount) ? "refunded" : "partRefunded";
}

/** One question about a refund that is under way. */
export function touchRefund(service: Service, one: RefundOrder): void {
  one.queries += 1;
  const { notifies } = one.refunder;
  if (one.status !== "refunding" || notifies === undefined || one.queries < notifies.atQuery) return;
  one.status = notifies.ret === "success" ? "refunded" : "refundFailed";
  one.resultCode = notifies.reason ?? null;
  const order = service.books.orders.find((known) => known.uuid === one.payOrderUUID);
  if (notifies.ret !== "success" || !order) return;
  const { clientRefundNo, refundAmount: fen } = one;
  service.books.given.push({ clientRefundNo, fen, payTractionNo: order.tractionNo });
  moneyBack(order, one);
}

export function refundRow(one: RefundOrder): Row {
  const { queries: _queries, refunder: _refunder, resultCode, ...row } = one;
  const times = { createdAt: one.refundStartAt, modifiedAt: one.refundStartAt };
  return { ...row, ...times, ...(one.status === "refunding" ? {} : { resultCode }) };
}

export function refundItem(base: string, one: RefundOrder): Row {
  const payOrder = { href: `${base}/payOrders/${one.payOrderUUID}` };
  return { href: `${base}/refundOrders/${one.uuid}`, ...refundRow(one), payOrder };
}
