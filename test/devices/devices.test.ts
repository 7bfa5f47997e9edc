// The till's side of the devices process, with a process played by the test: what it refuses to believe, when it gives
// one up, how long it waits, and a gun that must be left alone.
import { describe, expect, test } from "vitest";
import { openDevices, waitMs } from "../../main/devices/devices.ts";
import { toDevices, type ToDevices } from "../../main/devices/messages.ts";
import { type Heard, openScanners } from "../../main/devices/scanners.ts";
import type { ServiceProcess } from "../../main/host/service.ts";
import type { Log } from "../../main/log.ts";
import { type HandClock, handClock } from "../scan/hand-clock.ts";

/** A process in the test's hand. It checks what it is told, as the real one does. */
type Played = {
  readonly told: ToDevices[];
  say(message: unknown): void;
  die(): Promise<void>;
  readonly isKilled: boolean;
};

function stage() {
  const hand: HandClock = handClock();
  const clock = { ...hand, now: () => 0, local: () => ({ day: "", stamp: "" }) };
  const played: Played[] = [];
  const logged: string[] = [];
  const note = (event: string): void => void logged.push(event);
  const log: Log = { info: () => {}, warn: note, error: note };
  const start = (): ServiceProcess => {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    let listener: (message: unknown) => void = () => {};
    const state = { isKilled: false };
    const told: ToDevices[] = [];
    played.push({
      told,
      say: (message) => listener(message),
      async die() {
        resolve();
        await hand.advance(0);
      },
      get isKilled() {
        return state.isKilled;
      },
    });
    return {
      send: (message) => void told.push(toDevices.parse(message)),
      onMessage: (next) => void (listener = next),
      ended,
      kill() {
        state.isKilled = true;
        resolve();
      },
    };
  };
  const last = (): Played => {
    const process = played.at(-1);
    if (!process) throw new Error("nothing was started");
    return process;
  };
  return { clock, hand, log, logged, played, start, last };
}

const ID = "hid:usb:1eab:0001:";
const gun = {
  id: ID,
  name: "Gun",
  way: "hid",
  status: "ready",
  trouble: null,
  by: null,
  vendor: null,
  setupCode: null,
  framing: null,
  layout: null,
};

function scannersOn(parts: ReturnType<typeof stage>) {
  const heard: Heard[] = [];
  let changes = 0;
  const scanners = openScanners({
    ...parts,
    heard: (scan) => heard.push(scan),
    changed: () => void changes++,
    learnt: () => {},
  });
  return { scanners, heard, changes: () => changes };
}

describe("messages of the devices process", () => {
  test.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "scanner.heard"],
    ["an unknown kind", { kind: "scanner.shout", gun: ID, text: "1" }],
    ["a scan without a gun", { kind: "scanner.heard", text: "134567890123456789" }],
    ["a scan that is no text", { kind: "scanner.heard", gun: ID, text: 134567890123456 }],
    ["a scan that is too long", { kind: "scanner.heard", gun: ID, text: "1".repeat(4097) }],
    ["a scan with something more", { kind: "scanner.heard", gun: ID, text: "1", pay: true }],
    ["a scan of a gun nobody has", { kind: "scanner.heard", gun: "hid:other", text: "1" }],
    ["a printer that says more than a printer says", { kind: "print.said", link: 1, bytes: "A".repeat(8192) }],
    ["bytes that are none", { kind: "print.said", link: 1, bytes: "§" }],
    ["guns that are none", { kind: "scanner.state", guns: [{ ...gun, status: "perfect" }] }],
  ])("%s is not believed", (_name, message) => {
    const parts = stage();
    const { heard, scanners } = scannersOn(parts);
    parts.last().say({ kind: "process.ready" });
    parts.last().say({ kind: "scanner.state", guns: [gun] });
    parts.last().say(message);
    expect(heard).toEqual([]);
    expect(scanners.state()).toEqual({ status: "ready", guns: [gun] });
    parts.last().say({ kind: "scanner.heard", gun: ID, text: "1" });
    expect(heard).toHaveLength(1);
  });

  test("a bug is logged by its name, and the process is kept", () => {
    const parts = stage();
    scannersOn(parts);
    parts.last().say({ kind: "process.bug", name: "TypeError", frames: ["at x"] });
    expect(parts.logged).toEqual(["devices.bug"]);
    expect(parts.last().isKilled).toBe(false);
  });
});

describe("a devices process that ends", () => {
  test("is started again and told anew what to open; its guns are not ready meanwhile", async () => {
    const parts = stage();
    const { scanners } = scannersOn(parts);
    const wanted = { way: "hid", id: ID, name: "Gun", isOn: true } as const;
    scanners.use([wanted]);
    parts.last().say({ kind: "process.ready" });
    parts.last().say({ kind: "scanner.state", guns: [gun] });
    expect(scanners.state().status).toBe("ready");
    await parts.last().die();
    expect(scanners.state()).toMatchObject({ status: "restarting", guns: [{ id: ID, status: "lost" }] });
    await parts.hand.advance(1_000);
    expect(parts.played).toHaveLength(2);
    expect(parts.last().told).toEqual([]);
    parts.last().say({ kind: "process.ready" });
    expect(parts.last().told).toEqual([{ kind: "scanner.use", guns: [wanted], avoid: [] }]);
    parts.last().say({ kind: "scanner.state", guns: [gun] });
    expect(scanners.state().status).toBe("ready");
  });

  test("what an ended one still says is not heard", async () => {
    const parts = stage();
    const { heard } = scannersOn(parts);
    const [first] = parts.played;
    first?.say({ kind: "scanner.state", guns: [gun] });
    await first?.die();
    first?.say({ kind: "scanner.heard", gun: ID, text: "1" });
    expect(heard).toEqual([]);
  });

  test("waits 50 ms, then twice as long, but within a second for a long while, and spares the machine after that", () => {
    expect([1, 2, 3, 4, 5, 60].map(waitMs)).toEqual([50, 100, 200, 400, 500, 500]);
    expect([61, 1000].map(waitMs)).toEqual([10_000, 10_000]);
  });

  test("one that cannot even be started is tried again", async () => {
    const parts = stage();
    let tries = 0;
    const devices = openDevices({
      ...parts,
      start() {
        tries++;
        throw new Error("no such file");
      },
      family: { started: () => [], heard: () => {}, gone: () => {} },
    });
    await parts.hand.advance(0);
    await parts.hand.advance(1_000);
    expect(tries).toBeGreaterThan(3);
    expect(devices.isRunning).toBe(false);
    await devices.close();
  });

  test("one that answers nothing any more is ended", async () => {
    const parts = stage();
    scannersOn(parts);
    const first = parts.last();
    first.say({ kind: "process.ready" });
    const pass = async (seconds: number, isAnswering: boolean): Promise<void> => {
      for (let second = 0; second < seconds; second++) {
        await parts.hand.advance(1_000);
        const asked = first.told.findLast((message) => message.kind === "process.ping");
        if (isAnswering && asked) first.say({ kind: "process.pong", n: asked.n });
      }
    };
    await pass(60, true);
    await pass(25, false);
    expect(first.isKilled).toBe(false);
    await pass(10, false);
    expect(first.isKilled).toBe(true);
    await parts.hand.advance(1_000);
    expect(parts.played).toHaveLength(2);
  });
});

describe("a devices process that is slow to start", () => {
  test("is given two minutes, and is asked nothing before it listens", async () => {
    const parts = stage();
    scannersOn(parts);
    const first = parts.last();
    for (let second = 0; second < 115; second++) await parts.hand.advance(1_000);
    expect([first.isKilled, first.told]).toEqual([false, []]);
    for (let second = 0; second < 10; second++) await parts.hand.advance(1_000);
    expect(first.isKilled).toBe(true);
  });
});

describe("a gun whose opening crashes the process", () => {
  const crash = async (parts: ReturnType<typeof stage>): Promise<void> => {
    parts.last().say({ kind: "process.ready" });
    parts.last().say({ kind: "scanner.opening", gun: ID });
    await parts.last().die();
    await parts.hand.advance(1_000);
  };

  test("is left alone after three times, until the settings change", async () => {
    const parts = stage();
    const { scanners } = scannersOn(parts);
    for (let at = 0; at < 3; at++) {
      await crash(parts);
      parts.last().say({ kind: "process.ready" });
      const avoid = at < 2 ? [] : [ID];
      expect(parts.last().told).toEqual([{ kind: "scanner.use", guns: [], avoid }]);
    }
    scanners.use([]);
    expect(parts.last().told.at(-1)).toEqual({ kind: "scanner.use", guns: [], avoid: [] });
  });

  test("one that opened is not blamed for a crash later", async () => {
    const parts = stage();
    scannersOn(parts);
    for (let at = 0; at < 4; at++) {
      parts.last().say({ kind: "process.ready" });
      parts.last().say({ kind: "scanner.opening", gun: ID });
      parts.last().say({ kind: "scanner.opened", gun: ID });
      await parts.last().die();
      await parts.hand.advance(1_000);
    }
    parts.last().say({ kind: "process.ready" });
    expect(parts.last().told).toEqual([{ kind: "scanner.use", guns: [], avoid: [] }]);
  });
});

describe("one word for all guns", () => {
  const word = (guns: readonly object[], wanted: readonly string[]) => {
    const parts = stage();
    const { scanners } = scannersOn(parts);
    scanners.use(wanted.map((id) => ({ way: "hid", id, name: "", isOn: true }) as const));
    parts.last().say({ kind: "process.ready" });
    parts.last().say({ kind: "scanner.state", guns });
    return scanners.state().status;
  };
  const lost = { ...gun, id: "hid:lost", status: "lost", trouble: "not_there" };
  const keyboard = { ...gun, id: "hid:keys", status: "keyboard", trouble: "keyboard_mode" };

  test.each([
    ["no gun", [], [], "none"],
    ["a gun that types", [keyboard], [], "none"],
    ["one that is heard", [gun], [], "ready"],
    ["one heard, one that was unplugged and nobody asked for", [gun, lost], [], "ready"],
    ["one heard, one of the settings that is not", [gun, lost], ["hid:lost"], "lost"],
    ["the only one was unplugged", [lost], [], "lost"],
  ] as const)("%s: %s %s is %s", (_name, guns, wanted, expected) => expect(word(guns, wanted)).toBe(expected));
});
