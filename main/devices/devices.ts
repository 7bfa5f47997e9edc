// The till's side of a devices process: starts it, starts it again within a second when it is gone, and checks every
// message. Nothing here is awaited by a payment; while the process is away, its devices are and nothing else happens.
import { assertNever } from "../../preload/contract/status.ts";
import type { Clock } from "../clock.ts";
import type { ServiceProcess, StartService } from "../host/service.ts";
import type { Log } from "../log.ts";
import { type DeviceMessage, fromDevices, isDeviceMessage, type ToDevices } from "./messages.ts";

/** One family of devices on the till's side. */
export type Family = {
  /** The process listens: what it must be told before anything else. */
  started(): readonly ToDevices[];
  heard(message: DeviceMessage): void;
  /** The process is gone; it is being started again. */
  gone(): void;
};

export type Devices = {
  /** Dropped while the process is away: `started` says it again. */
  send(message: ToDevices): void;
  readonly isRunning: boolean;
  /** Ends the process for good; resolves when it is gone. */
  close(): Promise<void>;
};

/** Waits before a start: 50 ms, doubled up to MAX_WAIT_MS, which with a start of its own is within a second. */
const FIRST_WAIT_MS = 50;
const MAX_WAIT_MS = 500;
/** After this many crashes on end it is no accident: the machine is spared. */
const MANY_CRASHES = 60;
const LONG_WAIT_MS = 10_000;
/** A process that has run this long, or has heard a scan or fed a printer, is well: crashes are counted anew. */
const WELL_MS = 10_000;
/** A process whose loop stands still for so long (a native call that never returns) is ended: 30 s. */
const PING_MS = 3_000;
const MAX_SILENT_PINGS = 10;
/** So many pings' time it may take to start: a slow machine is not a stuck one. */
const MAX_START_PINGS = 40;
const CLOSE_MS = 2_000;

export function openDevices(parts: { start: StartService; clock: Clock; log: Log; family: Family }): Devices {
  const { clock } = parts;
  const closing = new AbortController();
  const state: { process: ServiceProcess | null; isRunning: boolean; crashes: number } = {
    process: null,
    isRunning: false,
    crashes: 0,
  };
  const done = keepRunning({ ...parts, state, closing: closing.signal });
  return {
    send(message) {
      if (state.isRunning) state.process?.send(message);
    },
    get isRunning() {
      return state.isRunning;
    },
    async close() {
      closing.abort();
      state.process?.kill();
      await Promise.race([done, clock.sleep(CLOSE_MS)]);
    },
  };
}

type Run = {
  readonly start: StartService;
  readonly clock: Clock;
  readonly log: Log;
  readonly family: Family;
  readonly state: { process: ServiceProcess | null; isRunning: boolean; crashes: number };
  readonly closing: AbortSignal;
};

async function keepRunning(run: Run): Promise<void> {
  const { clock, state, log, closing } = run;
  while (!closing.aborted) {
    const startedMs = clock.monotonic();
    await runOnce(run);
    if (closing.aborted) return;
    if (clock.monotonic() - startedMs >= WELL_MS) state.crashes = 0;
    state.crashes++;
    log.warn("devices.gone", { crashes: state.crashes });
    guarded(run, () => run.family.gone());
    await clock.sleep(waitMs(state.crashes), closing);
  }
}

/** How long to wait before the start after this many crashes on end. */
export const waitMs = (crashes: number): number =>
  crashes > MANY_CRASHES ? LONG_WAIT_MS : Math.min(FIRST_WAIT_MS * 2 ** Math.min(crashes - 1, 20), MAX_WAIT_MS);

async function runOnce(run: Run): Promise<void> {
  const { state } = run;
  let process: ServiceProcess;
  try {
    process = run.start();
  } catch (error) {
    run.log.error("devices.start", error);
    return;
  }
  const over = new AbortController();
  const pulse = { asked: 0, answered: 0 };
  state.process = process;
  process.onMessage((message) => {
    if (state.process === process && !run.closing.aborted) guarded(run, () => hear(run, process, pulse, message));
  });
  void watch(run, process, pulse, over.signal);
  if (run.closing.aborted) process.kill();
  await process.ended;
  over.abort();
  state.process = null;
  state.isRunning = false;
}

function hear(run: Run, process: ServiceProcess, pulse: { answered: number }, message: unknown): void {
  const { state, family, log } = run;
  const parsed = fromDevices.safeParse(message);
  if (!parsed.success) return log.warn("devices.message_refused");
  const heard = parsed.data;
  if (isDeviceMessage(heard)) {
    if (heard.kind === "scanner.heard" || heard.kind === "print.taken") state.crashes = 0;
    return family.heard(heard);
  }
  switch (heard.kind) {
    case "process.ready":
      state.isRunning = true;
      for (const first of family.started()) process.send(first);
      return;
    case "process.pong":
      pulse.answered = Math.max(pulse.answered, heard.n);
      return;
    case "process.bug":
      return log.warn("devices.bug", { name: heard.name, frames: heard.frames.join(" | ") });
    default:
      return assertNever(heard);
  }
}

/** Asks now and then whether the process still turns its loop; before it listens, only its start is timed. */
async function watch(run: Run, process: ServiceProcess, pulse: { asked: number; answered: number }, over: AbortSignal) {
  let starting = 0;
  while (!over.aborted) {
    await run.clock.sleep(PING_MS, over);
    if (over.aborted) return;
    if (!run.state.isRunning && ++starting < MAX_START_PINGS) continue;
    if (!run.state.isRunning || pulse.asked - pulse.answered >= MAX_SILENT_PINGS) {
      run.log.warn("devices.stuck");
      process.kill();
      return;
    }
    process.send({ kind: "process.ping", n: ++pulse.asked });
  }
}

/** A bug of ours in a listener must not cost the devices process. */
function guarded(run: Run, work: () => void): void {
  try {
    work();
  } catch (error) {
    run.log.error("devices.listener", error);
  }
}
