// LaiKoo PayServer as a channel: pay codes of WeChat and Alipay through the shop's 扫码枪 modes, query, refunds. It
// has no QR, no close and no reverse. A charge reads the modes first; what fails before POST /pay was never sent.
import { type Channel, type ChannelKind, type ChannelParts, type ChargeInput, type Outcome } from "../channel.ts";
import { type AttemptRef, withTiming } from "../channel.ts";
import { itemsOf, readAnswer } from "./answer.ts";
import { documentedCalls } from "./calls.ts";
import { PAYSERVER_FORM } from "./form.ts";
import { type Mode, pickMode } from "./modes.ts";
import { type Asked, chargeOutcome, notYes, queryOutcome } from "./outcome.ts";
import { probeWith } from "./probe.ts";
import { rawLine } from "./raw.ts";
import { openRefunds } from "./refund.ts";
import { PAYSERVER_PROFILE, type PayserverConfig, merchantUuidOf, payserverConfig } from "./settings.ts";
import { type Wire, openWire } from "./wire.ts";

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

/** The list is read in milliseconds (witnessed.md §2); a cashier does not wait a minute to learn that it cannot be. */
const LIST_TIMEOUT_MS = 10_000;

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
    async charge(input) {
      const mode = await chooseMode(wire, config, input);
      if ("kind" in mode) return mode;
      const answer = await wire.post("/pay", chargeBody(config, input, mode), input.timeoutMs);
      const asked = askedOf(input);
      const hidden = { ...asked.hidden, codes: [input.code.reveal()] };
      return chargeOutcome(answer, { ...asked, payModeUUID: mode.uuid, hidden });
    },
    qr: null,
    query: async (ref) => queryOutcome(await askOrder(ref), askedOf(ref)),
    cancel: null,
    close: null,
    refund: refunds.refund,
    refundQuery: refunds.refundQuery,
    verifyNotice: null,
    calls: documentedCalls(wire, config),
    probe: probeWith(config, wire),
  };
}

/** Nothing was charged and the code is still fresh: the pay request never left. */
const neverSent = (raw: string): Outcome => ({ kind: "declined", reason: "never_sent", newCode: false, raw });

async function chooseMode(wire: Wire, config: PayserverConfig, input: ChargeInput): Promise<Mode | Outcome> {
  const merchantUUID = merchantUuidOf(config.payee);
  const answer = await wire.get(
    "/payModes",
    { merchantUUID, isOpened: 1, orderBy: "uiOrder desc", limit: 100 },
    Math.min(input.timeoutMs, LIST_TIMEOUT_MS),
  );
  const hidden = { codes: [], token: config.token };
  const said = readAnswer(answer, hidden);
  if (said.said !== "yes") return neverSent(rawLine(["payModes:", notYes(said, hidden).raw]));
  const items = itemsOf(said.body);
  if (items === null) return neverSent("payModes: no items");
  const mode = pickMode(items, { mode: input.mode, wallet: input.code.wallet, merchantUUID });
  return mode ?? neverSent(rawLine(["payModes: no open mode", input.mode ?? `of a bar code for ${input.code.wallet}`]));
}

/** Exactly the documented fields: one more, and the wallet is charged but no order is stored (witnessed.md C27). */
function chargeBody(config: PayserverConfig, input: ChargeInput, mode: Mode): Readonly<Record<string, unknown>> {
  if (input.amountFen === 0) throw new RangeError("nothing to charge");
  return {
    payModeUUID: mode.uuid,
    payer: config.payer,
    payee: config.payee,
    payAmount: input.amountFen,
    clientPayNo: input.tradeNo,
    payParams: { payBarCode: input.code.reveal() },
    clientExtraParams: {
      orderNo: input.tradeNo,
      orderAmount: input.amountFen,
      receiveableAmount: input.amountFen,
    },
  };
}
