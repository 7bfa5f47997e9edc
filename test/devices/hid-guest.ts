// The program of the guest: real kernel HID devices, the till's own supervisor and devices process, node-hid between
// them. It prints one line of JSON per rule, `{name, problem}`, and decides nothing else; hid.test.ts reads them.
import { join } from "node:path";
import { systemClock } from "../../main/clock.ts";
import { type Heard, openScanners } from "../../main/devices/scanners.ts";
import { forkService, type ServiceProcess } from "../../main/host/service.ts";
import type { Log } from "../../main/log.ts";
import type { Layout } from "../../main/scan/hid-report.ts";
import { type HidMaker, type KernelGun, plugHid, reportsOf } from "./uhid.ts";

const PAY_CODE = "134567890123456789";
const LONG = `https://qr.example.com/${"0123456789abcdef".repeat(20)}/]C1后面还有`;
/** Starting a process takes seconds on an emulated machine. */
const MAX_WAIT_MS = 120_000;
/** The till notices within 2 s; the rest is the emulated machine's own slowness, on a host that may be busy too. */
const NOTICE_MS = 10_000;

type Kind = HidMaker & { readonly layout: Layout };
const KINDS: readonly Kind[] = [
  ["Honeywell", 0x0c2e, "aim_2"] as const,
  ["Youjie", 0x23d0, "aim_2"] as const,
  ["Zebra", 0x05e0, "aim_3"] as const,
  ["Datalogic", 0x05f9, "aim_3"] as const,
  ["Newland", 0x1eab, "plain_2"] as const,
  ["Nobody", 0x7777, "aim_2"] as const,
].map(([name, vendorId, layout], at) => ({
  name: `${name} Gun`,
  vendorId,
  productId: 0x0100 + at,
  serialNumber: `SN${at}`,
  mode: "pos",
  layout,
}));

const log: Log = {
  info: () => {},
  warn: (event, facts) => console.log(`# ${event} ${JSON.stringify(facts ?? {})}`),
  error: (event, error) => console.log(`# ${event} ${String(error)}`),
};

const processes: ServiceProcess[] = [];
const heard: Heard[] = [];
const fork = forkService(join(import.meta.dirname, "../../main/devices/process.ts"));
const scanners = openScanners({
  start() {
    const process = fork();
    processes.push(process);
    return process;
  },
  clock: systemClock,
  log,
  heard: (one) => heard.push(one),
  changed: () => {},
  learnt: () => {},
});

async function until(what: string, is: () => boolean, limitMs = MAX_WAIT_MS): Promise<void> {
  const endMs = systemClock.monotonic() + limitMs;
  while (!is()) {
    if (systemClock.monotonic() > endMs)
      throw new Error(`not within ${limitMs} ms: ${what}; ${JSON.stringify(scanners.state())}`);
    await systemClock.sleep(20);
  }
}

async function rule(name: string, hold: () => Promise<void>): Promise<void> {
  try {
    await hold();
    console.log(JSON.stringify({ name, problem: null }));
  } catch (error) {
    console.log(JSON.stringify({ name, problem: error instanceof Error ? error.message : String(error) }));
  }
}

const stateOf = (kind: HidMaker) => scanners.state().guns.find((gun) => gun.id.includes(`:${kind.serialNumber}`));
const isReady = (kind: HidMaker): boolean => stateOf(kind)?.status === "ready";

/** Scans and waits for exactly these texts of this gun. */
async function scan(kind: Kind, gun: KernelGun, text: string, aim: string): Promise<void> {
  const from = heard.length;
  for (const report of reportsOf(text, kind.layout, aim)) gun.report(report);
  await until(`${kind.name} scans`, () => heard.length > from);
  const [one] = heard.slice(from);
  const expected = kind.layout === "plain_2" ? text : aim + text;
  if (one?.text !== expected.replace(/[\r\n\t]$/, ""))
    throw new Error(`heard ${JSON.stringify(one?.text)}, not ${JSON.stringify(expected)}`);
  if (one.gun.id !== stateOf(kind)?.id) throw new Error(`it came from ${one.gun.id}`);
}

scanners.use([]);
const guns = new Map<Kind, KernelGun>();
await rule("guns of every vendor plugged in together are all found and opened by themselves", async () => {
  for (const kind of KINDS) guns.set(kind, plugHid(kind));
  await until("all ready", () => KINDS.every(isReady));
});
for (const [kind, gun] of guns) {
  await rule(`${kind.name}: a pay code is heard, with its AIM id, without its line end`, async () => {
    await scan(kind, gun, PAY_CODE, "]C1");
    await scan(kind, gun, `${PAY_CODE}\r`, "]Q1");
    if (stateOf(kind)?.layout !== kind.layout) throw new Error(`layout ${String(stateOf(kind)?.layout)}`);
  });
  await rule(`${kind.name}: a text longer than one report is heard whole`, () => scan(kind, gun, LONG, "]Q3"));
}
await rule("20 scans of two guns at once are all heard, each from its own", async () => {
  const [first, , , , second] = KINDS;
  const [a, b] = [first && guns.get(first), second && guns.get(second)];
  if (!first || !second || !a || !b) throw new Error("no guns");
  const from = heard.length;
  for (let at = 0; at < 10; at++) {
    for (const report of reportsOf(`A${at}`, first.layout, "]C0")) a.report(report);
    for (const report of reportsOf(`B${at}`, second.layout, "")) b.report(report);
    await systemClock.sleep(20);
  }
  await until("20 scans", () => heard.length >= from + 20);
  const said = (kind: Kind) => heard.slice(from).filter((each) => each.gun.id === stateOf(kind)?.id);
  const texts = [...said(first), ...said(second)].map((each) => each.text).join(" ");
  const numbers = Array.from({ length: 10 }, (_, at) => at);
  const expected = [...numbers.map((at) => `]C0A${at}`), ...numbers.map((at) => `B${at}`)].join(" ");
  if (texts !== expected) throw new Error(texts);
});
await rule("a gun that is unplugged is lost, and heard again by itself when it is back", async () => {
  for (const kind of KINDS.slice(3, 5)) {
    guns.get(kind)?.unplug();
    await until("lost", () => stateOf(kind)?.trouble === "not_there", NOTICE_MS);
    const again = plugHid(kind);
    guns.set(kind, again);
    await until("ready again", () => isReady(kind), NOTICE_MS);
    await scan(kind, again, PAY_CODE, "]C1");
  }
});
await rule("a gun unplugged in the middle of a code loses that code and no other", async () => {
  const [kind] = KINDS;
  const gun = kind && guns.get(kind);
  if (!kind || !gun) throw new Error("no gun");
  const [first] = reportsOf(LONG, kind.layout, "]Q3");
  if (first) gun.report(first);
  await systemClock.sleep(50);
  gun.unplug();
  await until("lost", () => stateOf(kind)?.status === "lost", NOTICE_MS);
  const again = plugHid(kind);
  guns.set(kind, again);
  await until("ready again", () => isReady(kind), NOTICE_MS);
  await scan(kind, again, PAY_CODE, "]C1");
});
await rule("a known vendor's keyboard is told apart, with what to scan to switch it over", async () => {
  const typing: HidMaker = { ...hidOf("Honeywell"), serialNumber: "TYPES", productId: 0x0999, mode: "keyboard" };
  const keyboard = plugHid(typing);
  await until("keyboard", () => stateOf(typing)?.status === "keyboard", NOTICE_MS);
  const state = stateOf(typing);
  if (state?.trouble !== "keyboard_mode" || state.setupCode !== "PAP131") throw new Error(JSON.stringify(state));
  const other = plugHid({ ...typing, vendorId: 0x7777, serialNumber: "OFFICE" });
  await systemClock.sleep(1_500);
  if (scanners.state().guns.some((gun) => gun.id.includes("OFFICE"))) throw new Error("a keyboard is no scanner");
  keyboard.unplug();
  other.unplug();
  await until("gone", () => stateOf(typing) === undefined, NOTICE_MS);
});
await rule("a gun that is switched off is let go, and opened again when it is switched on", async () => {
  const kind = KINDS[1];
  const id = kind && stateOf(kind)?.id;
  if (!kind || id === undefined) throw new Error("no gun");
  scanners.use([{ way: "hid", id, name: "后厨", isOn: false }]);
  await until("off", () => stateOf(kind)?.status === "off");
  scanners.use([{ way: "hid", id, name: "后厨", isOn: true }]);
  await until("on", () => isReady(kind) && stateOf(kind)?.name === "后厨");
});
await rule("after the devices process was killed every gun is heard again", async () => {
  processes.at(-1)?.kill();
  await until("restarting", () => scanners.state().status === "restarting");
  await until("back", () => processes.length > 1 && KINDS.every(isReady));
  for (const [kind, gun] of guns) await scan(kind, gun, PAY_CODE, "]C1");
});
await scanners.close();
console.log("hid-guest: done");

function hidOf(name: string): HidMaker {
  const kind = KINDS.find((each) => each.name.startsWith(name));
  if (!kind) throw new Error(name);
  return kind;
}
