// Leshua (乐刷聚合支付) as a channel: pay codes of WeChat, Alipay and UnionPay, QR codes of these, query,
// close, refunds. It has no reverse. Each verb is one request and one outcome; waiting and repeating are the flow's.
import type { PayCode } from "../../../preload/contract/pay-code.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import type { Ids } from "../../ids.ts";
import { type AttemptRef, type Channel, type ChannelKind, type RefundRef, codeOf, withTiming } from "../channel.ts";
import { plainText } from "../words.ts";
import type { Asked } from "./answer.ts";
import { documentedCalls } from "./calls.ts";
import { LESHUA_FORM } from "./form.ts";
import { readNotice } from "./notice.ts";
import { chargeOutcome, closeOutcome, qrOutcome, queryOutcome } from "./outcome.ts";
import { probeWith } from "./probe.ts";
import { type AskedRefund, refundOutcome, refundQueryOutcome } from "./refund-outcome.ts";
import { LESHUA_PROFILE, type LeshuaConfig, leshuaConfig } from "./settings.ts";
import { type FormFields, type Wire, openWire } from "./wire.ts";

export type { LeshuaConfig } from "./settings.ts";

/** Bytes of UTF-8 in `body`, which is one line (seed): Leshua takes 256, WeChat behind it 128. */
const MAX_TEXT_BYTES = 120;

const NAME = "乐刷 Leshua";

/** Digital RMB (DCPAY) is named by one newer client only (witnessed §3), not by the vendor: `get_tdcode` alone reaches it. */
const CAN: Channel["can"] = {
  payCode: ["wechat", "alipay", "unionpay"],
  qr: ["wechat", "alipay", "unionpay"],
  query: true,
  cancel: false,
  close: true,
  refund: "partial",
  refundQuery: true,
};

export const leshua: ChannelKind<LeshuaConfig> = {
  id: "leshua",
  name: NAME,
  can: CAN,
  config: leshuaConfig,
  secrets: ["key", "notifyKey"],
  form: LESHUA_FORM,
  open: (config, parts) => openLeshua(config, openWire(config, parts), parts.ids),
};

function openLeshua(config: LeshuaConfig, wire: Wire, ids: Ids): Channel {
  const address = (url: string): string => (config.encodeUrls ? encodeURIComponent(url) : url);
  const notify: FormFields = config.notifyUrl === undefined ? {} : { notify_url: address(config.notifyUrl) };
  const expiry: FormFields =
    config.orderExpirationSeconds === undefined ? {} : { order_expiration: String(config.orderExpirationSeconds) };
  const asked = (tradeNo: string, method: Asked["method"], code: PayCode | null = null): Asked => ({
    key: wire.key,
    merchantId: wire.merchantId,
    tradeNo,
    method,
    payCode: code?.reveal() ?? null,
  });
  const askAbout = (service: "query_status" | "close_order", ref: AttemptRef) =>
    wire.ask(service, { third_order_id: ref.tradeNo }, ref.timeoutMs);
  return {
    id: "leshua",
    name: NAME,
    can: CAN,
    profile: withTiming(LESHUA_PROFILE, config.timing),
    async charge(input) {
      const code = codeOf(input);
      const fields = { ...payment(input, notify), auth_code: code.reveal() };
      const answer = await wire.ask("upload_authcode", fields, input.timeoutMs);
      return chargeOutcome(answer, asked(input.tradeNo, "pay_code", code));
    },
    async qr(input) {
      const fields = { ...payment(input, notify), ...expiry, ...qrFields(input.wallet, address(config.jumpUrl)) };
      const answer = await wire.ask("get_tdcode", fields, input.timeoutMs);
      return qrOutcome(answer, { ...asked(input.tradeNo, "qr"), amountFen: input.amountFen });
    },
    query: async (ref) => queryOutcome(await askAbout("query_status", ref), asked(ref.tradeNo, ref.method)),
    cancel: null,
    close: async (ref) => closeOutcome(await askAbout("close_order", ref), asked(ref.tradeNo, ref.method)),
    async refund(ref) {
      const fields = { ...refundNames(ref), refund_amount: String(ref.refundFen), ...notify };
      const answer = await wire.ask("unified_refund", fields, ref.timeoutMs);
      return refundOutcome(answer, askedRefund(ref, asked(ref.tradeNo, ref.method)));
    },
    async refundQuery(ref) {
      const answer = await wire.ask("unified_query_refund", refundNames(ref), ref.timeoutMs);
      return refundQueryOutcome(answer, askedRefund(ref, asked(ref.tradeNo, ref.method)));
    },
    verifyNotice: ({ text }) => readNotice(text, config),
    batch: null,
    modes: null,
    calls: documentedCalls(wire, address(config.jumpUrl)),
    probe: probeWith(wire, ids),
  };
}

type Payment = { readonly tradeNo: string; readonly amountFen: number; readonly subject: string };

/**
 * Amounts are fen as digits (seed). No goods_detail: it is WeChat's own form for coupons on single goods, whose numbers
 * must be known there, and the pages do not print it.
 */
const payment = ({ tradeNo, amountFen, subject }: Payment, notify: FormFields): FormFields => ({
  third_order_id: tradeNo,
  amount: String(amountFen),
  body: plainText(subject, "收款", MAX_TEXT_BYTES),
  ...notify,
});

const refundNames = (ref: RefundRef): FormFields => ({
  third_order_id: ref.tradeNo,
  merchant_refund_id: ref.refundNo,
});

const askedRefund = (ref: RefundRef, asked: Asked): AskedRefund => ({
  ...asked,
  refundNo: ref.refundNo,
  refundFen: ref.refundFen,
  sameAmountOthers: ref.sameAmountOthers,
});

/** pay_way and jspay_flag per wallet (facts §5.3, witnessed §3): WeChat's own QR has been withdrawn, it goes by flag 2. */
function qrFields(wallet: Wallet, jumpUrl: string): FormFields {
  switch (wallet) {
    case "wechat":
      return { pay_way: "WXZF", jspay_flag: "2", jump_url: jumpUrl };
    case "alipay":
      return { pay_way: "ZFBZF", jspay_flag: "0" };
    case "unionpay":
      return { pay_way: "UPSMZF", jspay_flag: "0" };
    case "ecny":
      throw new RangeError(`no QR of ${wallet} on this channel`);
    default:
      return assertNever(wallet);
  }
}
