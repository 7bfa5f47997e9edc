// The only file that touches `window.cashier`: everything the page knows of money comes through here.
// It adds nothing but a net under a broken bridge, so that a screen always gets a Result.
import type { CallInput, CallName, CallOutput, Cashier, EventName, EventPayload } from "../preload/contract/calls.ts";
import type { Result } from "../preload/contract/failure.ts";

declare global {
  interface Window {
    readonly cashier: Cashier;
  }
}

/** Waits for somebody to allow what was refused for want of a right; null until a screen can ask for it. */
let approval: (() => Promise<boolean>) | null = null;
export const whenRefused = (ask: () => Promise<boolean>): void => void (approval = ask);

/** What is refused for want of a right waits for somebody who has it, and is then asked for again, by the same words. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  const answer = await callOnce(name, input);
  if (answer.ok || answer.failure.code !== "staff_needs_approval" || approval === null) return answer;
  return (await approval()) ? callOnce(name, input) : answer;
}

async function callOnce<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  try {
    return await window.cashier.call(name, input);
  } catch {
    return { ok: false, failure: { code: "bug", who: "developer", retry: "never", detail: name } };
  }
}

/** Listens until the returned function is called. */
export const on = <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): (() => void) =>
  window.cashier.on(name, listener);
