// From the last byte of a scan to the moment the charge is handed to the network: a serial gun over a real pty and the
// real devices process, and HID reports into the same code in this process. The till's folder stands in memory, so that
// the disk's own sync time is left out; everything else of a payment is the real thing, against the strict peer of Pooul.
// A shop's till has its machine nearly to itself: where this user may, the processes go before others of this machine.
import { mkdtempSync, rmSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join, resolve } from "node:path";
import type { PlainValue } from "../../preload/contract/channels.ts";
import { fen } from "../../preload/contract/money.ts";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { forkService, type StartService } from "../../main/host/service.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { openTill } from "../../main/till.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { playedHid } from "../support/played-hid.ts";
import { openPty, ptyMissing } from "../support/pty.ts";
import type { Figure } from "./bench.ts";
import { median, plainWork } from "./plain-work.ts";

const MEMORY = "/dev/shm";
/** So many that the 99th percentile is ten scans and not one. */
const ROUNDS = 1_000;
/** Payments before the first that is measured: a till is open all day, and its code is warm. */
const WARM_ROUNDS = 60;
const MAX_WAIT_MS = 20_000;
const PAUSE_MS = 30;

const codeAt = (at: number): string => `28765432${String(at).padStart(10, "0")}`;

export async function scanFigures(): Promise<Figure[]> {
  const among = goFirst() ? "" : ", among whatever else runs here";
  const figures: Figure[] = [];
  if (ptyMissing === null) {
    const gun = await openPty();
    const fork = forkService(resolve(import.meta.dirname, "../../main/devices/process.ts"));
    const ms = await measure(fork, gun.path, (code) => void gun.write(`${code}\r`));
    figures.push({ name: `serial: last byte written to the line -> charge handed to the network${among}`, ms });
    await gun.close();
  }
  const hid = playedHid();
  const ms = await measure(hid.start, null, (code) => hid.scan(code));
  figures.push({ name: `HID: last report arrived -> charge handed to the network${among}`, ms });
  figures.push(await plainWork(median(ms), PAUSE_MS));
  setPriority(constants.priority.PRIORITY_NORMAL);
  return figures;
}

/** Before other programs, if this user may: what is started from now on goes first as well. */
function goFirst(): boolean {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST);
    return true;
  } catch {
    return false;
  }
}

async function measure(devices: StartService, port: string | null, scan: (code: string) => void): Promise<number[]> {
  const folder = mkdtempSync(join(MEMORY, "till-bench-"));
  const [peer, http] = [await startPooulPeer(), openHttp()];
  let leftMs = 0;
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: (request) => {
      leftMs ||= performance.now();
      return http.http(request);
    },
    secrets: fileKeyBox(folder, systemIds),
    log: openLog("silent"),
    version: "bench",
    patienceMs: Number.POSITIVE_INFINITY,
    devices,
    notices: false,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  const till = opened.value;
  const { handlers, counter } = till;
  till.listen(() => {});
  try {
    const saved = await handlers["channels.save"]({ id: "pooul", config: flat(peer.config()) });
    if (!saved.ok) throw new Error(saved.failure.code);
    counter.setMode("real");
    if (port !== null) till.useScanner(port);
    const isReady = async () => {
      const state = await handlers["till.state"]({});
      return state.ok && state.value.scanner.status === "ready";
    };
    await until(isReady);
    const times: number[] = [];
    for (let at = -WARM_ROUNDS; at < ROUNDS; at++) {
      await handlers["collect.begin"]({ amountFen: fen(100) });
      // The customer takes out a phone: by then the screen shows the amount.
      await systemClock.sleep(PAUSE_MS);
      leftMs = 0;
      const fromMs = performance.now();
      scan(codeAt(at + WARM_ROUNDS));
      await until(() => leftMs > 0);
      if (at >= 0) times.push(leftMs - fromMs);
      await until(() => counter.busy() === null);
      await handlers["collect.clear"]({});
    }
    return times;
  } finally {
    await till.close();
    http.close();
    await peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + MAX_WAIT_MS;
  while (!(await what())) {
    if (performance.now() > endMs) throw new Error("did not come true");
    await systemClock.sleep(2);
  }
}

/** A config as the form hands it over: nested fields by their path. */
const flat = (config: Record<string, unknown>): Record<string, PlainValue> =>
  Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one as PlainValue])
        : [[name, value as PlainValue]],
    ),
  );
