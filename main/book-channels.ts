// The channels of one book: their configs, kept apart from their secrets; which of them opens, and which one new sales
// go through. A secret goes in, opens its channel, and never comes back out.
import type { ChannelCheck, ChannelField, ChannelSetup, PlainValue } from "../preload/contract/channels.ts";
import { channelCheck, realChannelId } from "../preload/contract/channels.ts";
import { type Failure, type Result, fail, ok } from "../preload/contract/failure.ts";
import { type ChannelId, channelId } from "../preload/contract/status.ts";
import type { ChannelView } from "../preload/contract/views.ts";
import { type BookRoutes, openRoutes } from "./book-routes.ts";
import type { Channel, ChannelParts } from "./channel/channel.ts";
import { guarded } from "./channel/guarded.ts";
import type { Http } from "./channel/http.ts";
import type { ListedChannel } from "./channel/registry.ts";
import type { Clock } from "./clock.ts";
import type { SecretStore, Secrets } from "./host/secret-store.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";
import { attemptByNo, openAttempts } from "./store/attempts.ts";
import { type Store, StoreCannotWrite } from "./store/open.ts";
import { openRefunds } from "./store/refunds.ts";
import { echoKey } from "./payment/refund-facts.ts";
import { openSetting, readSetting, writeSetting } from "./store/settings.ts";

export type BookChannels = BookRoutes & {
  channel(id: ChannelId): Channel | null;
  /** Why `channel` answers null: never set up, or its secret cannot be read any more. */
  channelProblem(id: ChannelId): Failure | null;
  channels(): ChannelView[];
  /** The channel new sales go through; null while none is set up. */
  channelInUse(): ChannelId | null;
  useChannel(id: ChannelId): Result<null>;
  /** Checks and keeps a channel's config; its secrets go to the secret store and never come back out. */
  configure(id: ChannelId, config: unknown): Result<null>;
  /** The same from a form: fields by name, secrets that are left out stay, what the form does not list stays. */
  fillIn(id: ChannelId, fields: Readonly<Record<string, PlainValue>>): Result<null>;
  /** Every channel with its form. */
  setups(): ChannelSetup[];
  /** A channel of its own behind another way out, and the texts that must not be shown. */
  openAside(id: ChannelId, http: Http): Result<{ readonly channel: Channel; readonly secrets: readonly string[] }>;
  keepCheck(id: ChannelId, check: ChannelCheck): void;
  /** Names of the documented calls that may move money. */
  moneyCalls(id: ChannelId): readonly string[];
  /** The way to the network that `openAside` may be given a tap of. */
  readonly wayOut: Http;
};

export type ChannelsParts = {
  readonly kinds: readonly ListedChannel[];
  readonly store: Store;
  readonly memory: ChannelParts["memory"];
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly http: Http;
};

const configKey = (id: ChannelId) => `channel.${id}`;
const checkKey = (id: ChannelId) => `channel-check.${id}`;
const USE_KEY = "channel-in-use";

type Config = Readonly<Record<string, unknown>>;

export function openBookChannels(parts: ChannelsParts): BookChannels {
  const { kinds, store, clock } = parts;
  const opened = new Map<ChannelId, Result<Channel>>();
  const kindOf = (id: ChannelId) => kinds.find((candidate) => candidate.id === id) ?? null;
  const unknown = (id: ChannelId) => fail("channel_not_configured", id, "manager", "never");
  const get = (id: ChannelId): Result<Channel> => {
    const known = opened.get(id);
    if (known) return known;
    const kind = kindOf(id);
    const made = kind ? openChannel(kind, parts, parts.http) : unknown(id);
    opened.set(id, made);
    return made;
  };
  const wantedId = openSetting(store.read, USE_KEY, (stored) => channelId.safeParse(stored).data ?? null);
  const inUse = (): ChannelId | null => {
    const wanted = wantedId();
    const ready = kinds.map((kind) => kind.id).filter((id) => get(id).ok);
    return ready.find((id) => id === wanted) ?? ready[0] ?? null;
  };
  const view = ({ id, name, can }: ListedChannel): ChannelView => ({ id, name, configured: get(id).ok, can });
  const configure = (id: ChannelId, config: unknown): Result<null> => {
    const kind = kindOf(id);
    if (!kind) return unknown(id);
    const checked = kind.prepare(config);
    if (!checked.ok) return checked;
    // The same merchant may have moved to another address; another merchant knows nothing of our open payments.
    if (kind.can.query && isSomebodyElse(kind, config as Config, parts, merchantOf(kind)) && hasOpen(id, store))
      return fail("channel_has_open", id, "manager", "after_query");
    const kept = keepConfig(kind, config, parts);
    if (kept.ok) opened.delete(id);
    return kept;
  };
  const ready = () => kinds.map(view).filter((channel) => channel.configured);
  return {
    ...openRoutes({ store, clock, ready, inUse }),
    channel: (id) => valueOf(get(id)),
    channelProblem: (id) => failureOf(get(id)),
    channels: () => kinds.map(view),
    channelInUse: inUse,
    useChannel(id) {
      const found = get(id);
      if (!found.ok) return found;
      store.write((tx) => writeSetting(tx, USE_KEY, id, clock.now()));
      return ok(null);
    },
    configure,
    fillIn(id, fields) {
      const kind = kindOf(id);
      if (!kind) return unknown(id);
      const merged = mergeForm(kind, fields, parts);
      if (!merged.ok) return merged;
      const checked = kind.prepare(merged.value);
      if (checked.ok && kind.can.query && isSomebodyElse(kind, merged.value, parts) && hasOpen(id, store))
        return fail("channel_has_open", id, "manager", "after_query");
      return configure(id, merged.value);
    },
    setups() {
      const used = inUse();
      return kinds.flatMap((kind) => {
        const id = realChannelId.safeParse(kind.id);
        if (!id.success) return [];
        const found = get(kind.id);
        const { fields, isStored } = formOf(kind, parts);
        const check = channelCheck.safeParse(readSetting(store.read, checkKey(kind.id)));
        return {
          ...view(kind),
          id: id.data,
          isStored,
          problem: isStored ? failureOf(found) : null,
          inUse: used === kind.id,
          hasModes: found.ok && found.value.modes !== null,
          fields,
          check: check.success ? check.data : null,
        };
      });
    },
    openAside(id, http) {
      const kind = kindOf(id);
      const aside = kind ? openChannel(kind, parts, http) : unknown(id);
      if (!aside.ok) return aside;
      const secrets = parts.secrets.get(id);
      const texts = secrets === null || secrets === "unreadable" ? [] : Object.values(secrets);
      return ok({ channel: aside.value, secrets: texts });
    },
    moneyCalls: (id) => kindOf(id)?.form.moneyCalls ?? [],
    wayOut: parts.http,
    keepCheck: (id, check) => store.write((tx) => writeSetting(tx, checkKey(id), check, clock.now())),
  };
}

const valueOf = <T>(result: Result<T>): T | null => (result.ok ? result.value : null);
const failureOf = (result: Result<unknown>): Failure | null => (result.ok ? null : result.failure);

const storedConfig = ({ store }: ChannelsParts, id: ChannelId): Config | null => {
  const stored = readSetting(store.read, configKey(id));
  return typeof stored === "object" && stored !== null ? { ...stored } : null;
};

const storedSecrets = (parts: ChannelsParts, id: ChannelId): Secrets => {
  const secrets = parts.secrets.get(id);
  return secrets === null || secrets === "unreadable" ? {} : secrets;
};

function keepConfig(kind: ListedChannel, config: unknown, parts: ChannelsParts): Result<null> {
  const checked = kind.prepare(config);
  if (!checked.ok) return checked;
  const isMoved = isSomebodyElse(kind, config as Config, parts);
  const open: Record<string, unknown> = {};
  const secret: Record<string, string> = {};
  for (const [field, value] of Object.entries(config as Config)) {
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
  parts.store.write((tx) => {
    writeSetting(tx, configKey(kind.id), open, parts.clock.now());
    // What an earlier check showed was about another config.
    writeSetting(tx, checkKey(kind.id), null, parts.clock.now());
    // So was what its answers have shown of refund numbers: see payment/refund-facts.ts.
    if (isMoved) writeSetting(tx, echoKey(kind.id), null, parts.clock.now());
  });
  return ok(null);
}

function openChannel(kind: ListedChannel, parts: ChannelsParts, http: Http): Result<Channel> {
  const stored = kind.id === "training" ? {} : storedConfig(parts, kind.id);
  if (stored === null) return fail("channel_not_configured", kind.id, "manager", "never");
  const secrets = kind.secrets.length === 0 ? {} : parts.secrets.get(kind.id);
  if (secrets === null || secrets === "unreadable")
    return fail("config_secret_unreadable", kind.id, "manager", "never");
  const prepared = kind.prepare({ ...stored, ...secrets });
  if (!prepared.ok) return prepared;
  const { clock, ids, memory } = parts;
  return ok(
    guarded(prepared.value({ clock, ids, http, memory }), (error) => {
      if (error instanceof StoreCannotWrite) throw error;
      parts.log.error("channel.broke", error);
    }),
  );
}

/** Whether the config would make us another merchant, or lead somewhere else, than the one that is kept. */
function isSomebodyElse(
  kind: ListedChannel,
  config: Config,
  parts: ChannelsParts,
  names = kind.form.identity,
): boolean {
  const kept = storedConfig(parts, kind.id);
  return kept !== null && names.some((name) => kept[name] !== config[name]);
}

/** What of its identity is no address. */
const merchantOf = ({ form }: ListedChannel): readonly string[] =>
  form.identity.filter((name) => form.fields.find((field) => field.name === name)?.kind !== "url");

/** Whether a payment or a refund of this channel still waits for its end. */
const hasOpen = (id: ChannelId, { read }: Store): boolean =>
  openAttempts(read).some((attempt) => attempt.channel === id) ||
  openRefunds(read).some((refund) => attemptByNo(read, refund.tradeNo)?.channel === id);

/** The config a form stands for, on top of what is kept. A field the form does not know is refused by its name. */
function mergeForm(kind: ListedChannel, fields: Readonly<Record<string, PlainValue>>, parts: ChannelsParts) {
  const listed = new Set(kind.form.fields.map((field) => field.name));
  const strange = Object.keys(fields).find((name) => !listed.has(name));
  if (strange !== undefined) return fail("config_field_unknown", strange, "manager", "now");
  const isListed = (name: string) => [...listed].some((one) => one === name || one.startsWith(`${name}.`));
  const kept = Object.entries(storedConfig(parts, kind.id) ?? {}).filter(([name]) => !isListed(name));
  const config: Record<string, unknown> = { ...Object.fromEntries(kept), ...storedSecrets(parts, kind.id) };
  for (const [path, value] of Object.entries(fields)) {
    const [name = "", inner] = path.split(".");
    config[name] = inner === undefined ? value : { ...(config[name] as object | undefined), [inner]: value };
  }
  return ok(config);
}

function formOf(kind: ListedChannel, parts: ChannelsParts): { fields: ChannelField[]; isStored: boolean } {
  const config = storedConfig(parts, kind.id);
  const secrets = storedSecrets(parts, kind.id);
  const fields = kind.form.fields.map((field): ChannelField => {
    const isSecret = kind.secrets.includes(field.name);
    const value = isSecret ? null : plainAt(config ?? {}, field.name);
    return {
      name: field.name,
      kind: field.kind,
      isSecret,
      isRequired: field.isRequired,
      otherwise: field.otherwise ?? null,
      choices: [...(field.choices ?? [])],
      value,
      isStored: isSecret ? Object.hasOwn(secrets, field.name) : value !== null,
    };
  });
  return { fields, isStored: config !== null };
}

function plainAt(config: Config, path: string): PlainValue | null {
  let at: unknown = config;
  for (const name of path.split(".")) at = typeof at === "object" && at !== null ? (at as Config)[name] : undefined;
  return typeof at === "string" || typeof at === "number" || typeof at === "boolean" ? at : null;
}
