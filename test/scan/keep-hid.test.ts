// When a HID gun is noticed, and how often the list of devices is looked at, by a clock in the test's hand. The devices
// here are played; the real ones are in test/devices.
import { describe, expect, test } from "vitest";
import type { GunState } from "../../preload/contract/scanners.ts";
import type { HidDevice } from "../../main/scan/hid-found.ts";
import type { HidHandlers } from "../../main/scan/hid.ts";
import { keepGuns } from "../../main/scan/keep-guns.ts";
import { reportsOf } from "../devices/uhid.ts";
import { handClock } from "./hand-clock.ts";

const NOTICED_MS = 2_000;
const CODE = "134567890123456789";

/** `knowsPresence`: as on Linux; otherwise only listing tells. */
function start(knowsPresence: boolean) {
  const clock = handClock();
  const plugged = new Map<string, HidDevice>();
  const open = new Map<string, HidHandlers>();
  const calls = { list: 0, open: 0 };
  let refusal: string | null = null;
  let states: GunState[] = [];
  const heard: string[] = [];
  const guns = keepGuns(
    {
      clock,
      hid: {
        list() {
          calls.list++;
          return Promise.resolve([...plugged.values()]);
        },
        open(path, handlers) {
          calls.open++;
          if (refusal !== null) return Promise.reject(new Error(refusal));
          open.set(path, handlers);
          return Promise.resolve({
            close: () => {
              open.delete(path);
              return Promise.resolve();
            },
          });
        },
      },
      presence: () => Promise.resolve(knowsPresence ? [...plugged.keys()].join(" ") : null),
      openSerial: () => ({ close: () => Promise.resolve() }),
      listPorts: () => Promise.resolve([]),
      holder: () => Promise.resolve(null),
    },
    {
      heard: (_gun, text) => heard.push(text),
      changed: (next) => (states = next),
      learnt: () => {},
      opening: () => {},
      opened: () => {},
      bug: (error) => {
        throw error;
      },
    },
  );
  guns.use([], []);
  return {
    calls,
    open,
    /** In small steps, so that what each timer wakes is done before the next. */
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 50) await clock.advance(50);
    },
    heard,
    guns,
    statuses: () => states.map((gun) => gun.trouble ?? gun.status),
    refuse: (reason: string | null) => (refusal = reason),
    plug: (path: string) =>
      plugged.set(path, {
        path,
        usb: { vendorId: 0x1eab, productId: 1, serialNumber: "S" },
        product: "Gun",
        usagePage: 0x8c,
        usage: 2,
      }),
    unplug: (path: string) => plugged.delete(path),
  };
}

describe.each([true, false])("a machine that tells of devices that come and go: %s", (knowsPresence) => {
  test("a gun is opened, lost and opened again, each within 2 s, also at another path", async () => {
    const machine = start(knowsPresence);
    await machine.pass(5_000);
    machine.plug("/dev/hidraw0");
    await machine.pass(NOTICED_MS);
    expect(machine.statuses()).toEqual(["ready"]);
    machine.unplug("/dev/hidraw0");
    await machine.pass(NOTICED_MS);
    expect([machine.statuses(), [...machine.open.keys()]]).toEqual([["not_there"], []]);
    machine.plug("/dev/hidraw7");
    await machine.pass(NOTICED_MS);
    expect([machine.statuses(), [...machine.open.keys()]]).toEqual([["ready"], ["/dev/hidraw7"]]);
    for (const report of reportsOf(CODE, "plain_2", "")) machine.open.get("/dev/hidraw7")?.report(report);
    expect(machine.heard).toEqual([CODE]);
    await machine.guns.close();
  });

  test("nothing is listed in a tight loop", async () => {
    const machine = start(knowsPresence);
    machine.plug("/dev/hidraw0");
    await machine.pass(60_000);
    expect(machine.calls.list).toBeGreaterThanOrEqual(knowsPresence ? 1 : 30);
    expect(machine.calls.list).toBeLessThanOrEqual(knowsPresence ? 3 : 60);
    expect(machine.calls.open).toBe(1);
    await machine.guns.close();
  });

  test("a gun that may not be opened says why and is tried again, not more than once a second", async () => {
    const machine = start(knowsPresence);
    machine.refuse("EACCES: permission denied");
    machine.plug("/dev/hidraw0");
    await machine.pass(60_000);
    expect(machine.statuses()).toEqual(["no_permission"]);
    expect(machine.calls.open).toBeGreaterThan(20);
    expect(machine.calls.open).toBeLessThanOrEqual(60);
    machine.refuse(null);
    await machine.pass(NOTICED_MS);
    expect(machine.statuses()).toEqual(["ready"]);
    await machine.guns.close();
  });

  test("a gun whose reading fails is opened again, without a tight loop", async () => {
    const machine = start(knowsPresence);
    machine.plug("/dev/hidraw0");
    await machine.pass(NOTICED_MS);
    machine.open.get("/dev/hidraw0")?.gone("could not read");
    expect(machine.statuses()).toEqual(["not_there"]);
    await machine.pass(NOTICED_MS);
    expect([machine.statuses(), machine.calls.open]).toEqual([["ready"], 2]);
    await machine.guns.close();
  });
});
