// The till, composed: everything it is made of stands in this list, in the order it is opened. It knows no window
// and no Electron; a door hands it the outside world and gets calls, events and books back.
import { join } from "node:path";
import { type Result, fail, ok } from "../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../preload/contract/ids.ts";
import type { CustomerWindowState } from "../preload/contract/customer.ts";
import type { CodeShape } from "../preload/contract/scanners.ts";
import type { ChannelId } from "../preload/contract/status.ts";
import type { Settings, TillState } from "../preload/contract/views.ts";
import { type TillEvent, openBell } from "./bell.ts";
import { type Book, type BookKind, type BookParts, bookOf, openBook } from "./book.ts";
import type { Http } from "./channel/http.ts";
import { measureSkew } from "./channel/skew.ts";
import type { Clock } from "./clock.ts";
import { hearBadge } from "./counter/badge.ts";
import { type Counter, openCounter } from "./counter/counter.ts";
import { holdCustomerWindow, viewCustomer } from "./counter/customer.ts";
import { makeHandlers } from "./counter/handlers.ts";
import { openPhone } from "./counter/phone.ts";
import { type ReconcileDesk, openReconcileDesk } from "./counter/reconcile.ts";
import { type Reach, openReach } from "./counter/reach.ts";
import { openSettings, withGunAt } from "./counter/settings.ts";
import { backFen } from "./counter/staff.ts";
import { viewTill } from "./counter/state.ts";
import { type Trying, openTrying } from "./counter/trying.ts";
import { openPrinterWires } from "./devices/printers.ts";
import { type Heard, openScanners } from "./devices/scanners.ts";
import { LOCK_FILE, makeFolder } from "./host/folder.ts";
import { openSecretStore } from "./host/secret-store.ts";
import type { SecretBox } from "./host/secrets.ts";
import type { StartService } from "./host/service.ts";
import type { Ids } from "./ids.ts";
import type { Guard, Handlers } from "./ipc/door.ts";
import type { Log } from "./log.ts";
import { type Notices, openNotices } from "./notice/notices.ts";
import { viewByNo, viewRefundByNo } from "./payment/view.ts";
import { openPrints } from "./print/open-prints.ts";
import type { Prints } from "./print/prints.ts";
import type { PeopleParts } from "./staff/people.ts";
import { Session, type SessionParts } from "./staff/session.ts";
import { attemptByNo } from "./store/attempts.ts";
import { evidenceOf } from "./store/journal.ts";
import { type Store, lockFolder } from "./store/open.ts";

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

export type Till = {
  readonly handlers: Handlers;
  /** Whether who is at the till may make a call. */
  readonly guard: Guard;
  readonly books: Readonly<Record<BookKind, Book>>;
  readonly counter: Counter;
  readonly notices: Notices;
  /** Receipts of the real book; it prints once a door has started it. What is trained is never printed. */
  readonly prints: Prints;
  /** Reconciliation of the real book; its nights begin once a door has started them. */
  readonly reconcile: ReconcileDesk;
  /** Channels of the real book that are down; they are tried again once a door has started it. */
  readonly reach: Reach;
  bookOf(channel: ChannelId): Book;
  /** The book a trade number stands in, or null. */
  find(tradeNo: TradeNo): Book | null;
  /** Listens to a serial scanner at this path from now on, beside those the settings name. */
  useScanner(path: string): void;
  /** Told by the door what became of the customer's window. */
  customerWindowIs(now: CustomerWindowState): void;
  /** Pay codes the settings allow beside those every till knows. */
  codeShapes(): readonly CodeShape[];
  /** How far our clock is off the channels', where that is more than five minutes; else null. */
  clockSkewMs(): number | null;
  /** Takes over what an earlier process left open, in both books. */
  recover(): void;
  listen(listener: (event: TillEvent) => void): () => void;
  close(): Promise<void>;
};

/** Opens the till of a data folder. Failures: folder_in_use, folder_read_only, and those of `openBook`. */
export async function openTill(parts: TillParts): Promise<Result<Till>> {
  const { folder, clock, ids, log } = parts;
  const lock = takeFolder(folder);
  if (!lock.ok) return lock;

  const closing = new AbortController();
  const { emit, soon, tillSoon, listen } = openBell({
    closing: closing.signal,
    log,
    drawTill: () => changesOf(counter, state()),
  });
  const skew = measureSkew(parts.http, clock, tillSoon);
  const books = openBooks({
    ...parts,
    http: skew.http,
    troubleChanged: tillSoon,
    secrets: openSecretStore(folder, parts.secrets),
    closing: closing.signal,
    staff: { who: () => all.session.who(), answers: () => all.session.answers() },
    changed(kind, tradeNo) {
      prints.wake();
      soon(tradeNo, () => (kind === all.counter.mode ? attemptEvent(all.books[kind], tradeNo) : null));
    },
    refundChanged(kind, number) {
      prints.wake();
      soon(number, () => (kind === all.counter.mode ? refundEvent(all.books[kind], number) : null));
    },
  });
  if (!books.ok) {
    lock.value.release();
    return books;
  }

  const prints = openPrinting(parts, books.value.real.store, tillSoon);
  const settings = openSettings(books.value.real.store, clock);
  const shapes = () => settings.get().codeShapes;
  const people: PeopleParts = { store: books.value.real.store, clock, ids };
  const session = openSession({ ...people, closing: closing.signal, changed: tillSoon }, () => all.counter);
  const counter = openCounter({
    books: books.value,
    clock,
    shapes,
    closing: closing.signal,
    mayTake: () => session.mayTake(),
    badge: (badge) =>
      void hearBadge(session, badge, log).then((said) => said && emit({ name: "scan.heard", payload: said })),
    changed: tillSoon,
  });
  const all = { books: books.value, counter, session, customerWindow: holdCustomerWindow(tillSoon) };
  const trying = openTrying(counter.classify, () => session.mayTake() === null);
  const scanners = openScanners({
    start: parts.devices,
    clock,
    log,
    heard: (scan) => emit(hearGun(counter, trying, scan)),
    changed: tillSoon,
    learnt: (gun, framing) => settings.learnt(gun, framing),
  });
  const phone = openPhone({ counter, training: books.value.training, ids });

  const setSettings = (change: Partial<Settings>): Result<null> => {
    scanners.use(settings.set(change).scanners);
    tillSoon();
    return ok(null);
  };
  const reach = openReach({ ...parts, book: books.value.real, closing: closing.signal, changed: tillSoon });
  let turns = 0;
  const state = (): TillState =>
    viewTill({
      turn: ++turns,
      ...all,
      settings,
      clock,
      version: parts.version,
      scanner: scanners.state(),
      printing: prints.state(),
      clockSkewMs: skew.skewMs(),
      reach,
    });
  scanners.use(settings.get().scanners);
  const reconcile = openReconcileDesk({ ...parts, who: session.name, book: books.value.real, closing: closing.signal });
  const notices = await openNotices(books.value.real.payment, parts.notices);

  return ok({
    handlers: makeHandlers({
      counter,
      session,
      people,
      real: books.value.real,
      phone,
      notices,
      prints,
      reconcile,
      clock,
      state,
      changed: tillSoon,
      setSettings,
      listPorts: scanners.ports,
      trying,
      desk: { prints, folder, who: session.name },
    }),
    guard: (name, input) => session.guard(name, input),
    books: books.value,
    counter,
    notices,
    prints,
    reconcile,
    reach,
    bookOf: (channel) => books.value[bookOf(channel)],
    find: (tradeNo) => bookWith(books.value, tradeNo),
    useScanner: (path) => void setSettings({ scanners: withGunAt(settings.get().scanners, path) }),
    customerWindowIs: all.customerWindow.is,
    codeShapes: shapes,
    clockSkewMs: skew.skewMs,
    recover: () => Object.values(books.value).forEach((book) => void book.payment.recover()),
    listen,
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

/** Who is at the till; the counter, which is opened after it, tells it what is going on. */
const openSession = (parts: Omit<SessionParts, "isTraining" | "backFen" | "isBusy">, counter: () => Counter): Session =>
  new Session({
    ...parts,
    isTraining: () => counter().mode === "training",
    backFen: (name, input) => backFen(counter().book(), name, input),
    isBusy: () => counter().busy() !== null,
  });

/** The print queue; its printers' wires run in a devices process of their own, where there is one. */
function openPrinting({ clock, log, devices: start }: TillParts, store: Store, changed: () => void): Prints {
  const parts = { clock, log, store, changed };
  if (start === null) return openPrints(parts);
  const wires = openPrinterWires({ clock, log, start });
  return openPrints({ ...parts, wire: wires.transport, closed: wires.close });
}

function attemptEvent({ payment: { flow } }: Book, tradeNo: TradeNo): TillEvent | null {
  const attempt = viewByNo(flow, tradeNo);
  const payload = attempt && { attempt, evidence: evidenceOf(flow.store.read, tradeNo) };
  return payload && { name: "attempt.changed", payload };
}

function refundEvent({ payment: { flow } }: Book, number: RefundNo): TillEvent | null {
  const payload = viewRefundByNo(flow, number);
  return payload && { name: "refund.changed", payload };
}

/** A scan of a gun that is read by the devices process: done, or only named while scanners are tried. */
function hearGun(counter: Counter, trying: Trying, { gun: { id, name, way }, text }: Heard): TillEvent {
  const gun = { id, name };
  return trying.isOn
    ? { name: "scan.tried", payload: trying.look({ source: way, gun }, text) }
    : { name: "scan.heard", payload: counter.hear(way, text, gun) };
}

const CLOSE_MS = 2000;

async function closeBooks(books: readonly Book[], clock: Clock): Promise<void> {
  const drivers = books.flatMap((book) => [...book.payment.flow.drivers.values()]);
  // A request under way is not cut off: it ends by its own timeout, or is taken over by the next start.
  await Promise.race([Promise.allSettled(drivers.map((driver) => driver.done)), clock.sleep(CLOSE_MS)]);
  for (const book of books) book.close();
}

/** The customer's after the cashier's, never before. */
const changesOf = (counter: Counter, state: TillState): TillEvent[] => [
  { name: "till.changed", payload: state },
  { name: "customer.changed", payload: viewCustomer(counter, state.settings) },
];

/** The data folder, for this till alone. */
function takeFolder(folder: string): ReturnType<typeof lockFolder> {
  try {
    makeFolder(folder);
    return lockFolder(join(folder, LOCK_FILE));
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
