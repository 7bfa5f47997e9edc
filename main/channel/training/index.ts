// The training channel: a payer made of scripts, with books of its own kept in the training database. No network,
// no money. It answers like a real channel, lost answers included, so that the flow cannot tell the difference.
import { z } from "zod";
import { type Fen, fen } from "../../../preload/contract/money.ts";
import { type ChannelView } from "../../../preload/contract/views.ts";
import {
  codeOf,
  type AttemptRef,
  type CallAnswer,
  type Channel,
  type ChannelKind,
  type ChannelParts,
  type Outcome,
  type Profile,
  type RefundOutcome,
  type RefundRef,
} from "../channel.ts";
import { type Script, scriptOf } from "./scripts.ts";

const can: ChannelView["can"] = {
  payCode: ["wechat", "alipay", "unionpay"],
  qr: ["wechat", "alipay", "unionpay"],
  query: true,
  cancel: true,
  close: true,
  refund: "partial",
  refundQuery: true,
};

const timing = {
  requestTimeoutMs: 10_000,
  firstQueryMs: 2000,
  pollEveryMs: 2000,
  slowPollEveryMs: 2000,
  slowAfterMs: 20_000,
  pollForMs: 20_000,
  reverseNotBeforeMs: 0,
  closeNotBeforeMs: 0,
  watchMs: [],
};

/** Faster than a real channel, so that a lesson does not consist of waiting. */
const profile: Profile = {
  payCode: timing,
  qr: { ...timing, pollForMs: 120_000, slowPollEveryMs: 5000, slowAfterMs: 30_000 },
  refund: {
    times: null,
    days: null,
    spacingMs: null,
    cancelWithinMs: null,
    sameNumberAfterRefusal: false,
    keysOnNumber: true,
    arrives: "at_once",
  },
};

const ANSWER_MS = 300;
const LOST_ANSWER_MS = 2000;
const PASSWORD_MS = 6000;

const entrySchema = z.object({
  amountFen: z.number().int().positive(),
  script: z.enum(["pays", "types_password", "never_pays", "wrong_code", "answer_lost", "qr"]),
  at: z.number(),
  state: z.enum(["open", "paid", "failed", "reversed"]),
  refunds: z.record(z.string(), z.number().int().positive()),
});
type Entry = z.infer<typeof entrySchema>;

const config = z.object({}).strict();

export const training: ChannelKind<z.infer<typeof config>> = {
  id: "training",
  name: "训练",
  can,
  config,
  secrets: [],
  form: { fields: [], identity: [], moneyCalls: [] },
  open: (_config, parts) => openTraining(parts),
};

/** Marks a QR payment as paid by the training customer; false when there is nothing to pay. */
export function payTrainingQr(parts: Pick<ChannelParts, "memory">, tradeNo: string): boolean {
  const books = openBooks(parts);
  const entry = books.read(tradeNo);
  if (entry?.script !== "qr" || entry.state !== "open") return false;
  books.write(tradeNo, { ...entry, state: "paid" });
  return true;
}

function openBooks(parts: Pick<ChannelParts, "memory">) {
  const key = (tradeNo: string) => `training.${tradeNo}`;
  return {
    read: (tradeNo: string): Entry | null => entrySchema.safeParse(parts.memory.get(key(tradeNo))).data ?? null,
    write: (tradeNo: string, entry: Entry) => parts.memory.set(key(tradeNo), entry),
  };
}

function openTraining(parts: ChannelParts): Channel {
  const books = openBooks(parts);
  const { clock } = parts;
  const put = (tradeNo: string, amountFen: Fen, script: Entry["script"]): Entry => {
    const paid = script === "pays" || script === "answer_lost";
    const state = paid ? "paid" : script === "wrong_code" ? "failed" : "open";
    const entry: Entry = { amountFen, script, at: clock.now(), state, refunds: {} };
    books.write(tradeNo, entry);
    return entry;
  };
  /** The entry as it stands now: whoever types a password has typed it after a while. */
  const now = (tradeNo: string): Entry | null => {
    const entry = books.read(tradeNo);
    if (entry?.script !== "types_password" || entry.state !== "open") return entry;
    const typed = clock.now() - entry.at >= PASSWORD_MS;
    if (typed) books.write(tradeNo, { ...entry, state: "paid" });
    return typed ? { ...entry, state: "paid" } : entry;
  };
  const callOff = async (ref: AttemptRef): Promise<Outcome> => {
    await clock.sleep(ANSWER_MS);
    const entry = now(ref.tradeNo);
    if (!entry) return { kind: "unknown", cause: "order_missing", raw: "no such order" };
    books.write(ref.tradeNo, { ...entry, state: "reversed" });
    return { kind: "cancelled", raw: "REVERSED" };
  };
  return {
    id: "training",
    name: training.name,
    can,
    profile,
    async charge(input) {
      const script: Script = scriptOf(codeOf(input).reveal());
      const entry = put(input.tradeNo, input.amountFen, script);
      await clock.sleep(script === "answer_lost" ? LOST_ANSWER_MS : ANSWER_MS);
      if (script === "answer_lost") return { kind: "unknown", cause: "timeout", raw: "" };
      return stateOf(input.tradeNo, entry);
    },
    async qr(input) {
      put(input.tradeNo, input.amountFen, "qr");
      await clock.sleep(ANSWER_MS);
      return { kind: "ready", codeUrl: `https://training.invalid/${input.tradeNo}`, raw: "OK" };
    },
    async query(ref) {
      await clock.sleep(ANSWER_MS);
      const entry = now(ref.tradeNo);
      return entry ? stateOf(ref.tradeNo, entry) : { kind: "unknown", cause: "order_missing", raw: "no such order" };
    },
    cancel: callOff,
    close: callOff,
    refund: (ref) => refund(books, parts, ref),
    refundQuery: (ref) => refundQuery(books, parts, ref),
    verifyNotice: null,
    batch: null,
    modes: null,
    probe: null,
    calls: [
      {
        name: "pay_qr",
        input: z.object({ trade_no: z.string() }).strict(),
        send: async (input): Promise<CallAnswer> => ({
          verified: payTrainingQr(parts, String(input["trade_no"])),
          status: null,
          headers: {},
          body: { paid: now(String(input["trade_no"]))?.state === "paid" },
        }),
      },
      {
        name: "query",
        input: z.object({ trade_no: z.string() }).strict(),
        send: async (input): Promise<CallAnswer> => {
          const entry = now(String(input["trade_no"]));
          return { verified: entry !== null, status: null, headers: {}, body: entry };
        },
      },
    ],
  };
}

function stateOf(tradeNo: string, entry: Entry): Outcome {
  switch (entry.state) {
    case "paid":
      return { kind: "paid", amountFen: fen(entry.amountFen), channelTradeNo: `T${tradeNo}`, raw: "PAID" };
    case "open":
      return { kind: "awaiting", raw: entry.script === "qr" ? "NOTPAY" : "USERPAYING" };
    case "failed":
      return { kind: "declined", reason: "code_invalid", newCode: true, raw: "AUTH_CODE_INVALID" };
    case "reversed":
      return { kind: "cancelled", raw: "REVERSED" };
  }
}

type Books = ReturnType<typeof openBooks>;

async function refund(books: Books, parts: ChannelParts, ref: RefundRef): Promise<RefundOutcome> {
  await parts.clock.sleep(ANSWER_MS);
  const entry = books.read(ref.tradeNo);
  if (!entry || entry.state !== "paid") return { kind: "refused", reason: "refund_refused", raw: "NOT PAID" };
  const others = Object.entries(entry.refunds).filter(([number]) => number !== ref.refundNo);
  const given = others.reduce((sum, [, amount]) => sum + amount, 0);
  if (given + ref.refundFen > entry.amountFen) return { kind: "refused", reason: "refund_refused", raw: "TOO MUCH" };
  books.write(ref.tradeNo, { ...entry, refunds: { ...entry.refunds, [ref.refundNo]: ref.refundFen } });
  return { kind: "processing", raw: "ACCEPTED" };
}

async function refundQuery(books: Books, parts: ChannelParts, ref: RefundRef): Promise<RefundOutcome> {
  await parts.clock.sleep(ANSWER_MS);
  const amount = books.read(ref.tradeNo)?.refunds[ref.refundNo];
  return amount === undefined
    ? { kind: "absent", raw: "NO REFUND" }
    : { kind: "refunded", amountFen: fen(amount), raw: "REFUNDED" };
}
