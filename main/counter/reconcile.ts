// The calls of the reconciliation screen: always the real book's, whatever the mode. A run is started and answered at
// once; the screen looks again. What is typed is kept, so no pay code may stand in it.
import { z } from "zod";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Log } from "../log.ts";
import { type Bills, openBills } from "../reconcile/bill/bills.ts";
import { startNights } from "../reconcile/nightly.ts";
import { type Reconcile, openReconcile } from "../reconcile/reconcile.ts";
import { openUploads } from "../reconcile/uploads.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import { readSetting, writeSetting } from "../store/settings.ts";
import type { Book } from "../book.ts";
import { signer } from "./review.ts";

type ReconcileCalls = Extract<keyof Handlers, `reconcile.${string}` | `bill.${string}`>;

export type ReconcileDesk = {
  readonly reconcile: Reconcile;
  readonly bills: Bills;
  readonly handlers: Pick<Handlers, ReconcileCalls>;
  /** From now on the past days are reconciled at night. */
  startNights(): void;
};

export type ReconcileDeskParts = {
  readonly book: Book;
  /** Where a bill on its way from the window is kept. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The name of whoever is signed in. */
  who(): string | null;
  readonly closing: AbortSignal;
};

const KEY = "reconcile";
const kept = z.object({ at: z.string().nullable() });
/** A till that is off at night catches up when it is switched on. */
const USUAL_TIME = "03:30";

export function openReconcileDesk({ book, folder, clock, log, who, closing }: ReconcileDeskParts): ReconcileDesk {
  const { store, payment } = book;
  const at = (): string | null => {
    const read = kept.safeParse(readSetting(store.read, KEY));
    return read.success ? read.data.at : USUAL_TIME;
  };
  const channels = () => book.channels().flatMap(({ id, configured }) => (configured ? [id] : []));
  const reconcile = openReconcile({ payment, channels, at });
  const bills = openBills(payment.flow);
  const uploads = openUploads(folder);
  const signed = <T>(typed: string | undefined, texts: readonly string[], work: (by: string) => Result<T>) => {
    const by = signer(who(), typed);
    if (!by.ok) return by;
    return [...texts, by.value].some(holdsPayCode) ? fail("bad_input", "note") : work(by.value);
  };
  const handlers: ReconcileDesk["handlers"] = {
    "reconcile.view": async () => ok(reconcile.view()),
    "reconcile.show": async ({ day }) => ok(reconcile.show(day)),
    "reconcile.run": async ({ day }) => {
      if (reconcile.isRunning()) return fail("reconcile_running", day, "manager", "now");
      void reconcile.run(day, [], closing).catch((error: unknown) => log.error("reconcile.failed", error));
      return ok(reconcile.view());
    },
    "reconcile.ask": ({ id }) => reconcile.recheck(id),
    "reconcile.assign": async ({ id, owner }) => signed(owner, [], (name) => reconcile.assign(id, name)),
    "reconcile.close": async ({ id, note, by }) => signed(by, [note], (name) => reconcile.close(id, note, name)),
    "reconcile.schedule": async ({ at: wished }) => {
      store.write((tx) => writeSetting(tx, KEY, { at: wished }, clock.now()));
      return ok(reconcile.view());
    },
    "bill.begin": async ({ name, bytes }) => uploaded(await uploads.begin(name, bytes)),
    "bill.piece": async ({ upload, base64 }) => uploaded(await uploads.add(upload, base64)),
    "bill.preview": async ({ upload }) => {
      const whole = uploads.file(upload);
      return whole.ok ? bills.preview(whole.value.file) : whole;
    },
    "bill.layout": async ({ layout }) => {
      const saved = bills.saveLayout(layout);
      return saved.ok ? ok({ layouts: bills.layouts() }) : saved;
    },
    "bill.apply": async ({ upload, channel, layout: id }) => {
      const whole = uploads.file(upload);
      if (!whole.ok) return whole;
      const layout = bills.layouts().find((one) => one.id === id);
      if (!layout) return fail("bill_columns", id, "manager", "never");
      const sums = await bills.apply({ ...whole.value, channel, layout });
      if (!sums.ok) return sums;
      await uploads.end(upload);
      await reconcile.compareDays(channel, sums.value.firstDay, sums.value.lastDay);
      return sums;
    },
  };
  return { reconcile, bills, handlers, startNights: () => startNights({ reconcile, clock, log, closing }) };
}

const uploaded = (result: Result<number>): Result<{ readonly upload: number }> =>
  result.ok ? ok({ upload: result.value }) : result;
