// The only file that touches `window.cashier`: everything the page knows of money comes through here.
// It adds nothing but a net under a broken bridge, so that a screen always gets a Result.
import type { CallInput, CallName, CallOutput, Cashier, EventName, EventPayload } from "../preload/contract/calls.ts";
import type { Result } from "../preload/contract/failure.ts";

declare global {
  interface Window {
    readonly cashier: Cashier;
  }
}

export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  try {
    return await window.cashier.call(name, input);
  } catch {
    return { ok: false, failure: { code: "bug", who: "developer", retry: "never", detail: name } };
  }
}

/** Listens until the returned function is called. */
export const on = <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): (() => void) =>
  window.cashier.on(name, listener);
