// One book (账本): a database file, the channels that may write into it, and the payments of it. The till has two,
// the real one and the training one, and nothing passes between them.
import { join } from "node:path";
import { type Failure, type Result, fail, ok } from "../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../preload/contract/ids.ts";
import { type ChannelId, channelId } from "../preload/contract/status.ts";
import type { ChannelView } from "../preload/contract/views.ts";
import type { Channel, ChannelParts } from "./channel/channel.ts";
import type { Http } from "./channel/http.ts";
import { CHANNELS, type ListedChannel, channelKind } from "./channel/registry.ts";
import type { Clock } from "./clock.ts";
import type { SecretStore } from "./host/secret-store.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";
import type { Flow } from "./payment/flow.ts";
import { type Payment, bindPayment } from "./payment/payment.ts";
import { type Store, openStore } from "./store/open.ts";
import { readSetting, writeSetting } from "./store/settings.ts";

export type BookKind = "real" | "training";

export type Book = {
  readonly kind: BookKind;
  readonly store: Store;
  readonly payment: Payment;
  /** A small memory of the channels' own, kept in the book. */
  readonly memory: ChannelParts["memory"];
  channel(id: ChannelId): Channel | null;
  /** Why `channel` answers null: never set up, or its secret cannot be read any more. */
  channelProblem(id: ChannelId): Failure | null;
  channels(): ChannelView[];
  /** Checks and keeps a channel's config; its secrets go to the secret store and never come back out. */
  configure(id: ChannelId, config: unknown): Result<null>;
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
  changed(book: BookKind, tradeNo: TradeNo): void;
  refundChanged(book: BookKind, refundNo: RefundNo): void;
};

export const BOOK_FILES: Readonly<Record<BookKind, string>> = { real: "till.db", training: "training.db" };
/** Middle digits of every trade number; 900 and above are training, so that no receipt can be mistaken. */
const TERMINALS: Readonly<Record<BookKind, number>> = { real: 1, training: 900 };

export const bookOf = (id: ChannelId): BookKind => (id === "training" ? "training" : "real");

export function openBook(kind: BookKind, parts: BookParts): Result<Book> {
  const opened = openStore(join(parts.folder, BOOK_FILES[kind]));
  if (!opened.ok) return opened;
  const store = opened.value;
  const memory = openMemory(store, parts.clock);
  const channels = openChannels(kind, store, memory, parts);
  const flow: Flow = {
    store,
    clock: parts.clock,
    ids: parts.ids,
    log: parts.log,
    terminal: TERMINALS[kind],
    patienceMs: parts.patienceMs,
    channel: channels.get,
    changed: (tradeNo) => parts.changed(kind, tradeNo),
    refundChanged: (number) => parts.refundChanged(kind, number),
    drivers: new Map(),
    refundDrivers: new Map(),
    closing: parts.closing,
  };
  return ok({
    kind,
    store,
    payment: bindPayment(flow),
    memory,
    channel: channels.get,
    channelProblem: channels.problem,
    channels: channels.list,
    configure: channels.configure,
    close: () => store.close(),
  });
}

type Memory = ChannelParts["memory"];

function openMemory(store: Store, clock: Clock): Memory {
  return {
    get: (key) => readSetting(store.read, `memory.${key}`),
    set: (key, value) => store.write((tx) => writeSetting(tx, `memory.${key}`, value, clock.now())),
  };
}

function openChannels(book: BookKind, store: Store, memory: Memory, parts: BookParts) {
  const opened = new Map<ChannelId, Result<Channel>>();
  const mine = CHANNELS.filter((kind) => bookOf(kind.id) === book);
  const get = (id: ChannelId): Result<Channel> => {
    const known = opened.get(id);
    if (known) return known;
    const kind = mine.find((candidate) => candidate.id === id);
    const made = kind
      ? openChannel(kind, store, memory, parts)
      : fail("channel_not_configured", id, "manager", "never");
    opened.set(id, made);
    return made;
  };
  return {
    get(id: ChannelId): Channel | null {
      const found = get(id);
      return found.ok ? found.value : null;
    },
    problem(id: ChannelId): Failure | null {
      const found = get(id);
      return found.ok ? null : found.failure;
    },
    list: (): ChannelView[] => mine.map(({ id, name, can }) => ({ id, name, configured: get(id).ok, can })),
    configure(id: ChannelId, config: unknown): Result<null> {
      const kind = mine.find((candidate) => candidate.id === id);
      if (!kind) return fail("channel_not_configured", id, "manager", "never");
      const kept = keepConfig(kind, config, store, parts);
      if (kept.ok) opened.delete(id);
      return kept;
    },
  };
}

const configKey = (id: ChannelId) => `channel.${id}`;

function keepConfig(kind: ListedChannel, config: unknown, store: Store, parts: BookParts): Result<null> {
  const checked = kind.prepare(config);
  if (!checked.ok) return checked;
  const open: Record<string, unknown> = {};
  const secret: Record<string, string> = {};
  for (const [field, value] of Object.entries(config as Record<string, unknown>)) {
    if (kind.secrets.includes(field)) secret[field] = String(value);
    else open[field] = value;
  }
  try {
    parts.secrets.set(kind.id, secret);
  } catch (error) {
    // Only the file system throws here; its code names no content.
    const code = error instanceof Error && "code" in error ? String(error.code) : "secrets.json";
    return fail("store_cannot_write", code, "manager", "now");
  }
  store.write((tx) => writeSetting(tx, configKey(kind.id), open, parts.clock.now()));
  return ok(null);
}

function openChannel(kind: ListedChannel, store: Store, memory: Memory, parts: BookParts): Result<Channel> {
  const stored = kind.id === "training" ? {} : readSetting(store.read, configKey(kind.id));
  if (typeof stored !== "object" || stored === null) return fail("channel_not_configured", kind.id, "manager", "never");
  const secrets = kind.secrets.length === 0 ? {} : parts.secrets.get(kind.id);
  if (secrets === null || secrets === "unreadable")
    return fail("config_secret_unreadable", kind.id, "manager", "never");
  const prepared = kind.prepare({ ...stored, ...secrets });
  if (!prepared.ok) return prepared;
  const { clock, ids, http } = parts;
  return ok(prepared.value({ clock, ids, http, memory }));
}

/** The channel a name stands for, or a failure that names it. */
export function knownChannel(name: string): Result<ChannelId> {
  const id = channelId.safeParse(name);
  return id.success && channelKind(id.data) ? ok(id.data) : fail("channel_not_configured", name, "cashier", "never");
}
