// Charges through PayServer's modes, one payment or several at once. The modes are read first, and what fails before
// the one POST was never sent. Of several payments none is sent where one cannot be.
import type { Channel, ChargeInput, Outcome } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import type { PayModes } from "../pay-modes.ts";
import { type JsonObject, itemsOf, readAnswer } from "./answer.ts";
import { checkedNumbers, itemAnswers } from "./batch.ts";
import { PAY_PARAMS } from "./call-schemas.ts";
import { type Mode, modesOf, pickMode } from "./modes.ts";
import { type Asked, type Unknown, chargeOutcome, notYes, offlineOutcome, unknown } from "./outcome.ts";
import { rawLine } from "./raw.ts";
import { type PayserverConfig, merchantUuidOf } from "./settings.ts";
import type { Wire } from "./wire.ts";

export type ChargeParts = {
  readonly wire: Wire;
  readonly config: PayserverConfig;
  askedOf(input: Pick<ChargeInput, "tradeNo" | "amountFen">): Asked;
};

/** The list is read in milliseconds (witnessed.md §2); a cashier does not wait a minute to learn that it cannot be. */
const LIST_TIMEOUT_MS = 10_000;

type Declined = Extract<Outcome, { kind: "declined" }>;
/** A payment that may go out. */
type Ready = { readonly body: JsonObject; readonly mode: Mode; readonly asked: Asked };

/** Nothing was charged and the code is still fresh: the pay request never left. */
const neverSent = (raw: string): Declined => ({ kind: "declined", reason: "never_sent", newCode: false, raw });

export type Charges = Pick<Channel, "charge"> & {
  readonly chargeAll: NonNullable<Channel["batch"]>["charge"];
  readonly find: PayModes["find"];
};

export function openCharges(parts: ChargeParts): Charges {
  const { wire } = parts;
  return {
    async charge(input) {
      const modes = await openModes(parts, input.timeoutMs);
      if ("cause" in modes) return neverSent(rawLine(["payModes:", modes.raw]));
      const ready = prepared(parts, modes, input);
      if ("kind" in ready) return ready;
      return judged(await wire.post("/pay", ready.body, input.timeoutMs), ready);
    },
    chargeAll: (inputs) => chargeAll(parts, inputs),
    async find(wanted, timeoutMs) {
      const modes = await openModes(parts, timeoutMs);
      if ("cause" in modes) return { kind: "unknown", cause: modes.cause, raw: modes.raw };
      const mode = pickMode(modes, wanted);
      return mode === null ? { kind: "none" } : { kind: "found", mode };
    },
  };
}

async function chargeAll(parts: ChargeParts, inputs: readonly ChargeInput[]): Promise<readonly Outcome[]> {
  if (inputs.length === 0) return [];
  const numbers = checkedNumbers(inputs.map(({ tradeNo }) => tradeNo));
  const timeoutMs = Math.max(...inputs.map((input) => input.timeoutMs));
  const modes = await openModes(parts, timeoutMs);
  if ("cause" in modes) return inputs.map(() => neverSent(rawLine(["payModes:", modes.raw])));
  const all = inputs.map((input) => prepared(parts, modes, input));
  const ready = all.filter((one): one is Ready => !("kind" in one));
  if (ready.length < all.length)
    return all.map((one) => ("kind" in one ? one : neverSent("another payment of the batch could not be sent")));
  const answer = await parts.wire.post("/batchPay", { batchPayData: ready.map(({ body }) => body) }, timeoutMs);
  const hidden = { codes: ready.flatMap(({ asked }) => asked.hidden.codes), token: parts.config.token };
  const answers = itemAnswers(answer, { list: "batchPayResult", number: "clientPayNo", numbers, hidden });
  return ready.map((one, at) => {
    const own = answers[at];
    if (own === undefined) throw new Error("an item without an answer");
    return "cause" in own ? ofMode(unknown(own.cause, own.raw), one.mode) : judged(own, one);
  });
}

async function openModes({ wire, config }: ChargeParts, timeoutMs: number): Promise<readonly Mode[] | Unknown> {
  const merchantUUID = merchantUuidOf(config.payee);
  const query = { merchantUUID, isOpened: 1, orderBy: "uiOrder desc", limit: 100 };
  const hidden = { codes: [], token: config.token };
  const said = readAnswer(await wire.get("/payModes", query, Math.min(timeoutMs, LIST_TIMEOUT_MS)), hidden);
  if (said.said !== "yes") return notYes(said, hidden);
  const items = itemsOf(said.body);
  return items === null
    ? unknown("unreadable", "no items")
    : modesOf(items, merchantUUID).filter((mode) => mode.isOpen);
}

function prepared({ config, askedOf }: ChargeParts, modes: readonly Mode[], input: ChargeInput): Ready | Declined {
  if (input.amountFen === 0) throw new RangeError("nothing to charge");
  const wallet = input.code?.wallet ?? null;
  const mode = pickMode(modes, { mode: input.mode, wallet });
  if (mode === null)
    return neverSent(
      rawLine(["payModes: no open mode", (input.mode ?? wallet === null) ? "is named" : `of a bar code for ${wallet}`]),
    );
  const params = payParams(mode, input);
  if (params === null) return neverSent(rawLine([`payParams: not what ${mode.name} needs (${mode.needs})`]));
  const asked = askedOf(input);
  const hidden = { ...asked.hidden, codes: input.code === null ? [] : [input.code.reveal()] };
  return { mode, body: payBody(config, input, mode, params), asked: { ...asked, payModeUUID: mode.uuid, hidden } };
}

/** What the mode's document asks for, and nothing more; null when the fields are not that. */
function payParams({ needs }: Mode, { code, fields }: ChargeInput): JsonObject | null {
  const { merchandiseDetails, ...plain } = fields;
  const details = merchandiseDetails === undefined ? {} : { merchandiseDetails: fromJson(merchandiseDetails) };
  const given = { ...plain, ...details, ...(code === null ? {} : { payBarCode: code.reveal() }) };
  return PAY_PARAMS[needs].safeParse(given).data ?? null;
}

function fromJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

/** Exactly the documented fields: one more, and the wallet is charged but no order is stored (witnessed.md C27). */
function payBody(config: PayserverConfig, input: ChargeInput, mode: Mode, params: JsonObject): JsonObject {
  return {
    payModeUUID: mode.uuid,
    payer: config.payer,
    payee: config.payee,
    payAmount: input.amountFen,
    clientPayNo: input.tradeNo,
    payParams: params,
    clientExtraParams: {
      orderNo: input.tradeNo,
      orderAmount: input.amountFen,
      receiveableAmount: input.amountFen,
    },
  };
}

function judged(answer: HttpAnswer, { asked, mode }: Ready): Outcome {
  return (mode.isOffline ? offlineOutcome(answer, asked) : null) ?? ofMode(chargeOutcome(answer, asked), mode);
}

/** Nothing is stored of an offline mode, so what its one answer did not settle no question ever will. */
const ofMode = (outcome: Outcome, { isOffline }: Mode): Outcome =>
  outcome.kind === "unknown" && isOffline ? { ...outcome, byHand: true } : outcome;
