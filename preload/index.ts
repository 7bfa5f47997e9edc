// Electron's preload: shows the page `window.cashier` and nothing else. It runs sandboxed, so it is built into one
// CommonJS file; the lists of names are written in by the build, which keeps zod and the schemas out of it.
import { contextBridge, ipcRenderer } from "electron";
import { createBridge } from "./bridge.ts";
import type { CallName, EventName } from "./contract/calls.ts";
import { CUSTOMER_CALL, CUSTOMER_EVENT, CUSTOMER_FLAG } from "./contract/customer-names.ts";

declare const CALL_NAMES: readonly CallName[];
declare const EVENT_NAMES: readonly EventName[];

/** Main says so when it opens the customer's display, and its door holds that window to the same two names. */
const isCustomer = process.argv.includes(CUSTOMER_FLAG);

contextBridge.exposeInMainWorld(
  "cashier",
  createBridge(
    {
      call: (name, input) => ipcRenderer.invoke("cashier:call", name, input),
      listen(receive) {
        ipcRenderer.on("cashier:event", (_event, name, payload) => receive(name, payload));
      },
    },
    isCustomer ? [CUSTOMER_CALL] : CALL_NAMES,
    isCustomer ? [CUSTOMER_EVENT] : EVENT_NAMES,
  ),
);
