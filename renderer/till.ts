// A mirror of main's state: what the till says of itself, and which screen is in front. It decides nothing about money.
import { create } from "zustand";
import type { Failure } from "../preload/contract/failure.ts";
import type { TillState } from "../preload/contract/views.ts";
import { call, on } from "./cashier.ts";

/** Reconciliation is reached from the orders. */
export type Screen = "collect" | "orders" | "refund" | "shift" | "print" | "settings" | "reconcile";

type Till = {
  readonly state: TillState | null;
  /** Why the state could not be read. */
  readonly failure: Failure | null;
  readonly screen: Screen;
};

export const useTill = create<Till>()(() => ({ state: null, failure: null, screen: "collect" }));

/** Shows it, unless a later one is shown already. */
export function showTill(state: TillState): void {
  const shown = useTill.getState().state;
  if (shown === null || state.turn >= shown.turn) useTill.setState({ state, failure: null });
}
export const goTo = (screen: Screen): void => useTill.setState({ screen });

/** Reads the state once and keeps mirroring it. */
export function mirrorTill(): () => void {
  const stop = on("till.changed", showTill);
  void readTill();
  return stop;
}

export async function readTill(): Promise<void> {
  const answer = await call("till.state", {});
  if (answer.ok) showTill(answer.value);
  else useTill.setState({ failure: answer.failure });
}

export async function setMode(mode: "real" | "training"): Promise<Failure | null> {
  const answer = await call("till.mode", { mode });
  if (!answer.ok) return answer.failure;
  showTill(answer.value);
  return null;
}
