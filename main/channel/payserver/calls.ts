// Every documented call of PayServer for the channel console and `cli call`. An answer comes back decoded, with pay
// codes and the token masked, and is called verified only if it has its documented form and echoes what was asked.
import type { CallAnswer, DocumentedCall } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { jsonObject, readAnswer } from "./answer.ts";
import { CALL_NAMES, type CallName, INPUTS } from "./call-schemas.ts";
import { believed } from "./echo.ts";
import { type Hidden, maskDeep } from "./raw.ts";
import { type PayserverConfig, merchantUuidOf } from "./settings.ts";
import type { Query, Wire } from "./wire.ts";

export type Input = Readonly<Record<string, unknown>>;

export function documentedCalls(wire: Wire, config: PayserverConfig): readonly DocumentedCall[] {
  return CALL_NAMES.map((name) => ({
    name,
    input: INPUTS[name],
    async send(input, timeoutMs) {
      const fields = filledIn(name, INPUTS[name].parse(input), config);
      const hidden: Hidden = { codes: payCodesOf(name, fields), token: config.token };
      return callAnswer(name, fields, await ask(wire, name, fields, timeoutMs), hidden);
    },
  }));
}

/** The shop's own ids, where the caller names none: without them the server answers about all shops. */
function filledIn(name: CallName, input: Input, config: PayserverConfig): Input {
  const merchantUUID = merchantUuidOf(config.payee);
  const parties = { payer: config.payer, payee: config.payee };
  switch (name) {
    case "payModes":
      return "uuid" in input || "merchantHref" in input ? input : { merchantUUID, ...input };
    case "listAllPayModes":
      return { merchantUUID, ...input };
    case "openPayMode":
      return { merchantHref: config.payee, ...input };
    case "pay":
      return { ...parties, ...input };
    case "batchPay":
      return { batchPayData: items(input["batchPayData"]).map((item) => ({ ...parties, ...item })) };
    default:
      return input;
  }
}

/** The items of a batch; the schema has made sure that they are objects. */
export const items = (value: unknown): readonly Input[] => (Array.isArray(value) ? (value as readonly Input[]) : []);

function payCodesOf(name: CallName, fields: Input): readonly string[] {
  const payments = name === "batchPay" ? items(fields["batchPayData"]) : [fields];
  return payments.flatMap(({ payParams }) => {
    const code = typeof payParams === "object" && payParams && "payBarCode" in payParams ? payParams.payBarCode : null;
    return typeof code === "string" ? [code] : [];
  });
}

function ask(wire: Wire, name: CallName, fields: Input, timeoutMs: number): Promise<HttpAnswer> {
  const { uuid, payOrderUUID, ...rest } = fields;
  switch (name) {
    case "payModeTemplates":
    case "payModes":
    case "payOrders":
    case "refundOrders":
      if (uuid !== undefined) return wire.get(`/${name}/${String(uuid)}`, {}, timeoutMs);
      if (payOrderUUID !== undefined)
        return wire.get(`/payOrders/${String(payOrderUUID)}/refundOrders`, { limit: 100 }, timeoutMs);
      return wire.get(`/${name}`, asQuery(rest), timeoutMs);
    case "tradeRecords":
      return wire.get(`/payOrders/${String(payOrderUUID)}/tradeRecords`, { limit: 100 }, timeoutMs);
    case "listAllPayModes":
      return wire.get("/listAllPayModes", asQuery(rest), timeoutMs);
    case "openPayMode":
      return wire.post("/payModes", fields, timeoutMs);
    case "changePayMode":
      return wire.post(`/payModes/${String(uuid)}`, rest, timeoutMs);
    case "registerPayModeTemplate":
    case "pay":
    case "batchPay":
    case "refund":
    case "batchRefund":
      return wire.post(`/${name}`, fields, timeoutMs);
  }
}

const asQuery = (fields: Input): Query =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "number" ? value : String(value)]),
  );

function callAnswer(name: CallName, fields: Input, answer: HttpAnswer, hidden: Hidden): CallAnswer {
  if (!answer.ok) return { verified: false, status: null, headers: {}, body: null, failure: answer.failure };
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([key, value]) => [key, String(maskDeep(value, hidden))]),
  );
  const body = maskDeep(jsonObject(answer.text) ?? answer.text.slice(0, 2000), hidden);
  const { verified, failure } = believed(name, fields, readAnswer(answer, hidden));
  return { verified, status: answer.status, headers, body, ...(failure === null ? {} : { failure }) };
}
