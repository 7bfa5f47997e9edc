// The customer's display as a second Electron window: on the other screen, full screen there, and next time where
// somebody has put it. It has one call and one event.
import { BrowserWindow, type Rectangle, type Session, screen } from "electron";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CUSTOMER_FLAG } from "../../../preload/contract/customer-names.ts";
import type { TillSide } from "../../ipc/events.ts";
import type { Log } from "../../log.ts";
import { CUSTOMER_URL } from "../csp.ts";
import type { CustomerScreen } from "../host.ts";
import { safePreferences, wire } from "./window.ts";

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number().min(320), height: z.number().min(240) });

/** `folder`: where its place is remembered. */
export async function openCustomerWindow(parts: {
  till: TillSide;
  session: Session;
  preload: string;
  folder: string;
  log: Log;
}): Promise<CustomerScreen> {
  const { till, session, preload, log } = parts;
  const file = join(parts.folder, "customer-window.json");
  const other = screen.getAllDisplays().find((display) => display.id !== screen.getPrimaryDisplay().id);
  const place = remembered(file) ?? other?.bounds ?? null;
  const window = new BrowserWindow({
    ...(place ?? { width: 1024, height: 640 }),
    fullscreen: place !== null && other !== undefined && isInside(place, other.bounds),
    title: "副屏",
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences(session, preload), additionalArguments: [CUSTOMER_FLAG] },
  });
  const stopListening = wire(window, till, log, true);
  window.on("close", () => {
    try {
      writeFileSync(file, JSON.stringify(window.getNormalBounds()));
    } catch {
      log.warn("customer_place_not_kept");
    }
  });
  let [isCrashed, tell] = [false, () => {}];
  const screensChanged = () => tell();
  screen.on("display-added", screensChanged);
  screen.on("display-removed", screensChanged);
  const closed = new Promise<"closed" | "crashed">((resolve) => {
    window.once("closed", () => {
      stopListening();
      screen.off("display-added", screensChanged);
      screen.off("display-removed", screensChanged);
      resolve(isCrashed ? "crashed" : "closed");
    });
  });
  window.webContents.on("render-process-gone", () => {
    isCrashed = true;
    window.destroy();
  });
  try {
    await window.loadURL(CUSTOMER_URL);
  } catch (error) {
    window.destroy();
    throw error;
  }
  return {
    closed,
    isOnOnlyScreen: () => screen.getAllDisplays().length < 2,
    onScreens: (changed) => void (tell = changed),
    async close() {
      window.close();
      await closed;
    },
  };
}

/** Where it stood last, as long as a screen is still there. */
function remembered(file: string): Rectangle | null {
  try {
    const parsed = rectangle.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (!parsed.success) return null;
    return screen.getAllDisplays().some(({ bounds }) => isInside(parsed.data, bounds)) ? parsed.data : null;
  } catch {
    return null;
  }
}

const isInside = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x < outer.x + outer.width && inner.y < outer.y + outer.height;
