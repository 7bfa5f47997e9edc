// A small honest channel for tests of the flow: it keeps its own books, answers from them, and loses, delays or
// falsifies exactly the answers a test says. It knows nothing of the flow.
import type { Channel, Outcome, Profile, QrOutcome, RefundOutcome, Timing } from "../../main/channel/channel.ts";
import type { Clock } from "../../main/clock.ts";
import { type Fen, fen } from "../../preload/contract/money.ts";

export type CallName =
  | "charge"
  | "qr"
  | "query"
  | "cancel"
  | "close"
  | "refund"
  | "refundQuery"
  | "batch"
  | "batchRefund";

/** How the payer behaves: `typesMs` = pays that long after the charge; null = never. */
export type Payer = "pays" | "refuses" | { readonly typesMs: number | null };

export type Entry = {
  readonly amountFen: Fen;
  readonly atMs: number;
  readonly paysAtMs: number | null;
  state: "open" | "paid" | "failed" | "reversed";
  readonly refunds: Map<string, { readonly amountFen: Fen; asked: number }>;
};

/**
 * What happens to one call instead of an honest answer. `lose_request`: it never arrives. `lose_answer`: it is carried
 * out, the answer is lost. `not_connected`: no byte left. An object: that answer, and nothing is carried out.
 */
export type Fault<Answer> = "honest" | "lose_request" | "lose_answer" | "not_connected" | "throws" | Answer;

export type Script = {
  payer: Payer;
  answerMs: number;
  /** Faults of the n-th call of each kind; honest after the last. */
  readonly faults: {
    charge: Fault<Outcome>[];
    qr: Fault<QrOutcome>[];
    query: Fault<Outcome>[];
    cancel: Fault<Outcome>[];
    close: Fault<Outcome>[];
    refund: Fault<RefundOutcome>[];
    refundQuery: Fault<RefundOutcome>[];
  };
  /** A cancel or close that reaches the channel is refused this many times first. */
  refusals: number;
  /** A refund is "processing" for this many questions before it is finished. */
  refundQuestions: number;
};

export type FlowChannel = Channel & {
  readonly script: Script;
  readonly books: Map<string, Entry>;
  readonly calls: [];
  readonly probe: null;
  /** Every request as the flow sent it, whether or not it arrived. */
  readonly heard: { readonly name: CallName; readonly number: string; readonly atMs: number }[];
  /** Runs before a request leaves and after it was carried out: the place for crashes and looks at the disk. */
  hooks: { before(name: CallName, number: string): void; after(name: CallName, number: string): void };
  count(name: CallName): number;
  times(name: CallName): number[];
  /** What stands at the channel for this number, at this moment. */
  stateOf(number: string): Entry["state"] | "missing";
};

export const TIMING: Timing = {
  requestTimeoutMs: 30_000,
  firstQueryMs: 5000,
  pollEveryMs: 5000,
  slowPollEveryMs: 10_000,
  slowAfterMs: 15_000,
  pollForMs: 30_000,
  reverseNotBeforeMs: 15_000,
  closeNotBeforeMs: 300_000,
  watchMs: [],
};
const QR_TIMING: Timing = {
  ...TIMING,
  firstQueryMs: 2000,
  pollEveryMs: 2000,
  slowPollEveryMs: 5000,
  pollForMs: 120_000,
};

export type ChannelOptions = {
  readonly without?: readonly ("query" | "cancel" | "close" | "refundQuery" | "refund")[];
  readonly timing?: Partial<Timing>;
  readonly refund?: Partial<Profile["refund"]>;
  readonly fullRefundsOnly?: boolean;
  /** Takes several payments, and several refunds, in one request. */
  readonly batch?: boolean;
  /** Lists modes that need no code. */
  readonly modes?: boolean;
};

export function openFlowChannel(clock: Clock, options: ChannelOptions = {}): FlowChannel {
  const script: Script = {
    payer: "pays",
    answerMs: 100,
    faults: { charge: [], qr: [], query: [], cancel: [], close: [], refund: [], refundQuery: [] },
    refusals: 0,
    refundQuestions: 1,
  };
  const books = new Map<string, Entry>();
  const heard: FlowChannel["heard"] = [];
  const hooks: FlowChannel["hooks"] = { before() {}, after() {} };
  const has = (name: NonNullable<ChannelOptions["without"]>[number]) => !options.without?.includes(name);
  const ledger = makeLedger(clock, script, books);

  type Unclear = Extract<Outcome, { kind: "unknown" }>;
  const unclear = (cause: Unclear["cause"]): Unclear => ({ kind: "unknown", cause, raw: cause });
  async function call<Answer>(
    name: CallName,
    number: string,
    timeoutMs: number,
    fault: Fault<Answer>,
    work: () => Answer,
  ): Promise<Answer | Unclear> {
    hooks.before(name, number);
    heard.push({ name, number, atMs: clock.monotonic() });
    if (fault === "throws") throw new TypeError("a bug of the channel");
    if (fault === "not_connected") return unclear("not_connected");
    const answer = fault === "honest" || fault === "lose_answer" ? work() : fault;
    hooks.after(name, number);
    const isLost = fault === "lose_request" || fault === "lose_answer";
    await clock.sleep(isLost ? timeoutMs : script.answerMs);
    return isLost || answer === "lose_request" ? unclear("timeout") : answer;
  }
  const { faults } = script;
  const next = <Answer>(list: Fault<Answer>[]): Fault<Answer> => list.shift() ?? "honest";

  const channel: FlowChannel = {
    id: "pooul",
    name: "test",
    can: {
      payCode: ["wechat", "alipay"],
      qr: ["wechat"],
      query: has("query"),
      cancel: has("cancel"),
      close: has("close"),
      refund: options.fullRefundsOnly ? "full" : "partial",
      refundQuery: has("refundQuery"),
    },
    profile: {
      payCode: { ...TIMING, ...options.timing },
      qr: { ...QR_TIMING, ...options.timing },
      refund: {
        times: null,
        days: null,
        spacingMs: null,
        cancelWithinMs: null,
        sameNumberAfterRefusal: false,
        keysOnNumber: true,
        arrives: "at_once",
        ...options.refund,
      },
    },
    charge: ({ tradeNo, amountFen, timeoutMs }) =>
      call("charge", tradeNo, timeoutMs, next(faults.charge), () => ledger.charge(tradeNo, amountFen)),
    qr: ({ tradeNo, amountFen, timeoutMs }) =>
      call("qr", tradeNo, timeoutMs, next(faults.qr), () => ledger.qr(tradeNo, amountFen)),
    query: has("query")
      ? (ref) => call("query", ref.tradeNo, ref.timeoutMs, next(faults.query), () => ledger.say(ref.tradeNo))
      : null,
    cancel: has("cancel")
      ? (ref) =>
          call("cancel", ref.tradeNo, ref.timeoutMs, next(faults.cancel), () => ledger.undo(ref.tradeNo, "cancelled"))
      : null,
    close: has("close")
      ? (ref) => call("close", ref.tradeNo, ref.timeoutMs, next(faults.close), () => ledger.undo(ref.tradeNo, "closed"))
      : null,
    refund: has("refund")
      ? (ref) =>
          call("refund", ref.refundNo, ref.timeoutMs, next(faults.refund), () =>
            ledger.refund(ref.tradeNo, ref.refundNo, ref.refundFen),
          )
      : null,
    refundQuery: has("refundQuery")
      ? (ref) =>
          call("refundQuery", ref.refundNo, ref.timeoutMs, next(faults.refundQuery), () =>
            ledger.sayRefund(ref.tradeNo, ref.refundNo),
          )
      : null,
    verifyNotice: null,
    batch: null,
    modes: options.modes ? NO_MODES : null,
    calls: [],
    probe: null,
    script,
    books,
    heard,
    hooks,
    count: (name) => heard.filter((one) => one.name === name).length,
    times: (name) => heard.filter((one) => one.name === name).map((one) => one.atMs),
    stateOf: (number) => ledger.now(number)?.state ?? "missing",
  };
  if (!options.batch) return channel;
  const { charge, refund } = channel;
  const together = (name: CallName, numbers: readonly string[]) =>
    heard.push({ name, number: numbers.join(" "), atMs: clock.monotonic() });
  return {
    ...channel,
    batch: {
      charge(inputs) {
        together(
          "batch",
          inputs.map(({ tradeNo }) => tradeNo),
        );
        return Promise.all(inputs.map((input) => charge(input)));
      },
      refund(refs) {
        together(
          "batchRefund",
          refs.map(({ refundNo }) => refundNo),
        );
        if (!refund) throw new Error("no refund");
        return Promise.all(refs.map((ref) => refund(ref)));
      },
    },
  };
}

const nothing = { kind: "unknown", cause: "cannot_ask", raw: "" } as const;
/** A channel that has modes: which ones is not what the flow decides by. */
const NO_MODES: Channel["modes"] = {
  list: () => Promise.resolve(nothing),
  open: () => Promise.resolve(nothing),
  change: () => Promise.resolve(nothing),
  find: () => Promise.resolve(nothing),
};

function makeLedger(clock: Clock, script: Script, books: Map<string, Entry>) {
  /** The entry as it stands now: whoever types a password has typed it after a while. */
  const now = (number: string): Entry | undefined => {
    const entry = books.get(number);
    if (entry?.state === "open" && entry.paysAtMs !== null && clock.monotonic() >= entry.paysAtMs) entry.state = "paid";
    return entry;
  };
  const put = (number: string, amountFen: Fen, payer: Payer): void => {
    if (books.has(number)) throw new Error(`charged twice under ${number}`);
    const atMs = clock.monotonic();
    const paysAtMs = typeof payer === "object" && payer.typesMs !== null ? atMs + payer.typesMs : null;
    const state = payer === "pays" ? "paid" : payer === "refuses" ? "failed" : "open";
    books.set(number, { amountFen, atMs, paysAtMs, state, refunds: new Map() });
  };
  const say = (number: string): Outcome => {
    const entry = now(number);
    switch (entry?.state) {
      case undefined:
        return { kind: "unknown", cause: "order_missing", raw: "no such order" };
      case "paid":
        return { kind: "paid", amountFen: entry.amountFen, channelTradeNo: `C${number}`, raw: "PAID" };
      case "failed":
        return { kind: "declined", reason: "balance_low", newCode: true, raw: "FAILED" };
      case "open":
        return { kind: "awaiting", raw: "USERPAYING" };
      case "reversed":
        return { kind: "cancelled", raw: "REVERSED" };
    }
  };
  return {
    now,
    say,
    charge(number: string, amountFen: Fen): Outcome {
      put(number, amountFen, script.payer);
      return say(number);
    },
    qr(number: string, amountFen: Fen): QrOutcome {
      put(number, amountFen, script.payer === "pays" ? { typesMs: 0 } : script.payer);
      return { kind: "ready", codeUrl: `weixin://wxpay/${number}`, channelTradeNo: `C${number}`, raw: "OK" };
    },
    undo(number: string, kind: "cancelled" | "closed"): Outcome {
      const entry = now(number);
      if (!entry) return { kind: "unknown", cause: "order_missing", raw: "no such order" };
      if (script.refusals > 0) {
        script.refusals -= 1;
        return { kind: "unknown", cause: "failure_answered", raw: "payer is typing" };
      }
      entry.state = "reversed";
      return { kind, raw: "OK" };
    },
    refund(number: string, refundNo: string, amountFen: Fen): RefundOutcome {
      const entry = now(number);
      if (entry?.state !== "paid") return { kind: "refused", reason: "refund_refused", raw: "NOT PAID" };
      const others = [...entry.refunds].filter(([other]) => other !== refundNo);
      const given = others.reduce((sum, [, other]) => sum + other.amountFen, 0);
      if (given + amountFen > entry.amountFen) return { kind: "refused", reason: "refund_refused", raw: "TOO MUCH" };
      if (!entry.refunds.has(refundNo)) entry.refunds.set(refundNo, { amountFen: fen(amountFen), asked: 0 });
      return { kind: "processing", raw: "ACCEPTED" };
    },
    sayRefund(number: string, refundNo: string): RefundOutcome {
      const refund = now(number)?.refunds.get(refundNo);
      if (!refund) return { kind: "absent", raw: "NO REFUND" };
      refund.asked += 1;
      if (refund.asked < script.refundQuestions) return { kind: "processing", raw: "PROCESSING" };
      return { kind: "refunded", amountFen: refund.amountFen, raw: "REFUNDED" };
    },
  };
}
