// Every documented call of 慧收银 for the channel console and `cli call`: the fields as the vendor's pages name them,
// without app, sign_type and sign. No pay code and no secret comes back, and no refund of "0" (which means all) goes out.
import { z } from "zod";
import { fenToYuan } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { CallAnswer, DocumentedCall } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { readYuan } from "./amounts.ts";
import { type Said, asObject, names, readAnswer } from "./answer.ts";
import { type Hidden, maskDeep } from "./raw.ts";
import type { CallName, Wire } from "./wire.ts";

const text = (max: number) => z.string().min(1).max(max);

/** Yuan above 0 with at most two decimals, as a text or a number (the pages show both); sent as "11.00". */
const yuan = z.union([z.string(), z.number()]).transform((value, context) => {
  const amount = readYuan(value);
  if (amount !== null && amount > 0) return fenToYuan(amount);
  context.addIssue({ code: "custom", message: "yuan above 0 with at most two decimals", input: null });
  return z.NEVER;
});

const own = z.string().min(1).max(64).exactOptional();
const store_info = z
  .strictObject({ store_id: own, cashier_id: own, waiter1_id: own, waiter2_id: own, terminal_id: own })
  .exactOptional();
const goods_list = z
  .array(
    z.strictObject({
      barcode: text(32).exactOptional(),
      title: text(256).exactOptional(),
      num: z.number().int().positive().exactOptional(),
      price: z.union([z.string(), z.number()]).exactOptional(),
    }),
  )
  .exactOptional();

const bill = { total_amount: yuan, store_info, goods_list };
const order = { order_id: text(64).exactOptional(), trade_no: text(64).exactOptional() };

const oneOf = (...fields: readonly string[]) =>
  [
    (input: Record<string, unknown>) => fields.some((field) => input[field] !== undefined),
    { error: fields.join(" or ") },
  ] as const;

const unixTime = z.number().int().min(1_000_000_000).max(9_999_999_999).exactOptional();
/** 10 all, 0 no (WeChat), 1 yes (Alipay). */
const filter = z.union([z.literal(10), z.literal(0), z.literal(1)]);

const INPUTS: Readonly<Record<CallName, z.ZodType<Record<string, unknown>>>> = {
  qrcode: z.strictObject({ order_id: text(128), pay_code: z.string().regex(/^[0-9A-Za-z]{8,64}$/), ...bill }),
  scan: z.strictObject({ order_id: text(128), ...bill }),
  h5: z.strictObject({ order_id: text(64), ...bill }),
  check: z
    .strictObject({ ...order, refund_order_id: text(64).exactOptional() })
    .refine(...oneOf("order_id", "refund_order_id", "trade_no")),
  get: z.strictObject(order).refine(...oneOf("order_id", "trade_no")),
  // refund_order_id is optional in the vendor's table. The till itself always sends one.
  refund: z
    .strictObject({ ...order, refund_order_id: text(64).exactOptional(), refund_amount: yuan, store_info })
    .refine(...oneOf("order_id", "trade_no")),
  cancel: z.strictObject({ order_id: text(128), store_info }),
  close: z.strictObject({ order_id: text(128), store_info }),
  list: z.strictObject({
    start_time: unixTime,
    end_time: unixTime,
    pay_channel: filter.exactOptional(),
    // Required by the table, which gives 10 as their default.
    paid: filter.default(10),
    refunded: filter.default(10),
    // Not in the table, but in the vendor's own sample request.
    order_status: z.number().int().exactOptional(),
    page_limit: z.number().int().min(1).max(99).exactOptional(),
    page_num: z.number().int().min(-1).exactOptional(),
    return_type: z.union([z.literal(0), z.literal(1), z.literal(2)]).exactOptional(),
  }),
};

const NAMES: readonly CallName[] = ["qrcode", "scan", "h5", "check", "get", "refund", "cancel", "close", "list"];

export function documentedCalls(wire: Wire, secret: string): readonly DocumentedCall[] {
  return NAMES.map((name) => ({
    name,
    input: INPUTS[name],
    async send(input, timeoutMs) {
      const fields = INPUTS[name].parse(input);
      const payCode = typeof fields["pay_code"] === "string" ? fields["pay_code"] : null;
      const orderId = typeof fields["order_id"] === "string" ? fields["order_id"] : null;
      return callAnswer(await wire.ask(name, fields, timeoutMs), { secret, payCode }, orderId);
    },
  }));
}

function callAnswer(answer: HttpAnswer, hidden: Hidden, orderId: string | null): CallAnswer {
  if (!answer.ok) return { verified: false, status: null, headers: {}, body: null, failure: answer.failure };
  const failure = disbelief(readAnswer(answer, hidden), orderId);
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(maskDeep(value, hidden))]),
  );
  const base = { status: answer.status, headers, body: maskDeep(bodyOf(answer.text), hidden) };
  return failure === null ? { verified: true, ...base } : { verified: false, ...base, failure };
}

/** Nothing is signed: an answer is as documented when it has a listed code and, where it names an order, ours. */
function disbelief(said: Said, orderId: string | null): UnknownCause | null {
  if (said.said === "nothing") return said.cause;
  if (said.meaning === undefined) return "unlisted_state";
  const { data, meaning } = said;
  if (orderId === null) return null;
  const silent = !names(data, "order_id") && meaning !== "ok";
  return silent || data["order_id"] === orderId ? null : "other_order";
}

/** order/list may answer a text or a table (return_type 1, 2), whose form is not documented: to be looked at only. */
function bodyOf(written: string): unknown {
  try {
    const parsed: unknown = JSON.parse(written);
    return asObject(parsed) ?? written.slice(0, 2000);
  } catch {
    return written.slice(0, 2000);
  }
}
