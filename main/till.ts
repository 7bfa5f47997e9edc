// The till, composed: everything it is made of stands in this list, in the order it is opened. It knows no window
// and no Electron; a door hands it the outside world and gets calls, events and books back.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { EventName, EventPayload } from "../preload/contract/calls.ts";
import { type Result, fail, ok } from "../preload/contract/failure.ts";
import type { TradeNo } from "../preload/contract/ids.ts";
import type { ChannelId } from "../preload/contract/status.ts";
import {
  type ScanAnswer,
  type Settings,
  type TillState,
  settings as settingsSchema,
} from "../preload/contract/views.ts";
import { type Book, type BookKind, type BookParts, bookOf, openBook } from "./book.ts";
import type { Http } from "./channel/http.ts";
import type { Clock } from "./clock.ts";
import { type Counter, type Sale, openCounter } from "./counter/counter.ts";
import { makeHandlers } from "./counter/handlers.ts";
import { openPhone } from "./counter/phone.ts";
import { type ScannerPort, openScanner } from "./counter/scanner.ts";
import { openSecretStore } from "./host/secret-store.ts";
import type { SecretBox } from "./host/secrets.ts";
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
import { readSetting, writeSetting } from "./store/settings.ts";
import { dayTotals } from "./store/totals.ts";

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
  /** Scanners on serial ports; null where no scanner is wanted (the command line). */
  readonly scanners: ScannerPort | null;
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
  bookOf(channel: ChannelId): Book;
  /** The book a trade number stands in, or null. */
  find(tradeNo: TradeNo): Book | null;
  /** Takes over what an earlier process left open, in both books. */
  recover(): void;
  listen(listener: (event: TillEvent) => void): () => void;
  close(): Promise<void>;
};

const DEFAULT_SETTINGS: Settings = { language: "zh-CN", theme: "light", scanner: null };

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
  const books = openBooks({
    ...parts,
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
  const counter = openCounter({ books: books.value, clock, changed: tillChanged });
  const all = { books: books.value, counter };
  const hear = (answer: ScanAnswer) => emit({ name: "scan.heard", payload: answer });
  const scanner = openScanner({
    port: parts.scanners,
    log,
    heard: (text) => hear(counter.hear("serial", text)),
    changed: tillChanged,
  });
  const phone = openPhone({ counter, training: books.value.training, ids });

  const settings = (): Settings => {
    const stored = settingsSchema.safeParse(readSetting(books.value.real.store.read, "till"));
    return stored.success ? stored.data : DEFAULT_SETTINGS;
  };
  const setSettings = (change: Partial<Settings>): Result<null> => {
    const next = { ...settings(), ...change };
    books.value.real.store.write((tx) => writeSetting(tx, "till", next, clock.now()));
    scanner.use(next.scanner);
    tillChanged();
    return ok(null);
  };
  const state = (): TillState => {
    const { read } = counter.book().store;
    const { day } = clock.local(clock.now());
    const id = counter.channelId();
    const channels = counter.book().channels();
    return {
      mode: counter.mode,
      realReady: books.value.real.channels().some((channel) => channel.configured),
      channel: channels.find((channel) => channel.id === id) ?? null,
      scanner: scanner.state(),
      sale: counter.sale && saleView(counter.sale),
      current: counter.current,
      totals: dayTotals(read, day, (at) => clock.local(at).day),
      dayNumber: nextDayNumber(read, day),
      settings: settings(),
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
  scanner.use(settings().scanner);
  const notices = await openNotices(books.value.real.payment, parts.notices);

  return ok({
    handlers: makeHandlers({
      counter,
      real: books.value.real,
      phone,
      clock,
      state,
      changed: tillChanged,
      setSettings,
      listPorts: scanner.list,
    }),
    books: books.value,
    counter,
    notices,
    prints,
    bookOf: (channel) => books.value[bookOf(channel)],
    find: (tradeNo) =>
      [books.value.real, books.value.training].find((book) => attemptByNo(book.store.read, tradeNo)) ?? null,
    recover() {
      for (const book of Object.values(books.value)) book.payment.recover();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await Promise.all([scanner.close(), notices.close(), prints.close()]);
      const drivers = Object.values(books.value).flatMap((book) => [...book.payment.flow.drivers.values()]);
      // A request under way is not cut off: it ends by its own timeout, or is taken over by the next start.
      await Promise.race([Promise.allSettled(drivers.map((driver) => driver.done)), clock.sleep(CLOSE_MS)]);
      for (const book of Object.values(books.value)) book.close();
      lock.value.release();
    },
  });
}

const saleView = ({ amountFen, owedFen, again }: Sale): TillState["sale"] => ({ amountFen, owedFen, again });

const CLOSE_MS = 2000;

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
