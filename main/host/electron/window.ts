// The one Electron window and its wire to the till. Calls go through main/ipc's door; nothing is decided here.
import { app, BrowserWindow, type Session } from "electron";
import { CUSTOMER_CALL, CUSTOMER_EVENT } from "../../../preload/contract/customer-names.ts";
import { openDoor } from "../../ipc/door.ts";
import { checkEvent, type TillSide } from "../../ipc/events.ts";
import type { Log } from "../../log.ts";
import { ORIGIN, START_URL } from "../csp.ts";
import type { TillWindow } from "../host.ts";

const CALL = "cashier:call";
const EVENT = "cashier:event";
/** A page that crashes more often than this is not brought back. */
const MAX_RELOADS = 5;

export type ElectronWindow = TillWindow & {
  /** Brings the window to the front: somebody started the till a second time. */
  show(): void;
};

/** Every switch of a page's process, spelled out. */
export const safePreferences = (session: Session, preload: string) =>
  ({
    session,
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    backgroundThrottling: false,
    autoplayPolicy: "no-user-gesture-required",
    devTools: !app.isPackaged,
  }) as const;

/** Joins a window's page to the till, and answers what ends it. The customer's display has one call and one event. */
export function wire(window: BrowserWindow, till: TillSide, log: Log, isCustomer: boolean): () => void {
  const { webContents } = window;
  const only = isCustomer ? { only: [CUSTOMER_CALL] as const } : {};
  const door = openDoor({ handlers: till.handlers, guard: till.guard, origin: ORIGIN, log, ...only });
  webContents.ipc.handle(CALL, (event, name: unknown, input: unknown) =>
    door.answer(
      {
        knownWindow: !window.isDestroyed() && event.sender === webContents,
        mainFrame: event.senderFrame !== null && event.senderFrame === webContents.mainFrame,
        url: event.senderFrame?.url ?? "",
      },
      name,
      input,
    ),
  );
  return till.listen((event) => {
    if ((event.name === CUSTOMER_EVENT) !== isCustomer || window.isDestroyed()) return;
    const checked = checkEvent(event, log);
    if (checked !== null) webContents.send(EVENT, checked.name, checked.payload);
  });
}

/** Opens the window and resolves once its page is loaded. `preload` is the built preload's full path. */
export async function openWindow(parts: {
  till: TillSide;
  session: Session;
  preload: string;
  log: Log;
}): Promise<ElectronWindow> {
  const { till, session, preload, log } = parts;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: "收银台",
    autoHideMenuBar: true,
    webPreferences: safePreferences(session, preload),
  });
  const { webContents } = window;
  const stopListening = wire(window, till, log, false);
  // There is no menu to have this key, and the page may not fill the screen by itself.
  webContents.on("before-input-event", (event, { type, key }) => {
    if (type !== "keyDown" || key !== "F11") return;
    event.preventDefault();
    window.setFullScreen(!window.isFullScreen());
  });
  let reloads = 0;
  const closed = new Promise<"closed" | "crashed">((resolve) => {
    window.once("closed", () => {
      stopListening();
      resolve(reloads > MAX_RELOADS ? "crashed" : "closed");
    });
  });

  webContents.on("render-process-gone", (_event, details) => {
    log.warn("page_crashed", { reason: details.reason });
    if (++reloads <= MAX_RELOADS) webContents.reload();
    else window.destroy();
  });
  window.once("ready-to-show", () => window.show());
  await window.loadURL(START_URL);
  return {
    closed,
    async close() {
      window.destroy();
      await closed;
    },
    show() {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}
