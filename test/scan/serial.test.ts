// A real serial port over a pty pair: every framing, chunks, many scans, and ports that cannot be opened.
import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { ptyMissing, withPty } from "../support/pty.ts";
import { random } from "./random.ts";
import { listenAt, plugIn, ready, until } from "./serial-gun.ts";

const CODE = "134567890123456789";
const OTHER = "288765432109876543";

describe.skipIf(ptyMissing !== null)(withPty("a serial scanner over a pty pair"), () => {
  test.each([
    ["CR", "\r"],
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["ETX", "\u0003"],
    ["TAB", "\t"],
    ["nothing but silence", ""],
  ])("hears a code that ends with %s, once", async (_name, suffix) => {
    const { pty, heard } = await ready();
    await pty.write(CODE + suffix);
    await until(() => heard.length > 0);
    await wait(120);
    await pty.write(OTHER + suffix);
    await until(() => heard.length > 1);
    expect(heard).toEqual([CODE, OTHER]);
  });

  test.each([9_600, 19_200, 38_400, 57_600, 115_200])("opens at %d baud", async (baudRate) => {
    const { pty, heard } = await ready({ baudRate });
    await pty.write(`${CODE}\r`);
    await until(() => heard.length > 0);
    expect(heard).toEqual([CODE]);
  });

  test("hears a code that arrives byte by byte", async () => {
    const { pty, heard } = await ready({ silenceMs: null });
    for (const byte of `\u0000${CODE}\r\n`) {
      await pty.write(byte);
      await wait(2);
    }
    await until(() => heard.length > 0);
    expect(heard).toEqual([CODE]);
  });

  test("hears 1,000 scans, chunked at random, without losing or changing one", async () => {
    const { pty, heard } = await ready({ silenceMs: null });
    const source = random(17);
    const codes = Array.from({ length: 1_000 }, () => source.pick(["13", "28"]) + source.digits(16));
    for (const code of codes) {
      const cut = 1 + source.below(17);
      await pty.write(code.slice(0, cut));
      await pty.write(code.slice(cut) + source.pick(["\r", "\r\n", "\t"]));
    }
    await until(() => heard.length >= codes.length);
    expect(heard).toEqual(codes);
  });

  test("noise on the line before, between and after codes is no code, and costs none", async () => {
    const { pty, heard } = await ready();
    const source = random(23);
    for (let at = 0; at < 20; at++) {
      await pty.write(Buffer.from(Array.from({ length: 1 + source.below(4) }, () => source.pick([0x00, 0xff, 0x02]))));
      await pty.write(`${CODE}${source.pick(["\r", "\u0003", "\r\n"])}`);
    }
    await until(() => heard.length >= 20);
    await wait(100);
    expect(heard).toEqual(Array.from({ length: 20 }, () => CODE));
  });

  test("learns how its gun ends a code from three scans, and keeps it when the gun comes back", async () => {
    const learnt: string[] = [];
    const { pty, heard, scanner } = await ready({ learnt: (framing) => learnt.push(framing.suffix) });
    for (let at = 0; at < 3; at++) {
      await pty.write(`${CODE}\n`);
      await wait(120);
    }
    await until(() => learnt.length > 0);
    await pty.unplug();
    await until(() => scanner.status === "lost");
    await pty.plug();
    await until(() => scanner.status === "ready");
    await pty.write("name\t12345\n");
    await until(() => heard.length >= 4);
    expect([learnt, heard.at(-1)]).toEqual([["lf"], "name\t12345"]);
  });

  test("opens a device by its own path as well as by a link to it", async () => {
    const pty = await plugIn();
    const device = await pty.device();
    expect(device).toMatch(/^\/dev\/pts\/\d+$/);
    const gun = listenAt(device);
    await until(() => gun.scanner.status === "ready");
    await pty.write(`${CODE}\r`);
    await until(() => gun.heard.length > 0);
    expect(gun.heard).toEqual([CODE]);
  });

  test("does not hear what was scanned while nobody listened", async () => {
    const pty = await plugIn();
    await pty.write(`${OTHER}\r`);
    await wait(50);
    const gun = listenAt(pty.path);
    await until(() => gun.scanner.status === "ready");
    await pty.write(`${CODE}\r`);
    await until(() => gun.heard.includes(CODE));
    expect(gun.heard).toEqual([CODE]);
  });

  test("a listener that throws loses nothing but its own turn", async () => {
    const heard: string[] = [];
    const bugs: unknown[] = [];
    const { pty, scanner } = await ready({
      hear: (text) => {
        heard.push(text);
        throw new Error("ours");
      },
      bug: (error) => bugs.push(error),
    });
    await pty.write(`${CODE}\r${OTHER}\r`);
    await until(() => bugs.length > 1);
    expect(heard).toEqual([CODE, OTHER]);
    expect(scanner.status).toBe("ready");
  });

  test("sends nothing to the gun", async () => {
    const { pty, heard } = await ready();
    await pty.write(`${CODE}\r`);
    await until(() => heard.length > 0);
    expect(pty.received()).toHaveLength(0);
  });
});

describe.skipIf(ptyMissing !== null)(withPty("a serial gun known by who it is"), () => {
  const usb = { vendorId: 0x0c2e, productId: 0x0b6a, serialNumber: "2312" };
  const portAt = (path: string, serialNumber: string) => ({
    path,
    label: path,
    id: path,
    usb: { ...usb, serialNumber },
  });

  test("is heard wherever it is plugged in; what stands at its old port is not opened in its place", async () => {
    const [old, now] = [await plugIn(), await plugIn()];
    let ports = [portAt(old.path, "9999")];
    const gun = listenAt(old.path, { usb, list: () => Promise.resolve(ports) });
    await until(() => gun.changes.length > 0);
    await old.write(`${OTHER}\r`);
    ports = [portAt(old.path, "9999"), portAt(now.path, "2312")];
    await until(() => gun.scanner.status === "ready");
    await now.write(`${CODE}\r`);
    await until(() => gun.heard.length > 0);
    expect([gun.changes, gun.heard]).toEqual([["lost", "ready"], [CODE]]);
  });
});

describe("a serial scanner that cannot be opened", () => {
  test.each([
    ["no such device", "/dev/cashier-no-such-gun"],
    ["a file that is no port", import.meta.filename],
    ["a folder", import.meta.dirname],
    ["no path", ""],
  ])("%s: lost, with the system's reason, and nothing is thrown", async (_name, path) => {
    const details: (string | null)[] = [];
    const gun = listenAt(path, { changed: (_status, detail) => details.push(detail) });
    await until(() => details.length > 0);
    expect(gun.scanner.status).toBe("lost");
    expect(details[0]).toBeTypeOf("string");
    await gun.scanner.close();
  });

  test("a path is tried after 1 s and then every 2 s, until it is closed", async () => {
    const waits: number[] = [];
    const clock = {
      monotonic: systemClock.monotonic,
      sleep: (ms: number, signal?: AbortSignal) => {
        waits.push(ms);
        return systemClock.sleep(1, signal);
      },
    };
    const gun = listenAt("/dev/cashier-no-such-gun", { clock });
    await until(() => waits.length >= 5);
    await gun.scanner.close();
    expect(waits.slice(0, 5)).toEqual([1_000, 2_000, 2_000, 2_000, 2_000]);
  });

  test("closing it at once, twice, or before it was opened is quiet", async () => {
    const gun = listenAt("/dev/cashier-no-such-gun");
    await Promise.all([gun.scanner.close(), gun.scanner.close()]);
    expect(gun.changes).toEqual([]);
    expect(gun.scanner.status).toBe("lost");
  });
});

describe.skipIf(ptyMissing !== null)(withPty("a closed serial scanner"), () => {
  test("hears nothing more, frees the port and lets the process end", async () => {
    const { pty, scanner, heard } = await ready();
    await scanner.close();
    await pty.write(`${CODE}\r`);
    const next = listenAt(pty.path);
    await until(() => next.scanner.status === "ready");
    expect(heard).toEqual([]);
    await next.scanner.close();

    const script = `
      import { systemClock } from "${import.meta.dirname}/../../main/clock.ts";
      import { openSerialScanner } from "${import.meta.dirname}/../../main/scan/serial.ts";
      const scanner = openSerialScanner({ path: process.argv[1], baudRate: 9600, clock: systemClock,
        hear() {}, changed(status) { if (status === "ready") void scanner.close().then(() => console.log("closed")); } });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, pty.path], { stdio: "pipe" });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += String(chunk)));
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect([code, said.trim()]).toEqual([0, "closed"]);
  });
});
