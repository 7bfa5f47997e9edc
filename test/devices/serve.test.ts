// What a devices process says of the machine: whatever one device calls itself, the till hears of the others.
import { expect, test } from "vitest";
import { fromDevices } from "../../main/devices/messages.ts";
import { serveDevices } from "../../main/devices/serve.ts";
import type { HidDevice } from "../../main/scan/hid-found.ts";
import { systemClock as clock } from "../../main/clock.ts";

const port = (path: string, label: string) => ({ path, label, id: `port:${path}`, usb: null });
const gun = (path: string, serialNumber: string): HidDevice => ({
  path,
  usb: { vendorId: 0x0c2e, productId: 0x0b6a, serialNumber },
  product: "Gun",
  usagePage: 0x8c,
  usage: 2,
});

test("a port or a gun with an endless name costs no other one its place", async () => {
  const said: unknown[] = [];
  let tell: (message: unknown) => void = () => {};
  const access = {
    clock,
    hid: {
      list: async () => [gun("a", "9".repeat(5000)), gun("b", "1")],
      open: async () => ({ close: async () => {} }),
    },
    presence: async () => "two",
    openSerial: () => ({ close: async () => {} }),
    listPorts: async () => [port("/dev/odd", "x".repeat(5000)), port("/dev/good", "good")],
    holder: async () => null,
  };
  const wire = {
    send: (message: unknown) => void said.push(message),
    onMessage: (listener: (message: unknown) => void) => void (tell = listener),
    onClosed: () => {},
  };
  serveDevices(wire, access, clock);
  tell({ kind: "scanner.use", guns: [], avoid: [] });
  tell({ kind: "scanner.list", ask: 1 });
  const heard = () => said.flatMap((message) => fromDevices.safeParse(message).data ?? []);
  await expect
    .poll(() => heard().findLast((message) => message.kind === "scanner.state")?.guns)
    .toMatchObject([{ id: "hid:usb:0c2e:0b6a:1", status: "ready" }]);
  expect(heard().find((message) => message.kind === "scanner.listed")?.ports).toMatchObject([{ path: "/dev/good" }]);
});
