// Electron's preload: shows the page `window.cashier` and nothing else. It runs sandboxed, so it is built into one
// CommonJS file; the lists of names are written in by the build, which keeps zod and the schemas out of it.
import { contextBridge, ipcRenderer } from "electron";
import { createBridge } from "./bridge.ts";
import type { CallName, EventName } from "./contract/calls.ts";

declare const CALL_NAMES: readonly CallName[];
declare const EVENT_NAMES: readonly EventName[];

contextBridge.exposeInMainWorld(
  "cashier",
  createBridge(
    {
      call: (name, input) => ipcRenderer.invoke("cashier:call", name, input),
      listen(receive) {
        ipcRenderer.on("cashier:event", (_event, name, payload) => receive(name, payload));
      },
    },
    CALL_NAMES,
    EVENT_NAMES,
  ),
);
