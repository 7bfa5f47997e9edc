// `bundle ORDER FILE`: everything the till knows about one order in one file that may be handed to support: events,
// timing, version. Nothing in it is a key or a pay code (its last four digits only); of what people wrote, only what the
// events themselves carry.
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type TradeNo, tradeNo as readTradeNo } from "../../preload/contract/ids.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import { channelKind } from "../channel/registry.ts";
import type { Flow } from "../payment/flow.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import type { EventRow } from "../store/journal.ts";
import { orderById } from "../store/orders.ts";
import { refundsOf } from "../store/refunds.ts";
import { type Bundle, writeBundle } from "./bundle-file.ts";
import { writeNewFile } from "./new-file.ts";
import { Usage } from "./options.ts";
import { type Verb, bookWith } from "./verbs.ts";

/** The file's text for the order that the attempt belongs to, with all its tenders and refunds. */
export function makeBundle(flow: Flow, tradeNo: TradeNo, version: string): string {
  const { read } = flow.store;
  const one = attemptByNo(read, tradeNo);
  const order = one && orderById(read, one.orderId);
  if (!order) throw new Error(`no order of ${tradeNo}`);
  const attempts = attemptsOfOrder(read, order.orderId);
  const refunds = attempts.flatMap((attempt) => refundsOf(read, attempt.tradeNo));
  const numbers = [...attempts.map((attempt) => attempt.tradeNo), ...refunds.map((refund) => refund.refundNo)];
  const events = read.all<EventRow & { subject: "attempt" | "refund" }>(
    `SELECT * FROM events WHERE subject_id IN (${numbers.map(() => "?").join(", ")}) ORDER BY seq`,
    ...numbers,
  );
  return writeBundle({
    version,
    madeAt: flow.clock.now(),
    order: {
      orderId: order.orderId,
      owedFen: order.amountFen,
      training: flow.isTraining,
      createdAt: order.createdAt,
    },
    channels: [...new Set(attempts.map((attempt) => attempt.channel))].flatMap((id) => channelOf(flow, id)),
    attempts: attempts.map(
      ({ orderId: _order, exceptionSettled: _settled, raw: _raw, codeUrl: _url, codeExpiresAt: _expires, ...rest }) =>
        rest,
    ),
    refunds: refunds.map(({ why: _why, person: _person, raw: _raw, noAnswers: _answers, ...rest }) => rest),
    events,
  });
}

function channelOf(flow: Flow, id: ChannelId): Bundle["channels"] {
  const open = flow.channel(id);
  const can = open?.can ?? channelKind(id)?.can;
  if (!can) return [];
  const hasBatch = (open?.batch ?? null) !== null;
  return [{ id, can, hasBatch, hasModes: (open?.modes ?? null) !== null, profile: open?.profile ?? null }];
}

/** Writes the bundle of `--order` to `--file`, which must not exist yet. `given`: the same two as words without a name. */
export const bundleVerb = (given: { readonly order: string; readonly file: string } | null): Verb => ({
  texts: given === null ? ["order", "file"] : [],
  flags: [],
  read(options, { version }) {
    const tradeNo = given === null ? options.tradeNo("order") : named(given.order);
    const path = resolve(given?.file ?? options.text("file"));
    if (existsSync(path)) throw new Usage("file", "The bundle's file exists already. Choose another name.");
    if (!existsSync(dirname(path))) throw new Usage("file", "The bundle's folder does not exist. Make it first.");
    return async (context) => {
      const { flow } = bookWith(context, tradeNo).payment;
      writeNewFile(path, Buffer.from(makeBundle(flow, tradeNo, version)), "file");
      return { code: 0, body: { ok: true, order: tradeNo, file: path } };
    };
  },
});

function named(order: string): TradeNo {
  const number = readTradeNo(order);
  if (!number) throw new Usage("order", "ORDER is not a trade number (21 digits beginning with 9).");
  return number;
}
