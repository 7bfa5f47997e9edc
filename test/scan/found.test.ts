// Which devices are scanners and stay the same one; why one cannot be opened, in the systems' own words; who has it.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { GunTrouble } from "../../preload/contract/scanners.ts";
import { type HidDevice, hidGuns } from "../../main/scan/hid-found.ts";
import { programHolding } from "../../main/scan/holder.ts";
import { findPort, listLinuxPorts, withOwnIds } from "../../main/scan/ports.ts";
import { troubleOf } from "../../main/scan/trouble.ts";

const device = (path: string, vendorId: number, usagePage: number, usage: number, serialNumber = "S"): HidDevice => ({
  path,
  usb: { vendorId, productId: 1, serialNumber },
  product: "Gun",
  usagePage,
  usage,
});
const idsOf = (devices: readonly HidDevice[]) => hidGuns(devices).map(({ id, path }) => [id, path]);

describe("HID devices that are scanners", () => {
  test("are those of usage page 0x8C, whoever made them", () =>
    expect(
      idsOf([device("/a", 0x9999, 0x8c, 2), device("/b", 0x9999, 0x01, 2), device("/c", 0x9999, 0x0c, 1)]),
    ).toEqual([["hid:usb:9999:0001:S", "/a"]]));

  test("and a known vendor's, where the system names no usage page", () =>
    expect(idsOf([device("/a", 0x1eab, 0, 0), device("/b", 0x9999, 0, 0)])).toEqual([["hid:usb:1eab:0001:S", "/a"]]));

  test("a known vendor's keyboard is named but not opened; any other keyboard is not looked at", () =>
    expect(idsOf([device("/a", 0x0c2e, 0x01, 6), device("/b", 0x9999, 0x01, 6)])).toEqual([
      ["hid:usb:0c2e:0001:S", null],
    ]));

  test("a gun that is both is one gun, and is opened", () =>
    expect(idsOf([device("/a", 0x0c2e, 0x01, 6), device("/b", 0x0c2e, 0x8c, 2)])).toEqual([
      ["hid:usb:0c2e:0001:S", "/b"],
    ]));

  test("guns that are alike and have no serial number are told apart by the order of their paths", () =>
    expect(
      idsOf(["/dev/hidraw10", "/dev/hidraw2", "/dev/hidraw3"].map((path) => device(path, 0x1eab, 0x8c, 2, ""))),
    ).toEqual([
      ["hid:usb:1eab:0001:", "/dev/hidraw2"],
      ["hid:usb:1eab:0001:#2", "/dev/hidraw3"],
      ["hid:usb:1eab:0001:#3", "/dev/hidraw10"],
    ]));

  test("are named by their maker once", () => {
    const named = (product: string) => hidGuns([{ ...device("/a", 0x1eab, 0x8c, 2), product }])[0]?.name;
    expect([named("Gun"), named("Newland HR22"), named("")]).toEqual(["Newland Gun", "Newland HR22", "Newland"]);
  });
});

describe("why a scanner could not be opened", () => {
  test.each<[string, NodeJS.Platform, GunTrouble]>([
    ["Error Resource temporarily unavailable Cannot lock port", "linux", "in_use"],
    ["Error: Error Resource busy, cannot open /dev/tty.usbmodem1", "darwin", "in_use"],
    ["Opening COM3: Access denied", "win32", "in_use"],
    ["Error: Permission denied, cannot open /dev/ttyACM0", "linux", "no_permission"],
    ["EACCES: permission denied, access '/dev/hidraw0'", "linux", "no_permission"],
    ["Error: No such file or directory, cannot open /dev/ttyUSB0", "linux", "not_there"],
    ["Opening COM9: File not found", "win32", "not_there"],
    ["Error: Inappropriate ioctl for device", "linux", "cannot_open"],
    ["", "linux", "cannot_open"],
  ])("%j on %s is %s", (reason, platform, trouble) => expect(troubleOf(reason, platform)).toBe(trouble));
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "cashier-found-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe("who has a port open, on Linux", () => {
  test("the program whose file descriptor leads to it", async () => {
    const root = await folder();
    const port = join(root, "ttyACM0");
    await writeFile(port, "");
    for (const [pid, name, target] of [
      ["11", "bash", "/dev/null"],
      ["12", "label-printer", port],
    ] as const) {
      await mkdir(join(root, "proc", pid, "fd"), { recursive: true });
      await symlink(target, join(root, "proc", pid, "fd", "3"));
      await writeFile(join(root, "proc", pid, "comm"), `${name}\n`);
    }
    expect(await programHolding(port, join(root, "proc"))).toBe("label-printer");
    expect(await programHolding(join(root, "nothing"), join(root, "proc"))).toBeNull();
    await rm(join(root, "proc", "12"), { recursive: true });
    expect(await programHolding(port, join(root, "proc"))).toBeNull();
  });
});

describe("a serial gun is known by who it is", () => {
  const usb = { vendorId: 0x0c2e, productId: 0x0b6a, serialNumber: "2312" };

  test("its identity is read from the kernel's tree, above the port", async () => {
    const root = await folder();
    const own = join(root, "sys/devices/usb1/1-1/1-1:1.0/ttyACM0");
    await mkdir(own, { recursive: true });
    for (const [name, text] of [
      ["idVendor", "0c2e"],
      ["idProduct", "0b6a"],
      ["serial", "2312"],
    ] as const)
      await writeFile(join(root, "sys/devices/usb1/1-1", name), `${text}\n`);
    await mkdir(join(root, "sys/class/tty/ttyACM0"), { recursive: true });
    await symlink(own, join(root, "sys/class/tty/ttyACM0/device"));
    await mkdir(join(root, "dev"), { recursive: true });
    await writeFile(join(root, "dev/ttyACM0"), "");
    expect(await listLinuxPorts(root)).toEqual([
      { path: join(root, "dev/ttyACM0"), label: "ttyACM0", id: "com:usb:0c2e:0b6a:2312", usb },
    ]);
  });

  test("two that are alike and have no serial number have ids of their own", () => {
    const alike = ["/a", "/b"].map((path) => ({ path, label: path, id: "com:usb:1eab:0001:", usb: null }));
    expect(withOwnIds(alike).map((port) => port.id)).toEqual(["com:usb:1eab:0001:", "com:usb:1eab:0001:#2"]);
  });

  test("it is found wherever it is plugged in, and nothing else is taken for it", () => {
    const port = (path: string, serialNumber: string) => ({
      path,
      label: path,
      id: path,
      usb: { ...usb, serialNumber },
    });
    const ports = [
      { path: "/a", label: "", id: "a", usb: null },
      port("/b", "9999"),
      port("/c", "2312"),
      port("/d", "2312"),
    ];
    expect(findPort(ports, usb, "/b")?.path).toBe("/c");
    expect(findPort(ports, usb, "/d")?.path).toBe("/d");
    expect(findPort(ports.slice(0, 2), usb, "/a")).toBeNull();
  });
});
