// A gun over a pty pair that is unplugged, in the middle of a code too, and comes back by itself.
import { describe, expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { ptyMissing, withPty } from "../support/pty.ts";
import { listenAt, plugIn, ready, until } from "./serial-gun.ts";

const CODE = "134567890123456789";
const OTHER = "288765432109876543";

describe.skipIf(ptyMissing !== null)(withPty("a gun that is unplugged"), () => {
  test("is lost, and heard again by itself when it is back under the same path; only the code it was in is lost", async () => {
    const { pty, heard, changes } = await ready({ silenceMs: null });
    await pty.write(`${CODE}\r`);
    await until(() => heard.length > 0);
    await pty.write("13456");
    await pty.unplug();
    await until(() => changes.at(-1) === "lost");
    await pty.plug();
    await until(() => changes.at(-1) === "ready");
    await pty.write(`${OTHER}\r`);
    await until(() => heard.length > 1);
    expect(heard).toEqual([CODE, OTHER]);
    expect(changes).toEqual(["ready", "lost", "ready"]);
  });

  test("is lost also when another one takes its place at once", async () => {
    const { pty, heard, changes } = await ready();
    await pty.unplug();
    await pty.plug();
    await until(() => changes.length >= 3);
    await pty.write(`${CODE}\r`);
    await until(() => heard.length > 0);
    expect(changes).toEqual(["ready", "lost", "ready"]);
    expect(heard).toEqual([CODE]);
  });

  test("is waited for when it was not there at the start, and said to be lost once", async () => {
    const pty = await plugIn();
    await pty.unplug();
    const gun = listenAt(pty.path);
    await until(() => gun.changes.length > 0);
    await pty.plug();
    await until(() => gun.scanner.status === "ready");
    expect(gun.changes).toEqual(["lost", "ready"]);
  });

  test("comes back ten times", async () => {
    const clock = {
      monotonic: systemClock.monotonic,
      sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 60), signal),
    };
    const { pty, heard, scanner } = await ready({ clock });
    for (let round = 1; round <= 10; round++) {
      await pty.unplug();
      await until(() => scanner.status === "lost");
      await pty.plug();
      await until(() => scanner.status === "ready");
      await pty.write(`${CODE}\r`);
      await until(() => heard.length >= round);
    }
    expect(heard).toHaveLength(10);
  });
});
