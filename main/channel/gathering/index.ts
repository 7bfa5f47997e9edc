// Yapos Pay (/v1/gathering) as a channel: pay codes and QR codes of WeChat and Alipay, full refunds. It has no query,
// no cancel, no close and no refund query: what one answer does not settle, a person must.
import type { PayCode } from "../../../preload/contract/pay-code.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import { type Channel, type ChannelKind, codeOf, withTiming } from "../channel.ts";
import type { PayingWallet } from "./amounts.ts";
import { documentedCalls } from "./calls.ts";
import { GATHERING_FORM } from "./form.ts";
import { paymentOutcome, qrOutcome } from "./outcome.ts";
import { probeWith } from "./probe.ts";
import { refundNeverSent, refundOutcome } from "./refund-outcome.ts";
import { GATHERING_PROFILE, type GatheringConfig, gatheringConfig } from "./settings.ts";
import { type CallName, type Wire, openWire } from "./wire.ts";

export type { GatheringConfig } from "./settings.ts";

const NAME = "Yapos Pay";

const CAN: Channel["can"] = {
  payCode: ["wechat", "alipay"],
  qr: ["wechat", "alipay"],
  query: false,
  cancel: false,
  close: false,
  refund: "full",
  refundQuery: false,
};

export const gathering: ChannelKind<GatheringConfig> = {
  id: "gathering",
  name: NAME,
  can: CAN,
  config: gatheringConfig,
  secrets: ["password"],
  form: GATHERING_FORM,
  open: (config, parts) => openGathering(config, openWire(config, parts)),
};

function openGathering(config: GatheringConfig, wire: Wire): Channel {
  return {
    id: "gathering",
    name: NAME,
    can: CAN,
    profile: withTiming(GATHERING_PROFILE, config.timing),
    async charge(input) {
      const { amountFen, timeoutMs } = input;
      const code = codeOf(input);
      const wallet = payingWallet(code.wallet);
      const reached = await wire.ask(
        "gathering",
        { sid: config.sid, auth_code: code.reveal(), total_amount: amountFen },
        timeoutMs,
      );
      return paymentOutcome(reached, { wallet, amountFen, hidden: hiddenWith(wire, code) });
    },
    async qr({ wallet, amountFen, timeoutMs }) {
      const attributes = { sid: config.sid, total_amount: amountFen };
      const reached = await wire.ask(qrCall(payingWallet(wallet)), attributes, timeoutMs);
      return qrOutcome(reached, hiddenWith(wire, null));
    },
    query: null,
    cancel: null,
    close: null,
    async refund({ channelTradeNo, wallet, amountFen, refundFen, timeoutMs }) {
      if (refundFen !== amountFen) throw new RangeError("this channel refunds in full only");
      // The one handle there is. A QR payment and one a person recorded have none.
      if (channelTradeNo === null) return refundNeverSent("no merchant_trade_no is known");
      const reached = await wire.ask("refund", { merchant_trade_no: channelTradeNo }, timeoutMs);
      return refundOutcome(reached, wallet, hiddenWith(wire, null));
    },
    refundQuery: null,
    verifyNotice: null,
    batch: null,
    modes: null,
    calls: documentedCalls(config, wire),
    probe: probeWith(config, wire),
  };
}

const hiddenWith = (wire: Wire, code: PayCode | null) => wire.hidden(code?.reveal() ?? null);

const qrCall = (wallet: PayingWallet): CallName => (wallet === "wechat" ? "wechat_payment" : "alipay_payment");

function payingWallet(wallet: Wallet): PayingWallet {
  switch (wallet) {
    case "wechat":
    case "alipay":
      return wallet;
    case "unionpay":
    case "ecny":
      throw new RangeError(`${wallet} is not taken on this channel`);
    default:
      return assertNever(wallet);
  }
}
