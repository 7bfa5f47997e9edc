// The one Electron window and its wire to the till. Calls go through main/ipc's door; nothing is decided here.
import { app, BrowserWindow, ipcMain, type Session } from "electron";
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
    webPreferences: {
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
    },
  });
  const { webContents } = window;
  const door = openDoor({ handlers: till.handlers, guard: till.guard, origin: ORIGIN, log });

  ipcMain.handle(CALL, (event, name: unknown, input: unknown) =>
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
  const stopListening = till.listen((event) => {
    const checked = checkEvent(event, log);
    if (checked !== null && !window.isDestroyed()) webContents.send(EVENT, checked.name, checked.payload);
  });
  let reloads = 0;
  const closed = new Promise<"closed" | "crashed">((resolve) => {
    window.once("closed", () => {
      ipcMain.removeHandler(CALL);
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
