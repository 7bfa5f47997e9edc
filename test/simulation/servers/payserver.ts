// LaiKoo PayServer on the simulated network, traps included (witnessed.md §2): a row is written only after the component has
// answered, some never; the service gives up after 60 s and works on. Over the shared bank.
import type { HttpRequest } from "../../../main/channel/http.ts";
import { wrongBody, wrongQuery } from "../../peers/payserver/fields.ts";
import type { Payment, Refund } from "../bank.ts";
import {
  type CallKind,
  type Heard,
  type Lie,
  type Sent,
  type Served,
  type Server,
  type ServerParts,
  atOnce,
  wrongAmount,
} from "./server.ts";

const BASE = "https://payserver.sim/api/v1.0.0";
const TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzaG9wIjoiZUx6d3NnbmxXcFpOOHh0dnowcWd2dyJ9.sim-token";
const SHOP = "eLzwsgnlWpZN8xtvz0qgvw";
const PAYEE = `http://192.168.7.188:6004/api/v1.0.0/shops/${SHOP}`;
const MODES = {
  wechat: { uuid: "simMode000000000wechat", payTemplateId: "017AFC80-95FA-11E8-B0EC-5384BC9767FE" },
  alipay: { uuid: "simMode000000000alipay", payTemplateId: "3BEAF650-A067-11E8-A545-87065760276A" },
} as const;

type Row = Record<string, unknown>;

const json = (body: unknown, status = 200): Sent => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  text: JSON.stringify(body),
});
const plain500: Sent = { status: 500, headers: { "content-type": "text/plain" }, text: "Internal Server Error" };
const error = (code: number | string, message: string, description = ""): Sent =>
  json({ name: "Error", statusCode: 500, code, message, description, stack: "" }, 500);
const plainly = (sent: Sent) => () => sent;
const listed = (items: readonly Row[]): Sent =>
  json({ href: BASE, offset: 0, limit: items.length, size: items.length, items });

/** What the service has written down about one payment of the wallet. */
type Stored = { readonly payment: Payment; readonly uuid: string; reason: string | null; isFailed: boolean };

export function openPayserverServer(parts: ServerParts): Server {
  const { bank, time, draw, rates } = parts;
  const rows = new Map<string, Stored>();
  const timeText = (wall: number | null) =>
    wall === null ? null : new Date(wall).toISOString().slice(0, 19).replace("T", " ");
  return {
    channel: "payserver",
    config: { baseUrl: BASE, token: TOKEN, payee: PAYEE },
    secrets: [TOKEN],
    read(request) {
      if (request.headers?.["Authorization"] !== `Bearer ${TOKEN}`) return "the token is wrong";
      if (!request.url.startsWith(`${BASE}/`)) return `no such address: ${request.url}`;
      return request.method === "GET" ? get(request) : post(request);
    },
    stumble: () => error("ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:3306"),
    notice: null,
  };

  function get({ url }: HttpRequest): Heard | string {
    const { pathname, searchParams: query } = new URL(url);
    const [name = "", uuid, below] = pathname.slice("/api/v1.0.0/".length).split("/");
    const route = below === "refundOrders" ? "orderRefunds" : name;
    if (route !== "payModes" && route !== "payOrders" && route !== "refundOrders" && route !== "orderRefunds")
      return `no such call: ${url}`;
    const [wrong] = wrongQuery(route, query, uuid !== undefined && below === undefined);
    if (wrong !== undefined) return wrong;
    const kinds = {
      payModes: "other",
      payOrders: "query",
      refundOrders: "refund_query",
      orderRefunds: "other",
    } as const;
    const [tradeNo, refundNo] = [query.get("clientPayNo"), query.get("clientRefundNo")];
    const answer = (lie: Lie | null): Sent =>
      listed(items(route, { uuid, tradeNo, refundNo }).map((row) => lied(row, lie, parts)));
    const kind: CallKind = kinds[route];
    return { kind, name: route, tradeNo, refundNo, code: null, amountFen: null, serve: () => atOnce(answer) };
  }

  function items(
    route: string,
    asked: { uuid: string | undefined; tradeNo: string | null; refundNo: string | null },
  ): Row[] {
    if (route === "payModes")
      return Object.entries(MODES).map(([wallet, mode]) => ({
        ...mode,
        name: wallet,
        merchantUUID: SHOP,
        isOpened: 1,
        isOnline: 1,
        isSignAccount: 0,
      }));
    if (route === "payOrders") {
      const row = rows.get(asked.tradeNo ?? "");
      return row ? [orderRow(row)] : [];
    }
    if (route === "orderRefunds") {
      const row = [...rows.values()].find((one) => one.uuid === asked.uuid);
      return row ? row.payment.refunds.map((one) => refundRow(one, row)) : [];
    }
    const refund = bank.refundByNo("payserver", asked.refundNo);
    const row = refund && rows.get(refund.payment.number ?? "");
    return refund && row ? [refundRow(refund, row)] : [];
  }

  function post(request: HttpRequest): Heard | string {
    if (request.headers?.["Content-Type"] !== "application/json;charset=UTF-8") return "another content type";
    const body: Row = { ...(JSON.parse(request.body ?? "{}") as Row) };
    const name = request.url.slice(BASE.length + 1);
    if (name !== "pay" && name !== "refund") return `no such call: ${name}`;
    const [wrong] = wrongBody(name, body);
    if (wrong !== undefined) return wrong;
    const params = { payBarCode: null as unknown, ...(body["payParams"] as Row | undefined) };
    const text = (value: unknown) => (typeof value === "string" ? value : null);
    const order = bank.byChannelNo("payserver", body["payTractionNo"]);
    return {
      kind: name === "pay" ? "charge" : "refund",
      name,
      tradeNo: name === "pay" ? text(body["clientPayNo"]) : (order?.number ?? null),
      refundNo: text(body["clientRefundNo"]),
      code: text(params.payBarCode),
      amountFen: Number(body["payAmount"] ?? body["refundAmount"]),
      serve: () => (name === "pay" ? pay(body, text(params.payBarCode) ?? "") : giveBack(body, order)),
    };
  }

  function pay(body: Row, code: string): Served {
    const number = String(body["clientPayNo"]);
    const stored = rows.get(number);
    if (stored) return atOnce((lie) => json({ ret: "success", data: lied(orderRow(stored), lie, parts) }));
    const before = bank.find("payserver", number);
    const mode = code.startsWith("1") ? "wechat" : "alipay";
    // In flight a second time: the component is asked again, and cannot write its row (witnessed.md C28).
    if (before)
      return atOnce(plainly(error(5100, "Database server instruction execution fail.", "ER_DUP_ENTRY(1062)")));
    const payment = bank.charge({
      channel: "payserver",
      number,
      channelNo: `1${String(time.now()).slice(-12)}${String(parts.count() % 1000).padStart(3, "0")}`,
      amountFen: Number(body["payAmount"]),
      method: "pay_code",
      wallet: mode,
      code,
    });
    const thinksMs = draw.chance(rates.thinks_long) ? draw.between(50_000, 80_000) : draw.between(50, 1500);
    const isStored = !draw.chance(rates.not_stored);
    const row: Stored = {
      payment,
      uuid: `order${String(parts.count()).padStart(17, "0")}`,
      reason: null,
      isFailed: false,
    };
    if (draw.chance(rates.fails_without_reason)) Object.assign(row, { isFailed: true, reason: "system error" });
    if (isStored) time.after(thinksMs, () => rows.set(number, row));
    if (thinksMs > 60_000) return { waitMs: 60_000, finish: () => plainly(plain500) };
    const answer = (lie: Lie | null): Sent => {
      if (!isStored) return error(5100, "Database server instruction execution fail.", "ER_DATA_TOO_LONG(1406)");
      if (row.isFailed) return error(9999, "PayOrderBusiness->create pay Error:{}");
      if (payment.state !== "failed") return json({ ret: "success", data: lied(orderRow(row), lie, parts) });
      return error(
        9999,
        `PayOrderBusiness->create pay Error:${JSON.stringify({ ret: "failed", thirdErrorReason: "NOTENOUGH" })}`,
      );
    };
    return { waitMs: thinksMs, finish: () => answer };
  }

  function giveBack(body: Row, order: Payment | undefined): Served {
    const number = String(body["clientRefundNo"]);
    const row = order && rows.get(order.number ?? "");
    const stored = bank.refundByNo("payserver", number);
    const stands = (one: Refund, its: Stored) =>
      atOnce((lie) => json({ ret: "success", data: lied(refundRow(one, its), lie, parts) }));
    if (stored && row) return stands(stored, row);
    const no = (message: string) => atOnce(plainly(error(9999, `RefundOrderBusiness->create ${message}`)));
    if (!row || !order) return no("payOrder not has exist!!!");
    const status = orderRow(row)["status"];
    if (status !== "payed" && status !== "partRefunded") return no("payOrder status is invalid!!!");
    const fen = Number(body["refundAmount"]);
    if (fen > bank.leftFen(order)) return no("refundAmount exceed payAmount!!!!");
    const late = order.paidWall === null || time.now() - order.paidWall > 8 * 3_600_000;
    if (body["isCancel"] === 1 && late) return no("payOrder has exceed cancel limit time ,can not canceled!!!");
    const one = bank.refund(
      order,
      number,
      `2${String(time.now()).slice(-12)}${String(parts.count() % 1000).padStart(3, "0")}`,
      fen,
    );
    return { ...stands(one, row), waitMs: draw.between(50, 1500) };
  }

  function orderRow({ payment, uuid, reason, isFailed }: Stored): Row {
    const mode = payment.wallet === "wechat" ? MODES.wechat : MODES.alipay;
    const paid = payment.backFen === 0 ? "payed" : payment.backFen === payment.paidFen ? "refunded" : "partRefunded";
    const states = { waiting: "paying", paid, failed: "payFailed", closed: "payFailed", reversed: "refunded" };
    return {
      href: `${BASE}/payOrders/${uuid}`,
      uuid,
      payee: PAYEE,
      payAmount: payment.amountFen,
      tractionNo: payment.channelNo,
      clientPayNo: payment.number,
      payModeUUID: mode.uuid,
      payTemplateId: mode.payTemplateId,
      payFinishAt: timeText(payment.paidWall),
      refundAmount: payment.backFen,
      status: isFailed ? "payFailed" : states[payment.state],
      resultCode: isFailed ? reason : payment.state === "failed" ? "NOTENOUGH" : "",
    };
  }
}

const REFUND_STATES = {
  processing: "refunding",
  done: "refunded",
  refused: "refundFailed",
  abnormal: "refundFailed",
} as const;

const refundRow = (one: Refund, { uuid }: Stored): Row => ({
  clientRefundNo: one.refundNo,
  payOrderUUID: uuid,
  tractionNo: one.channelNo,
  refundAmount: one.fen,
  status: REFUND_STATES[one.state],
  resultCode: one.state === "refused" ? "NOTENOUGH" : one.state === "abnormal" ? "system error" : "",
});

function lied(row: Row, lie: Lie | null, parts: ServerParts): Row {
  const isRefundRow = "clientRefundNo" in row;
  const number = isRefundRow ? "clientRefundNo" : "clientPayNo";
  const field = isRefundRow ? "refundAmount" : "payAmount";
  if (!(number in row)) return row;
  switch (lie) {
    case "other_order": {
      const other = parts.otherNumber(isRefundRow ? null : String(row[number]));
      return { ...row, [number]: other, status: isRefundRow ? "refunded" : "payed" };
    }
    case "wrong_amount":
      return { ...row, [field]: wrongAmount(Number(row[field])) };
    case "called_failed":
      return isRefundRow ? row : { ...row, status: "payFailed", resultCode: "NOTENOUGH" };
    default:
      return row;
  }
}
