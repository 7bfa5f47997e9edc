// Pooul (普尔瀚达, v2 API) as a channel: pay codes of WeChat and Alipay, QR codes of both, query, reverse, close,
// refunds. Waiting and repeating are the flow's; only a query that found "paid" without an amount asks a second thing.
import type { PayCode } from "../../../preload/contract/pay-code.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import type { AttemptRef, Channel, ChannelKind, ChannelParts, RefundRef } from "../channel.ts";
import { codeOf, withTiming } from "../channel.ts";
import { plainText } from "../words.ts";
import type { Asked } from "./answer.ts";
import { documentedCalls } from "./calls.ts";
import { POOUL_FORM } from "./form.ts";
import { readNotice } from "./notice.ts";
import { amountOutcome, chargeOutcome, paymentOutcome, qrOutcome, undoneOutcome } from "./outcome.ts";
import { type AskedRefund, refundOutcome, refundQueryOutcome } from "./refund-outcome.ts";
import { probeWith } from "./probe.ts";
import { POOUL_PROFILE, type PooulConfig, pooulConfig } from "./settings.ts";
import { openWire, type Wire } from "./wire.ts";

export type { PooulConfig } from "./settings.ts";

/**
 * Bytes of UTF-8 in `body` and `refund_desc`: Pooul names no limit; WeChat behind it takes 128 bytes in `body` and 80
 * characters in a refund's reason.
 */
const MAX_TEXT_BYTES = 120;

const NAME = "普尔瀚达 Pooul";

const CAN: Channel["can"] = {
  payCode: ["wechat", "alipay"],
  qr: ["wechat", "alipay"],
  query: true,
  cancel: true,
  close: true,
  refund: "partial",
  refundQuery: true,
};

export const pooul: ChannelKind<PooulConfig> = {
  id: "pooul",
  name: NAME,
  can: CAN,
  config: pooulConfig,
  secrets: ["privateKeyPem"],
  form: POOUL_FORM,
  open: (config, parts) => openPooul(config, openWire(config, parts), parts),
};

function openPooul(config: PooulConfig, wire: Wire, { clock, ids }: ChannelParts): Channel {
  const notify = config.notifyUrl === undefined ? {} : { notify_url: config.notifyUrl };
  const asked = (tradeNo: string, code: PayCode | null = null): Asked => ({
    key: wire.key,
    missingCodes: wire.missingCodes,
    merchantId: wire.merchantId,
    tradeNo,
    payCode: code?.reveal() ?? null,
  });
  const ask = (name: "query" | "refund_query" | "reverse" | "close", ref: AttemptRef) =>
    wire.ask(name, { mch_trade_id: ref.tradeNo }, ref.timeoutMs);
  return {
    id: "pooul",
    name: NAME,
    can: CAN,
    profile: withTiming(POOUL_PROFILE, config.timing),
    async charge(input) {
      const code = codeOf(input);
      const answer = await wire.ask(
        "pay",
        {
          pay_type: "common.micro",
          mch_trade_id: input.tradeNo,
          total_fee: input.amountFen,
          spbill_create_ip: config.spbillCreateIp,
          ...notify,
          body: plainText(input.subject, "收款", MAX_TEXT_BYTES),
          auth_code: code.reveal(),
        },
        input.timeoutMs,
      );
      return chargeOutcome(answer, asked(input.tradeNo, code));
    },
    async qr(input) {
      const answer = await wire.ask(
        "pay",
        {
          pay_type: qrPayType(input.wallet),
          mch_trade_id: input.tradeNo,
          total_fee: input.amountFen,
          spbill_create_ip: config.spbillCreateIp,
          ...notify,
          body: plainText(input.subject, "收款", MAX_TEXT_BYTES),
        },
        input.timeoutMs,
      );
      return qrOutcome(answer, asked(input.tradeNo));
    },
    async query(ref) {
      const startMs = clock.monotonic();
      const who = asked(ref.tradeNo);
      const found = paymentOutcome(await ask("query", ref), who);
      if (found.kind !== "paid" || found.amountFen !== null) return found;
      // Both within one time.
      const timeoutMs = Math.max(1, Math.ceil(ref.timeoutMs - (clock.monotonic() - startMs)));
      return amountOutcome(found, await ask("refund_query", { ...ref, timeoutMs }), who);
    },
    cancel: async (ref) => undoneOutcome(await ask("reverse", ref), asked(ref.tradeNo), "cancelled"),
    close: async (ref) => undoneOutcome(await ask("close", ref), asked(ref.tradeNo), "closed"),
    async refund(ref) {
      const answer = await wire.ask(
        "refund",
        {
          mch_trade_id: ref.tradeNo,
          mch_refund_id: ref.refundNo,
          refund_fee: ref.refundFen,
          refund_desc: plainText(ref.why, "退款", MAX_TEXT_BYTES),
          ...notify,
        },
        ref.timeoutMs,
      );
      return refundOutcome(answer, askedRefund(ref, asked(ref.tradeNo)));
    },
    async refundQuery(ref) {
      // Edition A reads the order's number, edition B the refund's (facts §4.3): both are sent.
      const fields = { mch_trade_id: ref.tradeNo, mch_refund_id: ref.refundNo };
      const answer = await wire.ask("refund_query", fields, ref.timeoutMs);
      return refundQueryOutcome(answer, askedRefund(ref, asked(ref.tradeNo)));
    },
    verifyNotice: ({ text }) => readNotice(text, wire),
    batch: null,
    modes: null,
    calls: documentedCalls(wire, config.spbillCreateIp),
    probe: probeWith(wire, ids),
  };
}

const askedRefund = (ref: RefundRef, asked: Asked): AskedRefund => ({
  ...asked,
  refundNo: ref.refundNo,
  refundFen: ref.refundFen,
  sameAmountOthers: ref.sameAmountOthers,
});

function qrPayType(wallet: Wallet): string {
  switch (wallet) {
    case "wechat":
      return "wechat.scan";
    case "alipay":
      return "alipay.scan";
    case "unionpay":
    case "ecny":
      throw new RangeError(`no QR of ${wallet} on this channel`);
    default:
      return assertNever(wallet);
  }
}
