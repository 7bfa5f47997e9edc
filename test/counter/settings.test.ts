// The till's settings: what an earlier version wrote is understood, what is unreadable is as if it was never set.
import { describe, expect, test } from "vitest";
import { openSettings, readSettings, withGunAt } from "../../main/counter/settings.ts";
import { writeSetting } from "../../main/store/settings.ts";
import { newFile, openBook } from "../support/flow-book.ts";
import { openDesk } from "./desk.ts";

const clock = { now: () => 7 };

describe("settings of the first version", () => {
  test("its one scanner is the first of the scanners", () => {
    const store = openBook(newFile());
    const old = { language: "en", theme: "dark", scanner: { path: "/dev/ttyACM0", baudRate: 115200 } };
    store.write((tx) => writeSetting(tx, "till", old, 1));
    const settings = openSettings(store, clock);
    expect(settings.get()).toMatchObject({
      language: "en",
      theme: "dark",
      scanners: [{ way: "serial", id: "port:/dev/ttyACM0", path: "/dev/ttyACM0", baudRate: 115200, usb: null }],
    });
    settings.set({ theme: "light" });
    expect(settings.get()).toMatchObject({ language: "en", theme: "light", scanners: [{ path: "/dev/ttyACM0" }] });
  });

  test("no scanner is none", () =>
    expect(readSettings({ language: "en", theme: "dark", scanner: null })).toMatchObject({
      language: "en",
      scanners: [],
    }));
});

test.each([[undefined], [null], [7], [{}], [{ language: "xx" }], [{ scanner: 7 }]])(
  "%j is as if nothing was set",
  (stored) => expect(readSettings(stored)).toMatchObject({ language: "zh-CN", theme: "light", scanners: [] }),
);

test("what was learnt about a gun is kept, and nothing for a gun the settings do not name", () => {
  const settings = openSettings(openBook(newFile()), clock);
  settings.set({ scanners: withGunAt([], "/dev/ttyACM0") });
  settings.learnt("port:/dev/ttyACM0", { suffix: "cr", silenceMs: 150 });
  settings.learnt("hid:usb:1eab:0001:", { suffix: "tab", silenceMs: 150 });
  expect(settings.get().scanners).toMatchObject([{ path: "/dev/ttyACM0", framing: { suffix: "cr", silenceMs: 150 } }]);
});

test("settings of a version without some of today's keep what they have", () =>
  expect(readSettings({ language: "en", theme: "dark", scanners: withGunAt([], "/dev/ttyACM0") })).toMatchObject({
    language: "en",
    scanners: [{ path: "/dev/ttyACM0" }],
    codeShapes: [],
  }));

test("a field that cannot be read takes no other with it", () => {
  const stored = {
    language: "en",
    theme: "a later version's",
    scanners: withGunAt([], "/dev/ttyACM0"),
    quickFen: [500],
  };
  expect(readSettings(stored)).toMatchObject({
    language: "en",
    theme: "light",
    scanners: [{ path: "/dev/ttyACM0" }],
    quickFen: [500],
  });
});

test("a new till begins with the guide; one that was used before does not, and one that is asked to does", () => {
  expect(openSettings(openBook(newFile()), clock).get().guide).toBe(true);
  expect(readSettings({ language: "en", theme: "dark", scanners: [] }).guide).toBe(false);
  expect(readSettings({ ...readSettings(null), guide: true }).guide).toBe(true);
});

test("a path that was chosen before is not listened to twice", () => {
  const once = withGunAt([], "/dev/ttyACM0");
  expect(withGunAt(once, "/dev/ttyACM0")).toEqual(once);
  expect(withGunAt(once, "/dev/ttyACM1")).toHaveLength(2);
});

test("digits of no wallet pay where the channel's settings name their wallet, and only on that channel", async () => {
  const desk = await openDesk();
  const scan = async (text: string) => {
    await desk.done("collect.begin", { amountFen: 100 });
    return desk.done("collect.keys", { text });
  };
  const code = "6345678901234567890";
  expect(await scan(code)).toMatchObject({ did: "refused", failure: { code: "code_unknown_shape" } });
  const shape = { wallet: "unionpay" as const, minDigits: 19, maxDigits: 19, prefixes: ["63"] };
  await desk.done("settings.set", { codeShapes: [{ ...shape, channel: "pooul" }] });
  expect(await scan(code)).toMatchObject({ did: "refused", failure: { code: "code_unknown_shape" } });
  await desk.done("settings.set", { codeShapes: [{ ...shape, channel: "training" }] });
  expect(await scan(code)).toMatchObject({ did: "charging", heard: "unionpay", gun: null });
  const short = await desk.call("settings.set", { codeShapes: [{ ...shape, channel: "training", minDigits: 13 }] });
  expect(short.ok).toBe(false);
});
