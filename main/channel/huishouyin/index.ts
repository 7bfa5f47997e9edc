// 慧收银 (联富通 open platform) as a channel: pay codes of WeChat and Alipay, one QR for both, query, cancel, close,
// refunds. Waiting and repeating are the flow's; only a query that found "paid" asks a second thing, the amount.
import type { PayCode } from "../../../preload/contract/pay-code.ts";
import type { AttemptRef, Channel, ChannelKind, ChannelParts, RefundRef } from "../channel.ts";
import { codeOf, withTiming } from "../channel.ts";
import { exactYuan } from "./amounts.ts";
import type { Asked } from "./answer.ts";
import { documentedCalls } from "./calls.ts";
import { HUISHOUYIN_FORM } from "./form.ts";
import { goodsFields } from "./goods.ts";
import { listOrders } from "./list.ts";
import { readNotice } from "./notice.ts";
import { amountOutcome, chargeOutcome, qrOutcome, queryOutcome, undoneOutcome } from "./outcome.ts";
import { probeWith } from "./probe.ts";
import { type AskedRefund, checkOutcome, needsList, refundOutcome, refundQueryOutcome } from "./refund-outcome.ts";
import { HUISHOUYIN_PROFILE, type HuishouyinConfig, huishouyinConfig } from "./settings.ts";
import { type Wire, openWire } from "./wire.ts";

export type { HuishouyinConfig } from "./settings.ts";

const NAME = "慧收银";

const CAN: Channel["can"] = {
  payCode: ["wechat", "alipay"],
  qr: ["wechat", "alipay"],
  query: true,
  cancel: true,
  close: true,
  refund: "partial",
  refundQuery: true,
};

export const huishouyin: ChannelKind<HuishouyinConfig> = {
  id: "huishouyin",
  name: NAME,
  can: CAN,
  config: huishouyinConfig,
  secrets: ["appSecret"],
  form: HUISHOUYIN_FORM,
  open: (config, parts) => openHuishouyin(config, openWire(config, parts), parts),
};

function openHuishouyin(config: HuishouyinConfig, wire: Wire, { clock, ids }: ChannelParts): Channel {
  const asked = (tradeNo: string, code: PayCode | null = null): Asked => ({
    appId: wire.appId,
    tradeNo,
    hidden: { secret: config.appSecret, payCode: code?.reveal() ?? null },
  });
  const askedRefund = (ref: RefundRef): AskedRefund => ({
    ...asked(ref.tradeNo),
    refundNo: ref.refundNo,
    refundFen: ref.refundFen,
  });
  const ask = (name: "cancel" | "close", ref: AttemptRef) => wire.ask(name, { order_id: ref.tradeNo }, ref.timeoutMs);
  /** Two requests within one time: the second gets what the first left. */
  const within = (timeoutMs: number) => {
    const start = clock.monotonic();
    return () => Math.max(1, Math.ceil(timeoutMs - (clock.monotonic() - start)));
  };
  return {
    id: "huishouyin",
    name: NAME,
    can: CAN,
    profile: withTiming(HUISHOUYIN_PROFILE, config.timing),
    async charge(input) {
      const code = codeOf(input);
      const fields = {
        order_id: input.tradeNo,
        pay_code: code.reveal(),
        total_amount: exactYuan(input.amountFen),
        ...goodsFields(input.lines, config),
      };
      return chargeOutcome(await wire.ask("qrcode", fields, input.timeoutMs), asked(input.tradeNo, code));
    },
    async qr(input) {
      const bill = { order_id: input.tradeNo, total_amount: exactYuan(input.amountFen) };
      const fields = { ...bill, ...goodsFields(input.lines, config) };
      return qrOutcome(await wire.ask("scan", fields, input.timeoutMs), asked(input.tradeNo), input.amountFen);
    },
    async query(ref) {
      const leftMs = within(ref.timeoutMs);
      const who = asked(ref.tradeNo);
      const checked = queryOutcome(await wire.ask("check", { order_id: ref.tradeNo }, leftMs()), who);
      if (checked.kind !== "paid") return checked;
      return amountOutcome(checked, await wire.ask("get", { order_id: ref.tradeNo }, leftMs()), who);
    },
    cancel: async (ref) => undoneOutcome(await ask("cancel", ref), asked(ref.tradeNo), "cancelled"),
    close: async (ref) => undoneOutcome(await ask("close", ref), asked(ref.tradeNo), "closed"),
    async refund(ref) {
      const fields = {
        order_id: ref.tradeNo,
        refund_order_id: ref.refundNo,
        refund_amount: exactYuan(ref.refundFen),
      };
      return refundOutcome(await wire.ask("refund", fields, ref.timeoutMs), askedRefund(ref));
    },
    async refundQuery(ref) {
      const leftMs = within(ref.timeoutMs);
      const who = askedRefund(ref);
      const checked = checkOutcome(await wire.ask("check", { refund_order_id: ref.refundNo }, leftMs()), who);
      const detail = needsList(checked) ? await wire.ask("get", { order_id: ref.tradeNo }, leftMs()) : null;
      return refundQueryOutcome(checked, detail, who);
    },
    verifyNotice: ({ text }) => readNotice(text, config),
    batch: null,
    modes: null,
    list: (span) => listOrders(wire, span, { secret: config.appSecret, payCode: null }),
    calls: documentedCalls(wire, config.appSecret),
    probe: probeWith(wire, config.appSecret, { ids, clock }),
  };
}
