// `doctor`: every part by its name, what is wrong in words, exit 1 when something is, and nothing is changed by asking.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { GunState, ScannerState } from "../../preload/contract/scanners.ts";
import { doctorScanners } from "../../main/devices/doctor.ts";
import { openStore } from "../../main/store/open.ts";
import { writeSetting } from "../../main/store/settings.ts";
import { openPrinterPeer } from "../peers/printer.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { ptyMissing, openPty } from "../support/pty.ts";
import { cli, inside, type Json, newFolder } from "./cli.ts";

type Check = { name: string; ok: boolean; detail: string };
const checksOf = (json: Json) => json["checks"] as Check[];
const named = (json: Json, name: string) => checksOf(json).find((check) => check.name === name);

const NAMES = ["runtime", "store", "clock", "channels", "scanners", "printers", "display"];

test("a till that was just installed: every part is named, and nothing is wrong but a display that is not there", async () => {
  const ran = await cli(newFolder(), "doctor");
  expect(checksOf(ran.json).map((check) => check.name)).toEqual(NAMES);
  const wrong = checksOf(ran.json).filter((check) => !check.ok);
  expect(wrong.every((check) => check.name === "display")).toBe(true);
  expect(ran.code).toBe(wrong.length === 0 ? 0 : 1);
});

test("a channel that answers is reached and its clock compared; one that is gone is not ok", async () => {
  const peer = await startPooulPeer();
  const folder = newFolder();
  await inside(folder, ["channel", "set", "pooul"], JSON.stringify(peer.config()));
  const well = await inside(folder, ["doctor"]);
  expect(named(well.json, "channels")).toMatchObject({ ok: true });
  expect(named(well.json, "clock")?.detail).toMatch(/^pooul: \d+ s off$/);
  expect(peer.breaches).toEqual([]);
  await peer.close();
  const gone = await inside(folder, ["doctor"]);
  expect(named(gone.json, "channels")).toMatchObject({ ok: false });
  expect(gone.code).toBe(1);
});

test("each printer is asked how it is, one by one, and what waits for it is not printed by asking", async () => {
  const folder = newFolder();
  const peer = await openPrinterPeer();
  const at = (port: number) => JSON.stringify({ name: "前台", target: { kind: "tcp", host: "127.0.0.1", port } });
  await inside(folder, ["printer", "set", "front"], at(peer.port));
  await inside(folder, ["cash", "--amount", "1250"]);
  const well = await inside(folder, ["doctor"]);
  expect(named(well.json, "printers")).toEqual({
    name: "printers",
    ok: true,
    detail: `前台 (127.0.0.1:${peer.port}): on-line, and it answers; 1 waiting`,
  });
  expect([peer.paper.slips.length, peer.paper.hanging]).toEqual([0, ""]);
  peer.mend({ paper: "out" });
  const out = await inside(folder, ["doctor"]);
  expect(named(out.json, "printers")).toMatchObject({ ok: false, detail: expect.stringContaining("out of paper") });
  peer.mend({ paper: "there", answers: "nothing" });
  const silent = await inside(folder, ["doctor"]);
  expect(named(silent.json, "printers")).toMatchObject({ ok: true, detail: expect.stringContaining("never proved") });
  await peer.close();
  const gone = await inside(folder, ["doctor"]);
  expect(named(gone.json, "printers")).toMatchObject({
    ok: false,
    detail: expect.stringContaining("cannot be reached"),
  });
});

test.skipIf(ptyMissing !== null)("a gun of the settings is opened and said to be heard", async () => {
  const folder = newFolder();
  const gun = await openPty();
  await inside(folder, ["orders"]);
  const store = openStore(join(folder, "till.db"));
  if (!store.ok) throw new Error(store.failure.code);
  const scanners = [
    { way: "serial", id: "port:x", name: "前台", path: gun.path, usb: null, baudRate: 9600, framing: null },
  ];
  store.value.write((tx) => writeSetting(tx, "till", { language: "en", theme: "dark", scanners }, 1));
  store.value.close();
  const heard = await cli(folder, "doctor");
  expect(named(heard.json, "scanners")).toMatchObject({ ok: true });
  expect(named(heard.json, "scanners")?.detail).toContain("前台 (serial): heard");
  await gun.close();
  const lost = await cli(folder, "doctor");
  expect(named(lost.json, "scanners")).toMatchObject({ ok: false });
  expect(named(lost.json, "scanners")?.detail).toContain("not plugged in");
});

describe("what is said about each gun", () => {
  const gun: GunState = {
    id: "hid:usb:0c2e:0001:",
    name: "Gun",
    way: "hid",
    status: "ready",
    trouble: null,
    by: null,
    vendor: null,
    setupCode: null,
    framing: null,
    layout: "aim_2",
  };
  const state = (status: ScannerState["status"], ...guns: readonly GunState[]): ScannerState => ({
    status,
    guns: [...guns],
  });

  test.each<[string, ScannerState, boolean, string]>([
    ["no gun", state("none"), true, "none but the keyboard"],
    ["one that is heard", state("ready", gun), true, "Gun (hid): heard, reports aim_2"],
    [
      "a keyboard with a known set-up code",
      state("none", { ...gun, status: "keyboard", trouble: "keyboard_mode", setupCode: "PAP131" }),
      true,
      "PAP131",
    ],
    ["a keyboard without one", state("none", { ...gun, status: "keyboard", trouble: "keyboard_mode" }), true, "manual"],
    [
      "one in use",
      state("lost", { ...gun, status: "lost", trouble: "in_use", by: "pos.exe" }),
      false,
      "pos.exe has it open",
    ],
    [
      "one in use by nobody knows whom",
      state("lost", { ...gun, status: "lost", trouble: "in_use" }),
      false,
      "another program",
    ],
    ["one without permission", state("lost", { ...gun, status: "lost", trouble: "no_permission" }), false, "udev"],
    ["a process that does not run", state("restarting", gun), false, "devices process"],
  ])("%s", (_name, scanners, ok, said) => {
    const check = doctorScanners(scanners, [], []);
    expect(check).toMatchObject({ name: "scanners", ok });
    expect(check.detail).toContain(said);
  });

  test("a gun that types is said with what was measured", () => {
    const typing = { typicalMs: 9, longestMs: 21, ending: "enter" } as const;
    const check = doctorScanners(state("none"), [{ way: "wedge", id: "wedge:1", name: "前台", typing }], []);
    expect(check).toMatchObject({ ok: true });
    expect(check.detail).toBe("前台 (wedge): types 9 ms a key, 21 at most, ends with enter; keys within 45 ms are its");
  });

  test("serial ports nobody listens to are named", () => {
    const ports = [{ path: "/dev/ttyUSB0", label: "ttyUSB0 · CH340", id: "port:/dev/ttyUSB0", usb: null }];
    expect(doctorScanners(state("none"), [], ports).detail).toContain("ttyUSB0 · CH340");
    expect(doctorScanners(state("ready", { ...gun, id: "port:/dev/ttyUSB0" }), [], ports).detail).not.toContain(
      "CH340",
    );
  });
});
