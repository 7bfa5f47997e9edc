// The till, composed: everything it is made of stands in this list, in the order it is opened. It knows no window
// and no Electron; a door hands it the outside world and gets calls, events and books back.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { EventName, EventPayload } from "../preload/contract/calls.ts";
import { type Result, fail, ok } from "../preload/contract/failure.ts";
import type { TradeNo } from "../preload/contract/ids.ts";
import type { ChannelId } from "../preload/contract/status.ts";
import type { ScanAnswer, Settings, TillState } from "../preload/contract/views.ts";
import { type Book, type BookKind, type BookParts, bookOf, openBook } from "./book.ts";
import type { Http } from "./channel/http.ts";
import { measureSkew } from "./channel/skew.ts";
import type { Clock } from "./clock.ts";
import { type Counter, openCounter } from "./counter/counter.ts";
import { makeHandlers } from "./counter/handlers.ts";
import { openPhone } from "./counter/phone.ts";
import { type ReconcileDesk, openReconcileDesk } from "./counter/reconcile.ts";
import { openSettings, withGunAt } from "./counter/settings.ts";
import { openScanners } from "./devices/scanners.ts";
import { viewWays } from "./counter/ways.ts";
import { openSecretStore } from "./host/secret-store.ts";
import type { SecretBox } from "./host/secrets.ts";
import type { StartService } from "./host/service.ts";
import type { Ids } from "./ids.ts";
import type { Handlers } from "./ipc/door.ts";
import type { Log } from "./log.ts";
import { type Notices, openNotices } from "./notice/notices.ts";
import { viewByNo, viewRefundByNo } from "./payment/view.ts";
import { type Prints, openPrints } from "./print/prints.ts";
import { attemptByNo } from "./store/attempts.ts";
import { nextDayNumber } from "./store/orders.ts";
import { evidenceOf } from "./store/journal.ts";
import { lockFolder } from "./store/open.ts";
import { dayTotals } from "./store/totals.ts";
import { countOpenExceptions } from "./store/watch.ts";

export type TillParts = {
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly http: Http;
  readonly secrets: SecretBox;
  readonly log: Log;
  readonly version: string;
  /** How long one wait may be before it is left to a later `recover`; Infinity in a window. */
  readonly patienceMs: number;
  /** Starts the devices process; null where no device is wanted (the command line). */
  readonly devices: StartService | null;
  /** Whether channels may tell this till things over HTTP, where the settings say so; never for the command line. */
  readonly notices: boolean;
};

export type TillEvent = { [N in EventName]: { readonly name: N; readonly payload: EventPayload<N> } }[EventName];

export type Till = {
  readonly handlers: Handlers;
  readonly books: Readonly<Record<BookKind, Book>>;
  readonly counter: Counter;
  readonly notices: Notices;
  /** Receipts of the real book; it prints once a door has started it. What is trained is never printed. */
  readonly prints: Prints;
  /** Reconciliation of the real book; its nights begin once a door has started them. */
  readonly reconcile: ReconcileDesk;
  bookOf(channel: ChannelId): Book;
  /** The book a trade number stands in, or null. */
  find(tradeNo: TradeNo): Book | null;
  /** Listens to a serial scanner at this path from now on, beside those the settings name. */
  useScanner(path: string): void;
  /** How far our clock is off the channels', where that is more than five minutes; else null. */
  clockSkewMs(): number | null;
  /** Takes over what an earlier process left open, in both books. */
  recover(): void;
  listen(listener: (event: TillEvent) => void): () => void;
  close(): Promise<void>;
};

/** Opens the till of a data folder. Failures: folder_in_use, folder_read_only, store_newer, store_damaged. */
export async function openTill(parts: TillParts): Promise<Result<Till>> {
  const { folder, clock, ids, log } = parts;
  const made = makeFolder(folder);
  if (!made.ok) return made;
  const lock = lockFolder(join(folder, "till.lock"));
  if (!lock.ok) return lock;

  const listeners = new Set<(event: TillEvent) => void>();
  const emit = (event: TillEvent) => {
    for (const listener of listeners) listener(event);
  };
  const closing = new AbortController();
  // Told from the middle of a write or a request: the screen hears of it right after.
  const soon = () => queueMicrotask(() => (closing.signal.aborted ? undefined : tillChanged()));
  const skew = measureSkew(parts.http, clock, soon);
  const books = openBooks({
    ...parts,
    http: skew.http,
    troubleChanged: soon,
    secrets: openSecretStore(folder, parts.secrets),
    closing: closing.signal,
    changed: (kind, tradeNo) => attemptChanged(kind, tradeNo),
    refundChanged(kind, number) {
      prints.wake();
      if (kind !== all.counter.mode) return;
      const view = viewRefundByNo(all.books[kind].payment.flow, number);
      if (view) emit({ name: "refund.changed", payload: view });
    },
  });
  if (!books.ok) {
    lock.value.release();
    return books;
  }

  const prints = openPrints({ store: books.value.real.store, clock, log });
  const tillChanged = () => emit({ name: "till.changed", payload: state() });
  const settings = openSettings(books.value.real.store, clock);
  const shapes = () => settings.get().codeShapes;
  const counter = openCounter({ books: books.value, clock, shapes, changed: tillChanged });
  const all = { books: books.value, counter };
  const hear = (answer: ScanAnswer) => emit({ name: "scan.heard", payload: answer });
  const scanners = openScanners({
    start: parts.devices,
    clock,
    log,
    heard: ({ gun, text }) => hear(counter.hear(gun.way, text, { id: gun.id, name: gun.name })),
    changed: () => tillChanged(),
    learnt: (gun, framing) => settings.learnt(gun, framing),
  });
  const phone = openPhone({ counter, training: books.value.training, ids });

  const setSettings = (change: Partial<Settings>): Result<null> => {
    scanners.use(settings.set(change).scanners);
    tillChanged();
    return ok(null);
  };
  const state = (): TillState => {
    const { read } = counter.book().store;
    const { day } = clock.local(clock.now());
    return {
      mode: counter.mode,
      realReady: books.value.real.channels().some((channel) => channel.configured),
      ...viewWays(counter.book(), clock),
      scanner: scanners.state(),
      sale: counter.saleView(),
      current: counter.current,
      totals: dayTotals(read, day, (at) => clock.local(at).day),
      dayNumber: nextDayNumber(read, day),
      openExceptions: countOpenExceptions(read),
      storeTrouble: counter.book().storeTrouble(),
      clockSkewMs: skew.skewMs(),
      settings: settings.get(),
      version: parts.version,
    };
  };
  const attemptChanged = (kind: BookKind, tradeNo: TradeNo) => {
    prints.wake();
    if (kind !== all.counter.mode || closing.signal.aborted) return;
    const { flow } = all.books[kind].payment;
    const attempt = viewByNo(flow, tradeNo);
    if (!attempt) return;
    emit({ name: "attempt.changed", payload: { attempt, evidence: evidenceOf(flow.store.read, tradeNo) } });
    tillChanged();
  };
  scanners.use(settings.get().scanners);
  const reconcile = openReconcileDesk({ book: books.value.real, folder, clock, log, closing: closing.signal });
  const notices = await openNotices(books.value.real.payment, parts.notices);

  return ok({
    handlers: makeHandlers({
      counter,
      real: books.value.real,
      phone,
      notices,
      reconcile,
      clock,
      state,
      changed: tillChanged,
      setSettings,
      listPorts: scanners.ports,
    }),
    books: books.value,
    counter,
    notices,
    prints,
    reconcile,
    bookOf: (channel) => books.value[bookOf(channel)],
    find: (tradeNo) => bookWith(books.value, tradeNo),
    useScanner: (path) => void setSettings({ scanners: withGunAt(settings.get().scanners, path) }),
    clockSkewMs: skew.skewMs,
    recover: () => Object.values(books.value).forEach((book) => void book.payment.recover()),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await Promise.all([scanners.close(), notices.close(), prints.close()]);
      await closeBooks(Object.values(books.value), clock);
      lock.value.release();
    },
  });
}

const bookWith = ({ real, training }: Record<BookKind, Book>, tradeNo: TradeNo): Book | null =>
  [real, training].find((book) => attemptByNo(book.store.read, tradeNo)) ?? null;

const CLOSE_MS = 2000;

async function closeBooks(books: readonly Book[], clock: Clock): Promise<void> {
  const drivers = books.flatMap((book) => [...book.payment.flow.drivers.values()]);
  // A request under way is not cut off: it ends by its own timeout, or is taken over by the next start.
  await Promise.race([Promise.allSettled(drivers.map((driver) => driver.done)), clock.sleep(CLOSE_MS)]);
  for (const book of books) book.close();
}

function makeFolder(folder: string): Result<null> {
  try {
    mkdirSync(folder, { recursive: true });
    return ok(null);
  } catch {
    return fail("folder_read_only", folder, "manager", "now");
  }
}

function openBooks(parts: BookParts): Result<Record<BookKind, Book>> {
  const real = openBook("real", parts);
  if (!real.ok) return real;
  const training = openBook("training", parts);
  if (training.ok) return ok({ real: real.value, training: training.value });
  real.value.close();
  return training;
}
