// Whether an answer to a documented call may be believed: its form, and the echo of what was asked. Pure. PayServer
// answers 200 and "success" with somebody else's order (witnessed.md §2.4 point 1), so a status alone proves nothing.
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { type JsonObject, type Said, type ServerError, asError, asObject, fenOf, itemsOf } from "./answer.ts";
import type { CallName } from "./call-schemas.ts";
import { componentFailure } from "./outcome.ts";
import { isRefusedBefore } from "./refund-outcome.ts";

type Fields = Readonly<Record<string, unknown>>;

export type Belief = { readonly verified: boolean; readonly failure: UnknownCause | null };

const YES: Belief = { verified: true, failure: null };
const no = (failure: UnknownCause): Belief => ({ verified: false, failure });

export function believed(name: CallName, asked: Fields, said: Said): Belief {
  if (said.said === "nothing") return no(said.cause);
  if (said.said === "error") return believedError(said);
  return believedBody(name, asked, said.body);
}

/**
 * 9001, 9002 (seed), 1599 = no such resource, a refund refused before it was tried, a component's own no; every other
 * error leaves the outcome open.
 */
function believedError(error: ServerError): Belief {
  const definite =
    ["9001", "9002", "1599"].includes(error.code) ||
    isRefusedBefore(error) ||
    ["PayOrderBusiness->create pay Error:", "RefundOrderBusiness->create refund Error:"].some(
      (prefix) => (componentFailure(error, prefix)?.reason ?? null) !== null,
    );
  if (definite) return { verified: true, failure: "failure_answered" };
  return no(error.status >= 500 ? "server_error" : "failure_answered");
}

function believedBody(name: CallName, asked: Fields, body: JsonObject): Belief {
  switch (name) {
    case "pay":
      return payEcho(asked, body);
    case "refund":
      return refundEcho(asked, body);
    case "batchPay":
      return batch(asked["batchPayData"], itemsOf(body, "batchPayResult"), "clientPayNo", payEcho);
    case "batchRefund":
      return batch(asked["batchRefundData"], itemsOf(body, "batchRefundResult"), "clientRefundNo", refundEcho);
    case "registerPayModeTemplate":
      return sameAs(asked, body, ["payTemplateId", "name"]);
    case "openPayMode":
    case "changePayMode":
      return typeof body["uuid"] === "string" ? sameAs(asked, body, ["uuid", "payTemplateId"]) : no("unreadable");
    case "payModeTemplates":
    case "payModes":
    case "payOrders":
    case "refundOrders":
      return "uuid" in asked ? sameAs(asked, body, ["uuid"]) : list(asked, body);
    case "listAllPayModes":
    case "tradeRecords":
      return list(asked, body);
  }
}

function sameAs(asked: Fields, body: JsonObject, fields: readonly string[]): Belief {
  return fields.every((field) => asked[field] === undefined || asked[field] === body[field]) ? YES : no("other_order");
}

/** A list of what was searched for, and of nothing else: the server ignores letter case. An empty one is an answer. */
function list(asked: Fields, body: JsonObject): Belief {
  const items = itemsOf(body);
  if (items === null) return no("unreadable");
  const beliefs = items.map((item) =>
    sameAs(asked, item, [
      "clientPayNo",
      "tractionNo",
      "clientRefundNo",
      ...(item["payOrderUUID"] ? ["payOrderUUID"] : []),
    ]),
  );
  return beliefs.find((belief) => !belief.verified) ?? YES;
}

/** `data` is `{}` for an offline mode, which stores no order (witnessed.md C23); everything else echoes. */
function payEcho(asked: Fields, body: JsonObject): Belief {
  const data = asObject(body["data"]);
  if (data === null) return no("unreadable");
  if (body["businessRet"] === "offlinePay" && Object.keys(data).length === 0) return YES;
  if (!sameAs(asked, data, ["clientPayNo", "payModeUUID", "payee"]).verified) return no("other_order");
  return fenOf(data["payAmount"]) === asked["payAmount"] ? YES : no("amount_differs");
}

function refundEcho(asked: Fields, body: JsonObject): Belief {
  const data = asObject(body["data"]);
  if (data === null) return no("unreadable");
  if (body["businessRet"] === "offlineRefund" && Object.keys(data).length === 0) return YES;
  if (!sameAs(asked, data, ["clientRefundNo"]).verified) return no("other_order");
  const amount = asked["refundAmount"];
  return amount === undefined || fenOf(data["refundAmount"]) === amount ? YES : no("amount_differs");
}

/**
 * Item by item, in the order of the request. An item that failed is an answer, and the first such names the failure; one
 * about something else is none.
 */
function batch(
  asked: unknown,
  results: readonly JsonObject[] | null,
  number: "clientPayNo" | "clientRefundNo",
  echo: (asked: Fields, body: JsonObject) => Belief,
): Belief {
  if (!Array.isArray(asked) || results === null || results.length !== asked.length) return no("unreadable");
  let failure: UnknownCause | null = null;
  for (const [index, result] of results.entries()) {
    const item: Fields = asObject(asked[index]) ?? {};
    const body = asObject(result["body"]);
    if (result[number] !== item[number]) return no("other_order");
    if (result["statusCode"] !== 200) {
      const error = body && asError(body, 500);
      failure ??= error ? believedError(error).failure : "server_error";
      continue;
    }
    const belief = body === null ? no("unreadable") : echo(item, body);
    if (!belief.verified) return belief;
  }
  return { verified: true, failure };
}
