// The list of ports of a Linux machine, read from a tree as a till's PC has it.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listLinuxPorts } from "../../main/scan/ports.ts";
import { listSerialPorts } from "../../main/scan/serial.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "cashier-ports-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const file = async (path: string, text = ""): Promise<void> => {
  await mkdir(join(root, path, ".."), { recursive: true });
  await writeFile(join(root, path), text);
};

describe("serial ports on Linux", () => {
  test("a USB gun is listed by the name that stays, and shown by its maker's name", async () => {
    await file("dev/ttyACM0");
    await file("dev/serial/by-id/.keep");
    await rm(join(root, "dev/serial/by-id/.keep"));
    const byId = join(root, "dev/serial/by-id/usb-Honeywell_1950_2312-if00");
    await symlink("../../ttyACM0", byId);
    expect(await listLinuxPorts(root)).toEqual([
      { path: byId, label: "ttyACM0 · Honeywell 1950 2312", id: `port:${byId}`, usb: null },
    ]);
  });

  test("a gun without such a name is listed by its device, in the order of its number", async () => {
    for (const name of ["ttyUSB10", "ttyUSB2", "ttyACM0", "tty1", "null"]) await file(`dev/${name}`);
    expect((await listLinuxPorts(root)).map((port) => port.label)).toEqual(["ttyACM0", "ttyUSB2", "ttyUSB10"]);
  });

  test("a built-in port is listed only where a chip answers", async () => {
    for (const name of ["ttyS0", "ttyS1", "ttyS2"]) await file(`dev/${name}`);
    await file("sys/class/tty/ttyS0/type", "4\n");
    await file("sys/class/tty/ttyS1/type", "0\n");
    const path = join(root, "dev/ttyS0");
    expect(await listLinuxPorts(root)).toEqual([{ path, label: "ttyS0", id: `port:${path}`, usb: null }]);
  });

  test("a name that leads nowhere is left out, and a machine without ports has none", async () => {
    await mkdir(join(root, "dev/serial/by-id"), { recursive: true });
    await symlink("../../ttyACM9", join(root, "dev/serial/by-id/usb-gone-if00"));
    expect(await listLinuxPorts(root)).toEqual([]);
    expect(await listLinuxPorts(join(root, "nowhere"))).toEqual([]);
  });

  test("the list of this machine's ports comes without starting a program, also where PATH is empty", async () => {
    const before = process.env["PATH"];
    process.env["PATH"] = "";
    try {
      expect(Array.isArray(await listSerialPorts())).toBe(true);
    } finally {
      process.env["PATH"] = before;
    }
  });
});
