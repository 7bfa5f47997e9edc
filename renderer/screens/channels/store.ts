// The channels page's own state: what is typed and not yet saved, and how far a self-check has been told. The configs
// are main's; a secret is held here only from the keyboard to its saving.
import { create } from "zustand";
import type {
  ChannelField,
  ChannelRoutes,
  ChannelSetup,
  PlainValue,
  RealChannelId,
} from "../../../preload/contract/channels.ts";
import type { Failure } from "../../../preload/contract/failure.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";

/** By field; only what was touched. */
type Draft = Readonly<Record<string, string | boolean>>;

type ChannelsState = {
  readonly channels: readonly ChannelSetup[] | null;
  readonly routes: ChannelRoutes | null;
  readonly chosen: RealChannelId;
  readonly draft: Draft;
  /** Why the last saving was refused, until something is typed. */
  readonly refusal: Failure | null;
  readonly isSaved: boolean;
  readonly busy: "saving" | "checking" | null;
  /** How many steps of a fresh check are told; null when it is an old one. */
  readonly told: number | null;
};

const EMPTY = { draft: {}, refusal: null, isSaved: false, busy: null, told: null } as const;

export const useChannels = create<ChannelsState>()(() => ({ channels: null, routes: null, chosen: "pooul", ...EMPTY }));

const set = (change: Partial<ChannelsState>): void => useChannels.setState(change);

export async function readChannels(): Promise<void> {
  const answer = await call("channels.list", {});
  if (!answer.ok) return sayFailure(answer.failure);
  const { channels: before, chosen } = useChannels.getState();
  const { channels, routes } = answer.value;
  const used = channels.find((channel) => channel.inUse)?.id ?? chosen;
  set({ channels, routes, chosen: before === null ? used : chosen });
}

export const choose = (chosen: RealChannelId): void => set({ chosen, ...EMPTY });
/** Forgets everything that was typed. */
export const forget = (): void => set({ channels: null, ...EMPTY });

export const type = (name: string, value: string | boolean): void =>
  useChannels.setState(({ draft }) => ({ draft: { ...draft, [name]: value }, refusal: null, isSaved: false }));

/** What stands in a field: typed, else kept, else what holds by itself. */
export function shownValue(field: ChannelField, draft: Draft): string | boolean {
  const typed = draft[field.name];
  if (typed !== undefined) return typed;
  if (field.isSecret) return "";
  if (field.kind === "flag") return (field.value ?? field.otherwise) === true;
  if (field.kind === "choice") return String(field.value ?? field.otherwise ?? "");
  return field.value === null ? "" : String(field.value);
}

/** What is sent for it; null leaves it out. */
function sentValue(field: ChannelField, draft: Draft): PlainValue | null {
  const value = shownValue(field, draft);
  if (typeof value === "boolean") return value;
  const text = field.isSecret && field.kind === "secret" ? value : value.trim();
  if (text === "") return null;
  return field.kind === "number" && /^\d+$/.test(text) ? Number(text) : text;
}

/** True when it was kept. */
export async function save(): Promise<boolean> {
  const { channels, chosen, draft } = useChannels.getState();
  const setup = channels?.find((channel) => channel.id === chosen);
  if (!setup) return false;
  const sent = setup.fields.map((field) => [field.name, sentValue(field, draft)] as const);
  const config = Object.fromEntries(sent.filter((pair): pair is readonly [string, PlainValue] => pair[1] !== null));
  hush();
  set({ busy: "saving", refusal: null, isSaved: false });
  const answer = await call("channels.save", { id: chosen, config });
  set({ busy: null });
  if (answer.ok) {
    set({ channels: answer.value.channels, draft: {}, isSaved: true, told: null });
    return true;
  }
  if (setup.fields.some((field) => field.name === answer.failure.detail)) set({ refusal: answer.failure });
  else sayFailure(answer.failure);
  return false;
}

const STEP_MS = 140;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Saves what was typed, asks the channel, and tells the steps one after the other. */
export async function check(): Promise<void> {
  const { chosen, draft } = useChannels.getState();
  if (Object.keys(draft).length > 0 && !(await save())) return;
  hush();
  set({ busy: "checking", told: 0, isSaved: false });
  const answer = await call("channels.check", { id: chosen });
  if (!answer.ok) {
    sayFailure(answer.failure);
    return set({ busy: null, told: null });
  }
  await readChannels();
  for (let told = 1; told <= answer.value.steps.length; told++) {
    await pause(STEP_MS);
    if (useChannels.getState().chosen !== chosen) return;
    set({ told });
  }
  set({ busy: null });
}

/** Which channel a wallet goes through, or which one is the second. */
export async function route(change: Partial<ChannelRoutes>): Promise<void> {
  hush();
  const answer = await call("channels.route", change);
  if (answer.ok) set({ channels: answer.value.channels, routes: answer.value.routes });
  else sayFailure(answer.failure);
}

export async function sellThrough(id: RealChannelId): Promise<void> {
  hush();
  const answer = await call("channels.use", { id });
  if (answer.ok) set({ channels: answer.value.channels });
  else sayFailure(answer.failure);
}
