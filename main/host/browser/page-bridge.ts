// What runs in the page, before any of its own scripts, to give it `window.cashier` over a browser binding. The
// binding itself, and the tool that carries it, are taken out of the page's reach; in a frame inside the page
// nothing is left at all.
//
// The bridge travels as text (Function.toString) and the names as JSON, rather than as a file built beforehand:
// the page then runs the very createBridge this process was started with, and the very names its door knows, where
// a built file could be older than either. What that asks of both functions (they stand alone) is a test.
import { createBridge } from "../../../preload/bridge.ts";
import { CALLS, EVENTS } from "../../../preload/contract/calls.ts";

/** The binding's name in the moment before the page's scripts; afterwards no such name exists. */
export const BINDING = "__till__";

/** The text of the script to run in every new document. */
export function bridgeScript(calls: readonly string[] = Object.keys(CALLS), events = Object.keys(EVENTS)): string {
  const names = JSON.stringify({ binding: BINDING, calls, events });
  return `(${installBridge.toString()})(${createBridge.toString()}, ${names});`;
}

/** What goes through the binding, as JSON text in both directions: a call, or "tell me what happens". */
export type ToMain =
  | { readonly kind: "call"; readonly name: unknown; readonly input: unknown }
  | { readonly kind: "events" };

/** Playwright's carrier, as far as it is needed here (playwright-core 1.65, injected/bindingsController). */
type Carrier = {
  _global: object;
  callBinding(name: string, text: string): Promise<string>;
  deliverBindingResult(result: unknown): void;
  parseInitScriptArg(value: unknown): unknown;
};

/** Runs in the page; everything it needs is handed in or captured before the page's scripts can touch it. */
function installBridge(
  make: typeof createBridge,
  names: {
    readonly binding: string;
    readonly calls: Parameters<typeof createBridge>[1];
    readonly events: Parameters<typeof createBridge>[2];
  },
): void {
  const page = globalThis as unknown as Record<string, unknown>;
  const { stringify, parse } = JSON;
  const raw = "__playwright__binding__";
  const carrierName = "__playwright__binding__controller__";
  const carrier = page[carrierName] as Carrier;
  const fixed = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: false, configurable: false, enumerable: false });

  carrier._global = Object.freeze({ [raw]: page[raw] });
  delete page[names.binding];
  delete page[raw];
  // Answers come back through this name, so it must stay; a page that holds it can answer itself, and call nobody.
  fixed(
    carrierName,
    Object.freeze({
      deliverBindingResult: (result: unknown) => carrier.deliverBindingResult(result),
      parseInitScriptArg: (value: unknown) => carrier.parseInitScriptArg(value),
    }),
  );
  if (page.top !== globalThis) return;

  const ask = async (message: object) => parse(await carrier.callBinding(names.binding, stringify(message)));
  const cashier = make(
    {
      call: (name, input) => ask({ kind: "call", name, input }),
      async listen(receive) {
        // Main holds each question until something happens, and answers null when the window goes.
        for (;;) {
          const batch = await ask({ kind: "events" });
          if (!Array.isArray(batch)) return;
          for (const event of batch) receive(event.name, event.payload);
        }
      },
    },
    names.calls,
    names.events,
  );
  fixed("cashier", cashier);
}
