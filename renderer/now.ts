// The page's clock: the wall time for what is shown, stepping once a second. It never decides about a payment.
import { useSyncExternalStore } from "react";

let now = Date.now();
const listeners = new Set<() => void>();
let timer: number | undefined;

function step(): void {
  now = Date.now();
  for (const listener of listeners) listener();
  timer = window.setTimeout(step, 1000 - (now % 1000));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) step();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearTimeout(timer);
  };
}

/** Wall-clock milliseconds, renewed on each full second. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** Whole seconds from `from` to `to`, never negative. */
export const secondsBetween = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000));

/** The wall clock, read once. */
export const readNow = (): number => Date.now();

/** The local day of a moment: yyyy-mm-dd. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
