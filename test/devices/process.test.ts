// The devices process behind a real till: it reads real ports, it is started again when it dies, and no payment and no
// scan made after it is back is lost.
import { spawn } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { listAttempts } from "../../main/store/list-attempts.ts";
import { ptyMissing, withPty } from "../support/pty.ts";
import { plugIn, until } from "../scan/serial-gun.ts";
import { openShop } from "./shop.ts";

const codes = (at: number): string => `28765432${String(at).padStart(10, "0")}`;

describe.skipIf(ptyMissing !== null)(withPty("a till with its devices process"), () => {
  test("a serial scan pays, and says which gun it came from", async () => {
    const [shop, gun] = [await openShop(), await plugIn()];
    const id = "port:front";
    const scanner = {
      way: "serial",
      id,
      name: "前台",
      path: gun.path,
      usb: null,
      baudRate: 9600,
      framing: null,
      isOn: true,
    } as const;
    await shop.till.handlers["settings.set"]({ scanners: [scanner] });
    await shop.ready();
    await shop.begin(1250);
    await gun.write(`${codes(1)}\r\n`);
    await until(() => shop.scans.length > 0);
    expect(shop.scans).toMatchObject([
      { source: "serial", gun: { id, name: "前台" }, heard: "alipay", did: "charging" },
    ]);
    const { scanner: state } = await shop.state();
    expect(state.guns.filter((each) => each.way === "serial")).toMatchObject([{ id, status: "ready", trouble: null }]);
  });

  test("a port with a long name, as Linux makes of a maker's and a number, is heard like any other", async () => {
    const [shop, gun] = [await openShop(), await plugIn()];
    const byId = join(
      mkdtempSync(join(tmpdir(), "by-id-")),
      "usb-Prolific_Technology_Inc._USB-Serial_Controller_D-if00-port0",
    );
    symlinkSync(gun.path, byId);
    shop.till.useScanner(byId);
    await shop.ready();
    await shop.begin(1250);
    await gun.write(`${codes(1)}\r`);
    await until(() => shop.scans.length > 0);
    expect(shop.scans).toMatchObject([{ gun: { id: `port:${byId}` }, did: "charging" }]);
    const name = shop.scans[0]?.gun?.name ?? "";
    expect(name).toHaveLength(60);
    expect([name.slice(0, 20), name.slice(-24)]).toEqual([byId.slice(0, 20), byId.slice(-24)]);
  });

  test("two guns at once are heard, each under its own name, and one unplugged is not the other's trouble", async () => {
    const [shop, left, right] = [await openShop(), await plugIn(), await plugIn()];
    shop.till.useScanner(left.path);
    shop.till.useScanner(right.path);
    await shop.ready();
    for (let at = 0; at < 20; at++) await Promise.all([left.write(`6901028075763\r`), right.write(`${codes(at)}\r`)]);
    await until(() => shop.scans.length >= 40);
    const from = (path: string) =>
      shop.scans.filter((scan) => scan.gun?.id === `port:${path}`).map((scan) => scan.heard);
    expect(from(left.path)).toEqual(Array.from({ length: 20 }, () => "goods"));
    expect(from(right.path)).toEqual(Array.from({ length: 20 }, () => "alipay"));

    await left.unplug();
    await until(async () => (await shop.state()).scanner.status === "lost");
    await right.write(`${codes(99)}\r`);
    await until(() => shop.scans.length >= 41);
    await left.plug();
    await until(async () => (await shop.state()).scanner.status === "ready");
  });

  test("a port that another program has says so, and by which, and is opened when it is free", async () => {
    const [shop, gun] = [await openShop(), await plugIn()];
    const other = spawn("flock", [await gun.device(), "sleep", "60"], { stdio: "ignore", detached: true });
    const free = () => other.pid !== undefined && other.signalCode === null && process.kill(-other.pid, "SIGKILL");
    onTestFinished(() => void free());
    await wait(300);
    shop.till.useScanner(gun.path);
    const serial = async () => (await shop.state()).scanner.guns.find((each) => each.way === "serial");
    await until(async () => (await serial())?.trouble === "in_use" && (await serial())?.by !== null);
    // The far end of a pty keeps it open as well.
    expect(["flock", "sleep", "socat"]).toContain((await serial())?.by);
    free();
    await shop.ready();
  });

  test("what a gun's scans taught is kept in its settings", async () => {
    const [shop, gun] = [await openShop(), await plugIn()];
    shop.till.useScanner(gun.path);
    await shop.ready();
    for (let at = 0; at < 4; at++) {
      await gun.write(`${codes(at)}\t`);
      await wait(150);
    }
    await until(async () =>
      (await shop.state()).settings.scanners.some((each) => each.way === "serial" && each.framing !== null),
    );
    const { settings, scanner } = await shop.state();
    expect(settings.scanners).toMatchObject([{ framing: { suffix: "tab" } }]);
    expect(scanner.guns.filter((each) => each.way === "serial")).toMatchObject([{ framing: { suffix: "tab" } }]);
    await gun.write(`${codes(9)}\t`);
    await until(() => shop.scans.length >= 5);
  });

  test("killed, it is back within 1 s, and the till says so meanwhile", async () => {
    const [shop, gun] = [await openShop(), await plugIn()];
    shop.till.useScanner(gun.path);
    await shop.ready();
    const seen: string[] = [];
    shop.till.listen((event) => {
      if (event.name === "till.changed") seen.push(event.payload.scanner.status);
    });
    shop.processes.at(-1)?.kill();
    const fromMs = performance.now();
    await until(() => shop.processes.length > 1);
    expect(performance.now() - fromMs).toBeLessThan(1_000);
    await until(() => seen.at(-1) === "ready");
    expect(seen).toContain("restarting");
  });

  test("killed 50 times in a row during payments, it costs no payment and no scan made after it is back", async () => {
    const [shop, gun] = [await openShop(), await plugIn()];
    shop.till.useScanner(gun.path);
    await shop.ready();
    for (let round = 1; round <= 50; round++) {
      await shop.begin(100 + round);
      await gun.write(`${codes(round)}\r`);
      await until(() => shop.scans.length >= round);
      // Now the payment is under way.
      const isBack = backAgain(shop);
      shop.processes.at(-1)?.kill();
      await isBack;
      await until(() => openCount(shop) === 0);
    }
    expect(shop.processes).toHaveLength(51);
    expect(shop.scans.map((scan) => scan.did)).toEqual(Array.from({ length: 50 }, () => "charging"));
    const paid = listAttempts(shop.till.books.training.store.read, { limit: 100 });
    expect(paid.map((attempt) => [attempt.status, attempt.amountFen]).toSorted()).toEqual(
      Array.from({ length: 50 }, (_, at) => ["paid", 101 + at]),
    );
  }, 300_000);

  test("closing the till ends it", async () => {
    const shop = await openShop();
    await until(() => shop.processes.length > 0);
    const ended = shop.processes[0]?.ended;
    await shop.close();
    await expect(ended).resolves.toBeUndefined();
  });
});

type Shop = Awaited<ReturnType<typeof openShop>>;

const openCount = (shop: Shop): number =>
  listAttempts(shop.till.books.training.store.read, { limit: 100 }).filter(
    (attempt) => !["paid", "declined", "cancelled"].includes(attempt.status),
  ).length;

/** Resolves when the till has seen the process go and come back. */
function backAgain(shop: Shop): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isGone = false;
  const stop = shop.till.listen((event) => {
    if (event.name !== "till.changed") return;
    if (event.payload.scanner.status === "restarting") isGone = true;
    if (!isGone || event.payload.scanner.status !== "ready") return;
    stop();
    resolve();
  });
  return promise;
}
