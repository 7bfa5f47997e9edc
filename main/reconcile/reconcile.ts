// Reconciliation of one book, bound to what it shares: runs by hand and by night, the days, their differences, and what
// a person does about them. One run at a time. It asks, reads and compares; money is changed by the flow alone.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Difference, ReconcileDetail, ReconcileView } from "../../preload/contract/reconcile.ts";
import { refundNo, tradeNo } from "../../preload/contract/ids.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Payment } from "../payment/payment.ts";
import { type DifferenceRow, closeWithNote, differenceById, differencesOf, setOwner } from "../store/differences.ts";
import { daysBetween } from "../store/bills.ts";
import { attemptByNo } from "../store/attempts.ts";
import { refundChannels, runOf } from "../store/reconcile.ts";
import { type DayParts, daysView } from "./days.ts";
import { type Progress, type RunEnd, askItem, compare, runDay } from "./run.ts";

export type Reconcile = {
  readonly payment: Payment;
  /** The last days, newest first. */
  view(): ReconcileView;
  /** One day with all its differences, compared anew. */
  show(day: string): ReconcileDetail;
  /** The channels that have something to compare on this day. */
  channelsOf(day: string): ChannelId[];
  /** Runs the day at these channels, or at all of it. Failure: reconcile_running. */
  run(day: string, channels: readonly ChannelId[], stopping?: AbortSignal): Promise<Result<RunEnd[]>>;
  /** A bill was read in: every day it speaks for is compared anew, each in a write of its own. */
  compareDays(channel: ChannelId, first: string, last: string): Promise<void>;
  /** Asks about one difference again, by the flow where the flow may learn from it. */
  recheck(id: number): Promise<Result<ReconcileDetail>>;
  assign(id: number, owner: string): Result<ReconcileDetail>;
  /** Ends it with a note. Failure: difference_needs_proof, for what only the flow can end. */
  close(id: number, note: string, by: string): Result<ReconcileDetail>;
  /** Whether it runs just now. */
  isRunning(): boolean;
};

export type ReconcileParts = {
  readonly payment: Payment;
  /** Every channel of the book that is set up. */
  channels(): readonly ChannelId[];
  /** HH:mm of the nightly run, or null. */
  at(): string | null;
};

const NEVER = new AbortController().signal;

export function openReconcile({ payment, channels, at }: ReconcileParts): Reconcile {
  const { flow } = payment;
  const { read } = flow.store;
  const dayOf = (time: number) => flow.clock.local(time).day;
  let running: Progress | null = null;
  let isBusy = false;
  const parts: DayParts = { read, today: () => dayOf(flow.clock.now()) };

  const channelsOf = (day: string): ChannelId[] => {
    const [known] = daysView(parts, day, day);
    const listing = channels().filter((id) => flow.channel(id)?.list !== undefined);
    return [
      ...new Set([
        ...(known?.parts.map((part) => part.channel) ?? []),
        ...refundChannels(read, day, dayOf),
        ...listing,
      ]),
    ];
  };
  /** What a run that was cut off has left; a day that is through is gone through anew. */
  const unfinished = (day: string, ids: readonly ChannelId[]): readonly ChannelId[] => {
    const [known] = daysView(parts, day, day);
    const isLeft = (id: ChannelId) => {
      const part = known?.parts.find(({ channel }) => channel === id);
      return (part?.endedAt ?? runOf(read, day, id)?.endedAt ?? null) === null || (part?.unasked ?? 0) > 0;
    };
    const left = ids.filter(isLeft);
    return left.length > 0 ? left : ids;
  };
  const show = (day: string): ReconcileDetail => {
    for (const channel of channelsOf(day)) flow.store.write((tx) => compare(tx, payment, day, channel));
    const [one] = daysView(parts, day, day);
    return {
      day: one ?? { day, standing: "not_yet", orders: 0, differences: 0, parts: [] },
      differences: differencesOf(read, day)
        .slice(0, MOST_SHOWN)
        .map((row) => shown(payment, row)),
    };
  };
  const about = (id: number, work: (row: DifferenceRow) => Result<unknown>): Result<ReconcileDetail> => {
    const row = differenceById(read, id);
    if (!row || row.closed_at !== null) return fail("difference_not_found", String(id), "manager", "never");
    const done = work(row);
    return done.ok ? ok(show(row.day)) : done;
  };

  return {
    payment,
    view: () => ({ days: daysView(parts), at: at(), running }),
    show,
    channelsOf,
    isRunning: () => isBusy,
    async run(day, only, stopping = NEVER) {
      if (isBusy) return fail("reconcile_running", running?.day, "manager", "now");
      isBusy = true;
      try {
        const ends: RunEnd[] = [];
        for (const channel of unfinished(day, only.length > 0 ? only : channelsOf(day))) {
          const progress = (now: Progress) => (running = now);
          ends.push(await runDay({ payment, stopping, progress }, day, channel));
        }
        return ok(ends);
      } finally {
        isBusy = false;
        running = null;
      }
    },
    async compareDays(channel, first, last) {
      for (const day of daysBetween(read, channel, first, last)) {
        if (flow.closing.aborted) return;
        flow.store.write((tx) => compare(tx, payment, day, channel));
        await flow.clock.sleep(0);
      }
    },
    async recheck(id) {
      const row = differenceById(read, id);
      if (!row || row.closed_at !== null) return fail("difference_not_found", String(id), "manager", "never");
      const asked = await askAgain(payment, row);
      return asked.ok ? ok(show(row.day)) : asked;
    },
    assign: (id, owner) => about(id, () => ok(flow.store.write((tx) => setOwner(tx, id, owner)))),
    close: (id, note, by) =>
      about(id, (row) => {
        if (row.kind === "open" || row.kind === "exception")
          return fail("difference_needs_proof", row.number, "manager", "never");
        return ok(flow.store.write((tx) => closeWithNote(tx, id, { note, by, at: flow.clock.now() })));
      }),
  };
}

/** More than a person could go through; the count beside them is the whole. */
const MOST_SHOWN = 500;

async function askAgain(payment: Payment, row: DifferenceRow): Promise<Result<null>> {
  const { flow } = payment;
  const channel = flow.channel(row.channel);
  if (!channel) return fail("channel_not_configured", row.channel, "manager", "never");
  const run = runOf(flow.store.read, row.day, row.channel)?.run ?? 1;
  const refund = row.subject === "refund" ? refundNo(row.number) : null;
  const order = tradeNo(row.trade_no ?? "");
  if (refund !== null && payment.refund(refund).ok) {
    // The flow takes the proof, whatever it had called the refund.
    const taken = await payment.askRefund(refund);
    if (!taken.ok) return taken;
    await askItem(payment, channel, { subject: "refund", number: refund }, run);
  }
  if (order !== null && attemptByNo(flow.store.read, order)) {
    const taken = await payment.ask(order);
    if (!taken.ok) return taken;
    await askItem(payment, channel, { subject: "order", number: order }, run);
  }
  return ok(null);
}

function shown({ flow }: Payment, row: DifferenceRow): Difference {
  const order = tradeNo(row.trade_no ?? "");
  const canAsk = order !== null && (flow.channel(row.channel)?.query ?? null) !== null && row.kind !== "exception";
  const isOpen = row.closed_at === null;
  const needsProof = row.kind === "open" || row.kind === "exception";
  return {
    id: row.difference_id,
    day: row.day,
    channel: row.channel,
    kind: row.kind,
    subject: row.subject,
    number: row.number,
    order,
    oursFen: row.ours_fen,
    theirsFen: row.theirs_fen,
    oursState: row.ours_state,
    theirsState: row.theirs_state,
    source: row.source,
    evidence: row.evidence,
    foundAt: row.found_at,
    owner: row.owner,
    closedAt: row.closed_at,
    closedHow: row.closed_how,
    closedBy: row.closed_by,
    note: row.note,
    steps: [
      ...(isOpen && canAsk ? (["ask"] as const) : []),
      ...(order === null ? [] : (["order"] as const)),
      ...(isOpen && !needsProof ? (["note"] as const) : []),
    ],
  };
}
