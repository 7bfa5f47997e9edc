// The run of one day at one channel: every order and refund of the day is asked about, one after the other, spaced and
// behind every sale; then the books are compared. What was answered is on disk at once, so a killed run goes on.
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { addFen } from "../../preload/contract/money.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Channel, Listed } from "../channel/channel.ts";
import { questionTimeoutMs } from "../payment/flow.ts";
import type { Payment } from "../payment/payment.ts";
import { addLines, applyBill, isCovered, openBill } from "../store/bills.ts";
import { replaceFound } from "../store/differences.ts";
import type { Writer } from "../store/open.ts";
import {
  type Run,
  type RunSums,
  answerOf,
  attemptsOfDay,
  beginRun,
  putSums,
  refundsOfDay,
  runOf,
} from "../store/reconcile.ts";
import { spanOfDay } from "./day.ts";
import { type Books, findDifferences, isNobodysElse, isUnsent } from "./find.ts";
import { askOrder, askRefundNo } from "./question.ts";

export type Progress = {
  readonly day: string;
  readonly channel: ChannelId;
  readonly done: number;
  readonly total: number;
};

export type RunParts = {
  readonly payment: Payment;
  readonly stopping: AbortSignal;
  progress(now: Progress): void;
};

/** Between two questions, or less where the channel's own profile asks more often. */
const SPACING_MS = 1000;
/** A sale under way goes first; one that is followed for hours does not hold the night's work for ever. */
const MOST_WAIT_MS = 30_000;
/** So many silences in a row, and the channel is left alone until later. */
const MOST_SILENCES = 3;

type Item =
  | { readonly subject: "order"; readonly number: TradeNo }
  | { readonly subject: "refund"; readonly number: RefundNo };

/** How the run stands when it ends or is stopped; `open`: differences left. */
export type RunEnd = RunSums & { readonly open: number };

export async function runDay(parts: RunParts, day: string, id: ChannelId): Promise<RunEnd> {
  const { payment, stopping } = parts;
  const { flow } = payment;
  const run = flow.store.write((tx) => beginRun(tx, day, id, flow.clock.now()));
  const channel = flow.channel(id);
  const books = booksOf(payment, day, id);
  const isListed = channel?.list === undefined || (await readList(payment, channel, day));
  if (channel) {
    const items = itemsOf(books, channel);
    const left = items.filter((item) => answerOf(flow.store.read, item.subject, item.number)?.run !== run.run);
    let [done, silences] = [items.length - left.length, 0];
    for (const item of left) {
      parts.progress({ day, channel: id, done, total: items.length });
      await politely(payment, channel, stopping);
      if (stopping.aborted || flow.closing.aborted || silences >= MOST_SILENCES) break;
      const isAnswered = await askItem(payment, channel, item, run.run);
      silences = isAnswered ? 0 : silences + 1;
      done += isAnswered ? 1 : 0;
    }
  }
  // A till that closes is compared when somebody looks at the day again.
  if (flow.closing.aborted) return { orders: 0, refunds: 0, asked: 0, unasked: 1, unproved: 0, open: 0 };
  return flow.store.write((tx) => compare(tx, payment, day, id, isListed));
}

export const booksOf = ({ flow }: Payment, day: string, channel: ChannelId): Books => ({
  read: flow.store.read,
  day,
  channel,
  dayOf: (at) => flow.clock.local(at).day,
});

export const askItem = (payment: Payment, channel: Channel, item: Item, run: number): Promise<boolean> =>
  item.subject === "order"
    ? askOrder(payment, channel, item.number, run)
    : askRefundNo(payment, channel, item.number, run);

/** What can be asked about. */
function itemsOf({ read, day, channel: id, dayOf }: Books, channel: Channel): Item[] {
  const orders = channel.query ? attemptsOfDay(read, day, id).filter((attempt) => !isNobodysElse(attempt)) : [];
  const refunds = channel.refundQuery
    ? refundsOfDay(read, day, id, dayOf).filter(({ refund, attempt }) => !isUnsent(refund, attempt))
    : [];
  return [
    ...orders.map(({ tradeNo }) => ({ subject: "order", number: tradeNo }) as const),
    ...refunds.map(({ refund }) => ({ subject: "refund", number: refund.refundNo }) as const),
  ];
}

async function politely({ flow }: Payment, channel: Channel, stopping: AbortSignal): Promise<void> {
  const spacingMs = Math.min(SPACING_MS, channel.profile.payCode.pollEveryMs);
  const signal = AbortSignal.any([stopping, flow.closing]);
  await flow.clock.sleep(spacingMs, signal);
  for (let waitedMs = 0; waitedMs < MOST_WAIT_MS && flow.drivers.size > 0 && !signal.aborted; waitedMs += SPACING_MS)
    await flow.clock.sleep(SPACING_MS, signal);
}

/** The channel's own list of the day, in the place of the last one. False when it could not be read whole. */
async function readList({ flow }: Payment, channel: Channel, day: string): Promise<boolean> {
  const span = spanOfDay(day, (at) => flow.clock.local(at).day);
  const timeoutMs = questionTimeoutMs(channel.profile.payCode);
  const listing = await channel.list?.({ ...span, timeoutMs });
  if (listing?.kind !== "listed" || flow.closing.aborted) return false;
  const at = flow.clock.now();
  flow.store.write((tx) => {
    const bill = { channel: channel.id, kind: "list", name: "order/list", layout: "list", digest: "", at } as const;
    const billId = openBill(tx, bill);
    addLines(
      tx,
      billId,
      onceEach(listing.lines.map((line) => ({ ...line, at: dated(line, day) }))).map((line, i) => ({
        ...line,
        row: i + 1,
      })),
    );
    applyBill(tx, billId, { first: day, last: day, rows: listing.lines.length });
  });
  return true;
}

/**
 * What a list tells twice in the same words stands in the book once. Two refunds without numbers are two, and count as one of
 * their sum: what went back of the payment is right, and a person sees that it is not one of ours.
 */
function onceEach(lines: readonly Listed[]): readonly Listed[] {
  const once = new Map<string, Listed>();
  for (const line of lines) {
    const { kind, orderNo, channelNo, refundNo, amountFen, at } = line;
    const key = JSON.stringify([kind, orderNo, channelNo, refundNo, amountFen, at]);
    const same = once.get(key);
    const isOneMore = same !== undefined && kind === "refund" && refundNo === "";
    once.set(key, isOneMore ? { ...same, amountFen: addFen(same.amountFen, amountFen) } : (same ?? line));
  }
  return [...once.values()];
}

const dated = ({ at }: Listed, day: string): string => (at.startsWith(day) ? at : `${day} ${at.slice(11)}`.trim());

/** Compares what stands on disk and writes what is found, with the sums of the run if there was one. */
export function compare(tx: Writer, payment: Payment, day: string, id: ChannelId, isListed = true): RunEnd {
  const { flow } = payment;
  const books = { ...booksOf(payment, day, id), read: tx };
  const run = runOf(tx, day, id);
  const sums = sumsOf(books, flow.channel(id), run);
  const at = flow.clock.now();
  const open = replaceFound(tx, { day, channel: id, at }, findDifferences(books));
  const isWhole = sums.unasked === 0 && isListed;
  if (run) putSums(tx, run, sums, isWhole ? (run.endedAt ?? at) : null);
  return { ...sums, unasked: isListed ? sums.unasked : Math.max(1, sums.unasked), open };
}

function sumsOf(books: Books, channel: Channel | null, run: Run | null): RunSums {
  const { read, day, channel: id, dayOf } = books;
  const orders = attemptsOfDay(read, day, id);
  const refunds = refundsOfDay(read, day, id, dayOf);
  const others = {
    order: orders.filter((attempt) => !isNobodysElse(attempt)).map(({ tradeNo }) => tradeNo),
    refund: refunds.filter(({ refund, attempt }) => !isUnsent(refund, attempt)).map(({ refund }) => refund.refundNo),
  };
  let [asked, unasked, unproved] = [0, 0, 0];
  for (const subject of ["order", "refund"] as const) {
    const canAsk = channel === null || (subject === "order" ? channel.query : channel.refundQuery) !== null;
    for (const number of others[subject]) {
      if (!canAsk) unproved += isCovered(read, id, day, subject) ? 0 : 1;
      else if (run !== null && answerOf(read, subject, number)?.run === run.run) asked += 1;
      else unasked += 1;
    }
  }
  return { orders: orders.length, refunds: refunds.length, asked, unasked, unproved };
}
