// One book (账本): a database file, the channels that may write into it, and the payments of it. The till has two,
// the real one and the training one, and nothing passes between them.
import { statSync } from "node:fs";
import { join } from "node:path";
import { type Result, fail, ok } from "../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../preload/contract/ids.ts";
import { type ChannelId, channelId } from "../preload/contract/status.ts";
import { type BookChannels, openBookChannels } from "./book-channels.ts";
import type { ChannelParts } from "./channel/channel.ts";
import type { Http } from "./channel/http.ts";
import { CHANNELS, channelKind } from "./channel/registry.ts";
import type { Clock } from "./clock.ts";
import type { SecretStore } from "./host/secret-store.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";
import type { Flow } from "./payment/flow.ts";
import { type Payment, bindPayment } from "./payment/payment.ts";
import { type BookKind, bookKindOf, inspectBook, markBook } from "./store/book-kind.ts";
import { type Store, openStore } from "./store/open.ts";
import { type WatchedStore, watchTrouble } from "./store/trouble.ts";
import { readSetting, writeSetting } from "./store/settings.ts";
import { terminalOf } from "./store/terminal.ts";

export type { BookKind } from "./store/book-kind.ts";

export type Book = BookChannels & {
  readonly kind: BookKind;
  readonly store: Store;
  readonly payment: Payment;
  /** Why the store refused its last write; null while it writes. */
  readonly storeTrouble: WatchedStore["trouble"];
  /** A small memory of the channels' own, kept in the book. */
  readonly memory: ChannelParts["memory"];
  close(): void;
};

export type BookParts = {
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly http: Http;
  readonly log: Log;
  readonly secrets: SecretStore;
  readonly patienceMs: number;
  readonly closing: AbortSignal;
  readonly staff: Flow["staff"];
  changed(book: BookKind, tradeNo: TradeNo): void;
  refundChanged(book: BookKind, refundNo: RefundNo): void;
  /** The store stopped writing, or writes again. */
  troubleChanged(): void;
};

export const BOOK_FILES: Readonly<Record<BookKind, string>> = { real: "till.db", training: "training.db" };
/** Middle digits of every trade number of training: 900 and above, so that no receipt can be mistaken. */
const TRAINING_TERMINAL = 900;

export const bookOf = (id: ChannelId): BookKind => (id === "training" ? "training" : "real");

/**
 * Failures: those of the store; store_damaged where nothing is left of the real book; store_other_book where one book lies in
 * the other's place: what was trained must never count as money.
 */
export function openBook(kind: BookKind, parts: BookParts): Result<Book> {
  const file = join(parts.folder, BOOK_FILES[kind]);
  if (kind === "real" && isEmptied(parts.folder)) return fail("store_damaged", file, "developer", "never");
  // Before it is opened as a book: that brings an older one to this version, and the other book would not be as it was.
  const found = inspectBook(file);
  if (found.ok && (found.value.kind ?? kind) !== kind) return fail("store_other_book", file, "manager", "never");
  const opened = openStore(file);
  if (!opened.ok) return opened;
  // Once more: into what a killed process left, only a connection that may write can look.
  if ((bookKindOf(opened.value.read) ?? kind) !== kind) {
    opened.value.close();
    return fail("store_other_book", file, "manager", "never");
  }
  markBook(opened.value, kind, parts.clock.now());
  const { store, trouble } = watchTrouble(opened.value, parts.troubleChanged);
  const memory = openMemory(store, parts.clock);
  const kinds = CHANNELS.filter((listed) => bookOf(listed.id) === kind);
  const channels = openBookChannels({ ...parts, kinds, store, memory });
  const flow: Flow = {
    store,
    clock: parts.clock,
    ids: parts.ids,
    log: parts.log,
    get terminal() {
      return kind === "training" ? TRAINING_TERMINAL : terminalOf(store.read);
    },
    isTraining: kind === "training",
    patienceMs: parts.patienceMs,
    staff: parts.staff,
    channel: channels.channel,
    changed: (tradeNo) => parts.changed(kind, tradeNo),
    refundChanged: (number) => parts.refundChanged(kind, number),
    drivers: new Map(),
    refundDrivers: new Map(),
    openedMono: parts.clock.monotonic(),
    closing: parts.closing,
  };
  return ok({
    ...channels,
    kind,
    store,
    payment: bindPayment(flow),
    storeTrouble: trouble,
    memory,
    close: () => store.close(),
  });
}

/** The real book is made first: beside a training book that stands, an empty file is what a disk left of it. */
function isEmptied(folder: string): boolean {
  const sizeOf = (kind: BookKind) => statSync(join(folder, BOOK_FILES[kind]), { throwIfNoEntry: false })?.size ?? null;
  return sizeOf("real") === 0 && (sizeOf("training") ?? 0) > 0;
}

type Memory = ChannelParts["memory"];

function openMemory(store: Store, clock: Clock): Memory {
  return {
    get: (key) => readSetting(store.read, `memory.${key}`),
    set: (key, value) => store.write((tx) => writeSetting(tx, `memory.${key}`, value, clock.now())),
  };
}

/** The channel a name stands for, or a failure that names it. */
export function knownChannel(name: string): Result<ChannelId> {
  const id = channelId.safeParse(name);
  return id.success && channelKind(id.data) ? ok(id.data) : fail("channel_not_configured", name, "cashier", "never");
}
