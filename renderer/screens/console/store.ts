// The console's own state: the chosen call, what is typed for it, and the last answer. A pay code is kept from the
// keyboard to the sending and not a moment longer.
import { create } from "zustand";
import type {
  CallField,
  ConsoleAnswer,
  DocumentedCallView,
  RealChannelId,
} from "../../../preload/contract/channels.ts";
import type { Failure } from "../../../preload/contract/failure.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";

type Values = Readonly<Record<string, string>>;

type ConsoleState = {
  /** The channels that are set up; null until read. */
  readonly ready: readonly RealChannelId[] | null;
  readonly id: RealChannelId | null;
  readonly calls: readonly DocumentedCallView[];
  readonly name: string;
  readonly variant: string;
  readonly values: Values;
  /** Set: the fields are written as JSON. */
  readonly json: string | null;
  readonly knowsMoney: boolean;
  readonly isSending: boolean;
  readonly answer: ConsoleAnswer | null;
  readonly refusal: Failure | null;
};

const FRESH = { values: {}, json: null, knowsMoney: false, answer: null, refusal: null } as const;

export const useConsole = create<ConsoleState>()(() => ({
  ready: null,
  id: null,
  calls: [],
  name: "",
  variant: "",
  isSending: false,
  ...FRESH,
}));

const set = (change: Partial<ConsoleState>): void => useConsole.setState(change);

export async function openConsole(): Promise<void> {
  const answer = await call("channels.list", {});
  if (!answer.ok) return sayFailure(answer.failure);
  const { channels } = answer.value;
  const ready = channels.filter((channel) => channel.configured).map((channel) => channel.id);
  const used = channels.find((channel) => channel.inUse)?.id ?? ready[0];
  set({ ready });
  if (used !== undefined) await chooseChannel(used);
}

export async function chooseChannel(id: RealChannelId): Promise<void> {
  hush();
  const answer = await call("channels.calls", { id });
  if (!answer.ok) return sayFailure(answer.failure);
  set({ id, calls: answer.value.calls });
  chooseCall(answer.value.calls[0]?.name ?? "");
}

export function chooseCall(name: string): void {
  const found = useConsole.getState().calls.find((one) => one.name === name);
  set({ name, variant: found?.variants[0]?.name ?? "", ...FRESH });
}

export const chooseVariant = (variant: string): void => set({ variant, ...FRESH });
export const setKnowsMoney = (knowsMoney: boolean): void => set({ knowsMoney });
export const setJson = (json: string): void => set({ json, refusal: null });
export const type = (name: string, text: string): void =>
  useConsole.setState(({ values }) => ({ values: { ...values, [name]: text }, refusal: null }));
export const closeConsole = (): void => set({ ready: null, id: null, calls: [], name: "", variant: "", ...FRESH });

export const callOf = ({ calls, name }: Pick<ConsoleState, "calls" | "name">): DocumentedCallView | null =>
  calls.find((one) => one.name === name) ?? null;

export function fieldsOf(state: Pick<ConsoleState, "calls" | "name" | "variant">): readonly CallField[] {
  const found = callOf(state);
  return found?.variants.find((one) => one.name === state.variant)?.fields ?? [];
}

/** A field that can have one value only is not asked for. */
export const isFixed = (field: CallField): boolean => field.isRequired && field.choices.length === 1;

/** What the form stands for; text that is no JSON where JSON is wanted stays text, and is refused by name. */
function inputOf(state: ConsoleState): Record<string, unknown> {
  const pairs = fieldsOf(state).flatMap((field): (readonly [string, unknown])[] => {
    if (isFixed(field)) return [[field.name, field.choices[0]]];
    const text = state.values[field.name] ?? "";
    return text.trim() === "" ? [] : [[field.name, valueOf(field, text.trim())]];
  });
  return Object.fromEntries(pairs);
}

function valueOf(field: CallField, text: string): unknown {
  switch (field.kind) {
    case "choice":
      return field.choices.find((choice) => String(choice) === text) ?? text;
    case "number":
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case "flag":
      return text === "true";
    case "json":
      return parsed(text) ?? text;
    case "text":
    case "code":
      return text;
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

/** From form to JSON and back. A pay code does not go along, and neither does what the form has no place for. */
export function showAs(how: "form" | "json"): void {
  const state = useConsole.getState();
  const codes = new Set(
    fieldsOf(state)
      .filter((field) => field.kind === "code")
      .map((field) => field.name),
  );
  const open = (input: object) => Object.entries(input).filter(([name]) => !codes.has(name));
  if (how === "json" && state.json === null)
    set({ json: JSON.stringify(Object.fromEntries(open(inputOf(state))), null, 2), refusal: null });
  if (how !== "form" || state.json === null) return;
  const written = parsed(state.json);
  const pairs = typeof written === "object" && written !== null ? open(written) : [];
  const values = pairs.map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  set({ json: null, values: Object.fromEntries(values), refusal: null });
}

export async function send(): Promise<void> {
  const state = useConsole.getState();
  if (state.id === null || state.isSending) return;
  const json = state.json ?? JSON.stringify(inputOf(state));
  hush();
  set({ isSending: true, answer: null, refusal: null });
  const answer = await call("channels.call", { id: state.id, name: state.name, json, knowsMoney: state.knowsMoney });
  set({ isSending: false, knowsMoney: false });
  if (answer.ok) set({ answer: answer.value, ...(state.json === null ? {} : { json: withoutCodes(state.json) }) });
  else set({ refusal: answer.failure });
  const codes = new Set(
    fieldsOf(state)
      .filter((field) => field.kind === "code")
      .map((field) => field.name),
  );
  useConsole.setState(({ values }) => ({
    values: Object.fromEntries(
      Object.entries(values).map(([name, text]) => [name, codes.has(name) ? "" : withoutCodes(text)]),
    ),
  }));
}

/** Pay codes written into the JSON are cleared too. */
const withoutCodes = (json: string): string =>
  json.replaceAll(/("(?:auth_code|pay_code|payBarCode)"\s*:\s*)"[^"]*"/g, '$1""');
