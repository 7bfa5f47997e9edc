// A serial scanner over a pty pair, opened by a test and closed after it.
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "../../main/clock.ts";
import { openSerialScanner, type SerialOptions, type SerialScanner } from "../../main/scan/serial.ts";
import { openPty, type Pty } from "../support/pty.ts";
import { afterEachTest } from "../support/each-test.ts";

const WAIT_MS = 20_000;

const open: { close(): Promise<void> }[] = [];
afterEachTest(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

export type Gun = { readonly scanner: SerialScanner; readonly heard: string[]; readonly changes: string[] };

export function listenAt(path: string, options: Partial<SerialOptions> = {}): Gun {
  const heard: string[] = [];
  const changes: string[] = [];
  const scanner = openSerialScanner({
    path,
    baudRate: 115_200,
    clock: systemClock,
    hear: (text) => heard.push(text),
    changed: (status) => changes.push(status),
    ...options,
  });
  open.push(scanner);
  return { scanner, heard, changes };
}

export async function plugIn(): Promise<Pty> {
  const pty = await openPty();
  open.push(pty);
  return pty;
}

/** Waits for what must come true; the time is only there to end a test that fails. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await what()); waitedMs += 5) {
    if (waitedMs > WAIT_MS) throw new Error("did not come true");
    await wait(5);
  }
}

export async function ready(options: Partial<SerialOptions> = {}): Promise<Gun & { readonly pty: Pty }> {
  const pty = await plugIn();
  const gun = listenAt(pty.path, options);
  await until(() => gun.scanner.status === "ready");
  return { ...gun, pty };
}
