// A channel that answers only what the record says it answered, and only when the record says so: every request waits
// until somebody releases it. It moves no money and keeps no books.
import type { Channel, Outcome, Profile, QrOutcome, RefundOutcome } from "../../../main/channel/channel.ts";
import type { Bundle } from "../../../main/command/bundle-file.ts";

export type Request = "charge" | "query" | "cancel" | "refund" | "refund_query";

/** A request that waits for its answer: of one payment, of a batch of them, or of one refund. */
export type Waiting =
  | {
      readonly about: "payment";
      readonly kind: "charge" | "query" | "cancel";
      readonly numbers: readonly string[];
      answer(outcomes: readonly Outcome[]): void;
    }
  | {
      readonly about: "refund";
      readonly kind: "refund" | "refund_query";
      readonly numbers: readonly string[];
      answer(outcome: RefundOutcome): void;
    };

const never = (): never => {
  throw new Error("a replay makes no documented calls and reads no notices");
};

/** `hold` is told of every request that leaves. */
export function openScriptedChannel(
  { id, can, hasBatch, hasModes }: Bundle["channels"][number],
  profile: Profile,
  hold: (waiting: Waiting) => void,
): Channel {
  const first = ([outcome]: readonly Outcome[]): Outcome => {
    if (!outcome) throw new Error("an answer of nothing");
    return outcome;
  };
  const wait = (kind: "charge" | "query" | "cancel", numbers: readonly string[]) =>
    new Promise<readonly Outcome[]>((answer) => hold({ about: "payment", kind, numbers, answer }));
  const refund = (kind: "refund" | "refund_query") => (ref: { readonly refundNo: string }) =>
    new Promise<RefundOutcome>((answer) => hold({ about: "refund", kind, numbers: [ref.refundNo], answer }));
  const about =
    (kind: "query" | "cancel") =>
    async ({ tradeNo }: { readonly tradeNo: string }): Promise<Outcome> =>
      first(await wait(kind, [tradeNo]));
  const askQr = async ({ tradeNo }: { readonly tradeNo: string }): Promise<QrOutcome> =>
    qrOf(first(await wait("charge", [tradeNo])));
  return {
    id,
    name: id,
    can,
    profile,
    charge: async ({ tradeNo }) => first(await wait("charge", [tradeNo])),
    qr: can.qr === null ? null : askQr,
    query: can.query ? about("query") : null,
    cancel: can.cancel ? about("cancel") : null,
    close: can.close ? about("cancel") : null,
    refund: can.refund === null ? null : refund("refund"),
    refundQuery: can.refundQuery ? refund("refund_query") : null,
    verifyNotice: null,
    batch: hasBatch
      ? {
          charge: (inputs) =>
            wait(
              "charge",
              inputs.map(({ tradeNo }) => tradeNo),
            ),
          refund: (refs) => Promise.all(refs.map(refund("refund"))),
        }
      : null,
    modes: hasModes ? { list: never, open: never, change: never, find: never } : null,
    calls: [],
    probe: null,
  };
}

/** The code's text is not kept in a bundle, and nobody scans it. */
function qrOf(outcome: Outcome): QrOutcome {
  if (outcome.kind === "declined" || outcome.kind === "unknown") return outcome;
  const number = outcome.kind === "awaiting" ? outcome.channelTradeNo : undefined;
  return {
    kind: "ready",
    codeUrl: "replayed",
    raw: outcome.raw,
    ...(number === undefined ? {} : { channelTradeNo: number }),
  };
}
