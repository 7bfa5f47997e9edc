// A HID scanner made of nothing but a kernel: it is created, scans and is unplugged through /dev/uhid. For the guest of
// test/support/hid-vm.ts. The numbers are those of Linux's Documentation/hid/uhid.rst.
import { closeSync, openSync, writeSync } from "node:fs";
import type { Layout } from "../../main/scan/hid-report.ts";

const DESTROY = 1;
const CREATE2 = 11;
const INPUT2 = 12;
const BUS_USB = 3;

/** A bar code scanner (usage page 0x8C) whose input report 2 has 63 bytes behind its id. */
const POS = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08].concat([
  0x95, 0x3f, 0x09, 0xfe, 0x81, 0x02, 0xc0,
]);
/** The boot keyboard. */
const KEYBOARD = [0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25].concat(
  [0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x06, 0x75, 0x08, 0x26, 0xff, 0x00, 0x19, 0x00],
  [0x2a, 0xff, 0x00, 0x81, 0x00, 0xc0],
);

export type HidMaker = {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  readonly mode: "pos" | "keyboard";
};

export type KernelGun = {
  report(bytes: Uint8Array): void;
  unplug(): void;
};

export function plugHid(gun: HidMaker): KernelGun {
  const fd = openSync("/dev/uhid", "r+");
  const descriptor = gun.mode === "pos" ? POS : KEYBOARD;
  const event = Buffer.alloc(4 + 128 + 64 + 64 + 20 + descriptor.length);
  event.writeUInt32LE(CREATE2, 0);
  event.write(gun.name, 4, 127, "utf8");
  event.write(gun.serialNumber, 4 + 128 + 64, 63, "utf8");
  const at = 4 + 128 + 64 + 64;
  event.writeUInt16LE(descriptor.length, at);
  event.writeUInt16LE(BUS_USB, at + 2);
  event.writeUInt32LE(gun.vendorId, at + 4);
  event.writeUInt32LE(gun.productId, at + 8);
  event.set(descriptor, at + 20);
  writeSync(fd, event);
  return {
    report(bytes) {
      const input = Buffer.alloc(6 + bytes.length);
      input.writeUInt32LE(INPUT2, 0);
      input.writeUInt16LE(bytes.length, 4);
      input.set(bytes, 6);
      writeSync(fd, input);
    },
    unplug() {
      const end = Buffer.alloc(4);
      end.writeUInt32LE(DESTROY, 0);
      writeSync(fd, end);
      closeSync(fd);
    },
  };
}

const PER_REPORT = 56;
const DATA_AT: Readonly<Record<Layout, number>> = { aim_2: 5, aim_3: 6, plain_2: 2 };

/** The reports a gun of this layout sends for a text, as its manual has them. */
export function reportsOf(text: string, layout: Layout, aim: string): Uint8Array[] {
  const bytes = Buffer.from(text, "utf8");
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += PER_REPORT) {
    const part = bytes.subarray(from, from + PER_REPORT);
    const report = new Uint8Array(64);
    report[0] = 2;
    report[1] = part.length;
    if (layout !== "plain_2") report.set(Buffer.from(aim, "latin1"), DATA_AT[layout] - 3);
    report.set(part, DATA_AT[layout]);
    report[63] = from + PER_REPORT < bytes.length ? 1 : 0;
    reports.push(report);
  }
  return reports;
}
