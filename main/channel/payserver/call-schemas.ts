// The documented fields of every call, without those the till fills in. Nothing undocumented passes: one field more
// in a payment or refund, and the wallet is charged but nothing is stored (witnessed.md C27, F41).
import { z } from "zod";
import type { ModeNeeds } from "../../../preload/contract/channels.ts";

/** The calls by their names: the last part of the path; where a path has two forms, the posting one has a verb. */
export const CALL_NAMES = [
  "payModeTemplates",
  "registerPayModeTemplate",
  "payModes",
  "openPayMode",
  "changePayMode",
  "listAllPayModes",
  "pay",
  "payOrders",
  "batchPay",
  "refund",
  "batchRefund",
  "refundOrders",
  "tradeRecords",
] as const;
export type CallName = (typeof CALL_NAMES)[number];

const text = z.string().min(1).max(255);
const uuid = z.string().regex(/^[\w-]{1,64}$/);
/** 0 or 1. */
const flag = z.union([z.literal(0), z.literal(1)]);
/** The server takes 0, negative numbers and text, and does something else with each (witnessed.md C41–C45, F11–F16). */
const fee = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/**
 * A number that can mean one order only: the server searches without letter case, with `*` as a wildcard and brackets as
 * a grammar (witnessed.md C32 C33 D10), and stores 50 characters.
 */
const clientNo = z
  .string()
  .regex(/^[A-Za-z0-9]{1,50}$/)
  .refine((value) => value === value.toUpperCase() || value === value.toLowerCase(), { error: "one letter case" });
/** 16 digits: 1 or 2, time, three random digits. */
const tractionNo = z.string().regex(/^\w{1,64}$/);

const page = {
  offset: z.number().int().nonnegative().exactOptional(),
  limit: z.number().int().min(1).max(1000).exactOptional(),
  /** `uiOrder desc`. */
  orderBy: z
    .string()
    .regex(/^\w+( (asc|desc))?$/)
    .exactOptional(),
};

const one = z.strictObject({ uuid });

/** What a mode copies from its template, or carries on its own (seed: 全部自定义输入支付方式数据). */
const modeFields = {
  name: text.exactOptional(),
  description: text.exactOptional(),
  checkEnvUrl: z.string().max(255).exactOptional(),
  payUrl: z.string().max(255).exactOptional(),
  refundUrl: z.string().max(255).exactOptional(),
  iconHref: z.string().max(255).exactOptional(),
  orderValidTime: z.number().int().positive().exactOptional(),
  isOnline: flag.exactOptional(),
  isSignAccount: flag.exactOptional(),
  isAsyncNotify: flag.exactOptional(),
  isThridPay: flag.exactOptional(),
  payChannel: z.string().max(64).exactOptional(),
  payWay: z.string().max(64).exactOptional(),
};
const modeSettings = {
  isOpened: flag.exactOptional(),
  uiOrder: z.number().int().exactOptional(),
  isFastPay: flag.exactOptional(),
};

/** What is bought with times of a member's card. */
const merchandise = z.strictObject({
  name: text,
  merchandiseUUID: text,
  styleUUID: text,
  count: z.number().int().positive(),
});

/** payParams by what a mode needs: one of these for each of the seven built-in modes; 现金 and 银联 need nothing. */
export const PAY_PARAMS = {
  code: z.strictObject({ payBarCode: z.string().regex(/^\d{16,24}$/) }),
  account: z.strictObject({ signAccounterUUID: text, signPersonUUID: text }),
  member_times: z.strictObject({ memberUUID: text, merchandiseDetails: z.array(merchandise).min(1).max(100) }),
  member: z.strictObject({ memberUUID: text }),
  nothing: z.strictObject({}),
} as const satisfies Record<ModeNeeds, z.ZodType>;
const { code, account, member_times, member, nothing } = PAY_PARAMS;
const payParams = z.union([code, account, member_times, member, nothing]);

const clientExtraParams = z.strictObject({
  orderNo: text.exactOptional(),
  orderAmount: fee.exactOptional(),
  receiveableAmount: fee.exactOptional(),
  operatorName: text.exactOptional(),
  operatorUUID: text.exactOptional(),
});

/** payer and payee are the config's unless given. */
const payment = z.strictObject({
  payModeUUID: uuid,
  payer: text.exactOptional(),
  payee: text.exactOptional(),
  payAmount: fee,
  clientPayNo: clientNo,
  payParams: payParams.default({}),
  clientExtraParams: clientExtraParams.exactOptional(),
});

/**
 * Without refundAmount the whole remainder goes back. A refund of an asynchronous mode must carry no clientExtraParams:
 * the server fails on them (witnessed.md F45).
 */
const refund = z.strictObject({
  payTractionNo: tractionNo,
  clientRefundNo: clientNo,
  refundAmount: fee.exactOptional(),
  isCancel: flag.exactOptional(),
  clientExtraParams: clientExtraParams.exactOptional(),
});

/** Most items of one batch. The server names no limit; each is a request of its own inside it. */
export const MAX_BATCH = 50;

/** The server runs a batch's items side by side: one number twice is charged twice (witnessed.md E5 E6). */
export const allDifferent = (numbers: readonly string[]): boolean =>
  new Set(numbers.map((number) => number.toLowerCase())).size === numbers.length;

const ofMerchant = { merchantHref: text.exactOptional(), merchantUUID: uuid.exactOptional() };

export const INPUTS: Readonly<Record<CallName, z.ZodType<Record<string, unknown>>>> = {
  payModeTemplates: z.union([one, z.strictObject(page)]),
  registerPayModeTemplate: z.strictObject({
    uuid: uuid.exactOptional(),
    payTemplateId: text,
    ...modeFields,
    name: text,
  }),
  payModes: z.union([one, z.strictObject({ ...ofMerchant, isOpened: flag.exactOptional(), ...page })]),
  openPayMode: z
    .strictObject({
      merchantHref: text.exactOptional(),
      payTemplateId: text.exactOptional(),
      ...modeFields,
      ...modeSettings,
    })
    .refine((input) => input.payTemplateId !== undefined || input.name !== undefined, {
      error: "payTemplateId or name",
    }),
  changePayMode: z.strictObject({ uuid, ...modeFields, ...modeSettings }),
  /** It writes: for a shop that lacks them the server makes and opens the default modes (witnessed.md B17–B20). */
  listAllPayModes: z.strictObject({ merchantUUID: uuid.exactOptional(), orderBy: page.orderBy }),
  pay: payment,
  // Never without a parameter: that would be every shop's orders.
  payOrders: z.union([z.strictObject({ clientPayNo: clientNo }), z.strictObject({ tractionNo }), one]),
  batchPay: z
    .strictObject({ batchPayData: z.array(payment).min(1).max(MAX_BATCH) })
    .refine((input) => allDifferent(input.batchPayData.map((item) => item.clientPayNo)), {
      error: "a clientPayNo stands there twice",
    }),
  refund,
  // Two refunds of one order run side by side too, and both are carried out (witnessed.md F26).
  batchRefund: z
    .strictObject({ batchRefundData: z.array(refund).min(1).max(MAX_BATCH) })
    .refine(
      ({ batchRefundData: items }) =>
        allDifferent(items.map((item) => item.clientRefundNo)) && allDifferent(items.map((item) => item.payTractionNo)),
      { error: "a clientRefundNo or payTractionNo stands there twice" },
    ),
  refundOrders: z.union([
    z.strictObject({ clientRefundNo: clientNo }),
    one,
    /** The refunds of one order: /payOrders/{uuid}/refundOrders. */
    z.strictObject({ payOrderUUID: uuid }),
  ]),
  /** /payOrders/{uuid}/tradeRecords. */
  tradeRecords: z.strictObject({ payOrderUUID: uuid }),
};
