// Turns a transport into the one object a page may hold, `window.cashier`. Only names of the contract pass, in
// either direction. It must never hand out the transport itself. The function stands alone (no imports but types,
// nothing from outside its body), because the browser door carries it into the page as text.
import type { CallName, Cashier, EventName, EventPayload } from "./contract/calls.ts";

/** What moves calls and events between a page and main: Electron's IPC, or a browser binding. */
export type Transport = {
  call: Cashier["call"];
  /** Called once. Everything main sends afterwards goes to `receive`. */
  listen(receive: <N extends EventName>(name: N, payload: EventPayload<N>) => void): void;
};

/**
 * Makes the frozen `Cashier`. A call outside `callNames` is answered `unknown_call` and never sent; a transport
 * that breaks is answered `bug`, so a call never rejects. `on` throws TypeError for an unknown event name or a
 * listener that is not a function: both are mistakes in the page's own code.
 */
export function createBridge(
  transport: Transport,
  callNames: readonly CallName[],
  eventNames: readonly EventName[],
): Cashier {
  // A method type, so that one set can hold the listeners of any event: who is called with what is decided by name.
  type Listener = { hear(payload: unknown): void }["hear"];
  const calls = new Set<string>(callNames);
  const listeners = new Map<string, Set<Listener>>(eventNames.map((name) => [name, new Set<Listener>()]));
  const refusal = (code: "unknown_call" | "bug") =>
    ({ ok: false, failure: { code, who: "developer", retry: "never" } }) as const;

  transport.listen((name, payload) => {
    for (const listener of listeners.get(name) ?? []) {
      try {
        listener(payload);
      } catch (error) {
        // One listener's mistake is shown as an uncaught error and costs no other listener its event.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  });

  return Object.freeze<Cashier>({
    async call(name, input) {
      if (typeof name !== "string" || !calls.has(name)) return refusal("unknown_call");
      try {
        return await transport.call(name, input);
      } catch {
        return refusal("bug");
      }
    },
    on(name, listener) {
      const known = typeof name === "string" ? listeners.get(name) : undefined;
      if (!known) throw new TypeError("no such event");
      if (typeof listener !== "function") throw new TypeError("a listener is a function");
      // An arrow of our own: the same function added twice is two subscriptions, ended one by one.
      const heard: Listener = listener;
      const entry: Listener = (payload) => heard(payload);
      known.add(entry);
      return () => {
        known.delete(entry);
      };
    },
  });
}
