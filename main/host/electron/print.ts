// The system's printing behind the Electron door: a page of its own that nobody sees, without scripts and without any
// network, printed silently. Only type-checked so far: Electron has not run here.
import { BrowserWindow, type Session, session } from "electron";
import type { Log } from "../../log.ts";
import type { SystemPage, SystemPrinting } from "../host.ts";
import { printPage } from "../print-page.ts";

const MICRONS_PER_MM = 1_000;

/** Call after `ready`. */
export function electronPrinting(log: Log): SystemPrinting {
  const own = session.fromPartition("cashier-print");
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith("data:") }));
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  return {
    printers: () =>
      withPage(own, async (window) => {
        const found = await window.webContents.getPrintersAsync();
        return found.map(({ name }) => name);
      }),
    print: (page, printer) =>
      withPage(own, async (window) => {
        await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(printPage(page))}`);
        const { isTaken, why } = await printed(window, page, printer);
        if (!isTaken) log.warn("print.system_refused", { why });
        return isTaken;
      }),
  };
}

async function withPage<T>(own: Session, work: (window: BrowserWindow) => Promise<T>): Promise<T> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      javascript: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
      spellcheck: false,
    },
  });
  try {
    return await work(window);
  } finally {
    window.destroy();
  }
}

function printed(window: BrowserWindow, page: SystemPage, printer: string): Promise<{ isTaken: boolean; why: string }> {
  const { promise, resolve } = Promise.withResolvers<{ isTaken: boolean; why: string }>();
  window.webContents.print(
    {
      silent: true,
      deviceName: printer,
      printBackground: true,
      color: false,
      copies: 1,
      margins: { marginType: "none" },
      pageSize: { width: page.widthMm * MICRONS_PER_MM, height: page.heightMm * MICRONS_PER_MM },
    },
    (isTaken, why) => resolve({ isTaken, why }),
  );
  return promise;
}
