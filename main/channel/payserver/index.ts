// LaiKoo PayServer as a channel: every pay mode of the shop, one payment or several at once, query, refunds. It has no
// QR, no close and no reverse. A charge reads the modes first; what fails before POST /pay was never sent.
import { type AttemptRef, type Channel, type ChannelKind, type ChannelParts, withTiming } from "../channel.ts";
import { documentedCalls } from "./calls.ts";
import { openCharges } from "./charge.ts";
import { PAYSERVER_FORM } from "./form.ts";
import { openModeList } from "./mode-list.ts";
import { type Asked, queryOutcome } from "./outcome.ts";
import { probeWith } from "./probe.ts";
import { openRefunds } from "./refund.ts";
import { PAYSERVER_PROFILE, type PayserverConfig, payserverConfig } from "./settings.ts";
import { openWire } from "./wire.ts";

export type { PayserverConfig } from "./settings.ts";

const NAME = "LaiKoo PayServer";

const CAN: Channel["can"] = {
  payCode: ["wechat", "alipay"],
  qr: null,
  query: true,
  cancel: false,
  close: false,
  refund: "partial",
  refundQuery: true,
};

export const payserver: ChannelKind<PayserverConfig> = {
  id: "payserver",
  name: NAME,
  can: CAN,
  config: payserverConfig,
  secrets: ["token"],
  form: PAYSERVER_FORM,
  open: openPayserver,
};

function openPayserver(config: PayserverConfig, parts: ChannelParts): Channel {
  const wire = openWire(config, parts);
  const profile = withTiming(PAYSERVER_PROFILE, config.timing);
  const askedOf = (ref: Pick<AttemptRef, "tradeNo" | "amountFen">): Asked => ({
    tradeNo: ref.tradeNo,
    amountFen: ref.amountFen,
    payee: config.payee,
    payModeUUID: null,
    hidden: { codes: [], token: config.token },
  });
  const askOrder = (ref: AttemptRef) => wire.get("/payOrders", { clientPayNo: ref.tradeNo }, ref.timeoutMs);
  const charges = openCharges({ wire, config, askedOf });
  const refunds = openRefunds({
    wire,
    clock: parts.clock,
    requestTimeoutMs: profile.payCode.requestTimeoutMs,
    askOrder,
    askedOf,
  });
  return {
    id: "payserver",
    name: NAME,
    can: CAN,
    profile,
    charge: charges.charge,
    qr: null,
    query: async (ref) => queryOutcome(await askOrder(ref), askedOf(ref)),
    cancel: null,
    close: null,
    refund: refunds.refund,
    refundQuery: refunds.refundQuery,
    verifyNotice: null,
    batch: { charge: charges.chargeAll, refund: refunds.refundAll },
    modes: { ...openModeList({ wire, config }), find: charges.find },
    calls: documentedCalls(wire, config),
    probe: probeWith(config, wire),
  };
}
