// The guided first run's own state: which step is in front. What is done is read from the till itself, so that the guide goes
// on where it was after any restart; it keeps nothing but whether it is wanted, which is a setting.
import { create } from "zustand";
import type { ChannelSetup } from "../../../preload/contract/channels.ts";
import type { Failure } from "../../../preload/contract/failure.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { useChannels } from "../channels/store.ts";
import { goTo, setMode, showTill, useTill } from "../../till.ts";

export const STEPS = ["shop", "channel", "scanner", "printer", "practice"] as const;
export type Step = (typeof STEPS)[number];
/** About how long each takes. */
export const MINUTES: Readonly<Record<Step, number>> = { shop: 1, channel: 4, scanner: 1, printer: 2, practice: 2 };

type Guide = {
  /** Null: the first page. */
  readonly at: Step | null;
  /** A channel has passed its self-check; null until the till has said so or not. */
  readonly isChannelProved: boolean | null;
};

export const useGuide = create<Guide>()(() => ({ at: null, isChannelProved: null }));

/** Whether the guide stands in front: wanted, while nothing real is going on, and for somebody who may set the till up. */
export const isGuided = (state: TillState | null): state is TillState =>
  state !== null &&
  state.mode === "training" &&
  state.settings.guide &&
  state.staff.rights.includes("settings") &&
  (!state.staff.isOn || state.staff.person !== null);

export function isDone(step: Step, state: TillState, { isChannelProved }: Guide): boolean {
  const done: Readonly<Record<Step, () => boolean>> = {
    shop: () => state.settings.customer.shop !== "" && state.staff.isOn,
    channel: () => state.realReady && isChannelProved === true,
    scanner: () => state.settings.scanners.length > 0 || state.scanner.status === "ready",
    printer: () => state.printing.status !== "none",
    practice: () => state.totals.paidCount > 0,
  };
  return done[step]();
}

/** The first step that is not done; the last when all are. */
export function firstOpen(state: TillState, guide: Guide): Step {
  return STEPS.find((step) => !isDone(step, state, guide)) ?? "practice";
}

const hasPassed = (channels: readonly ChannelSetup[]): boolean =>
  channels.some((channel) => channel.check?.passed === true);

/** Knows of self-checks, also of one that passes while its step is in front. Call the answer to end it. */
export function followChannels(): () => void {
  void call("channels.list", {}).then((answer) => {
    useGuide.setState({ isChannelProved: answer.ok && hasPassed(answer.value.channels) });
    if (!answer.ok) sayFailure(answer.failure);
  });
  return useChannels.subscribe(({ channels, busy }) => {
    if (channels !== null && busy === null) useGuide.setState({ isChannelProved: hasPassed(channels) });
  });
}

export function goStep(at: Step | null): void {
  hush();
  useGuide.setState({ at });
}

/** The step beside this one; before the first is the first page. */
export function turn(at: Step, by: 1 | -1): void {
  goStep(STEPS[STEPS.indexOf(at) + by] ?? null);
}

/** Puts the guide away; it is found again in the settings. */
export async function leaveGuide(mode: "training" | "real"): Promise<void> {
  hush();
  // Behind the guide, before it goes: whoever has gone on meanwhile is not called back.
  goTo("collect");
  const answer = await call("settings.set", { guide: false });
  if (!answer.ok) return sayFailure(answer.failure);
  useGuide.setState({ at: null });
  showTill(answer.value);
  const failure = mode === "real" ? await setMode("real") : null;
  if (failure !== null) sayFailure(failure);
}

export type Shop = { readonly shop: string; readonly owner: string; readonly number: string; readonly pin: string };

/**
 * Keeps the shop's name, and the owner where there is nobody yet; the owner is signed in at once, by what was just typed.
 * Answers what was refused.
 */
export async function saveShop({ shop, owner, number, pin }: Shop): Promise<Failure | null> {
  const state = useTill.getState().state;
  if (state === null) return null;
  const named = await call("settings.set", { customer: { ...state.settings.customer, shop } });
  if (!named.ok) return named.failure;
  showTill(named.value);
  if (state.staff.isOn) return null;
  const saved = await call("staff.save", { number, name: owner, role: "owner", pin });
  if (!saved.ok) return saved.failure;
  const signedIn = await call("staff.signIn", { number, pin });
  if (!signedIn.ok) return signedIn.failure;
  showTill(signedIn.value);
  return null;
}
