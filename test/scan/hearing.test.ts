// The silence between two codes is timed by the clock, and a busy process is not taken for a quiet gun.
import { describe, expect, test } from "vitest";
import { createHearing, type HearingOptions } from "../../main/scan/hearing.ts";
import { handClock } from "./hand-clock.ts";

const CODE = "281234567890123456789012";

function start(options: Partial<HearingOptions> = {}) {
  const clock = handClock();
  const heard: string[] = [];
  const hearing = createHearing({ clock, hear: (text) => heard.push(text), ...options });
  const send = (text: string): Uint8Array => {
    const chunk = Uint8Array.from(Buffer.from(text, "latin1"));
    hearing.take(chunk);
    return chunk;
  };
  return { clock, heard, hearing, send };
}

describe("hearing", () => {
  test("a code with a suffix is heard at once", () => {
    const { heard, send } = start();
    send(`${CODE}\r`);
    expect(heard).toEqual([CODE]);
  });

  test("a code without a suffix is heard after 50 ms of silence", async () => {
    const { clock, heard, send } = start();
    send(CODE.slice(0, 10));
    await clock.advance(40);
    send(CODE.slice(10));
    await clock.advance(49);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual([CODE]);
    expect(clock.sleepers).toBe(0);
  });

  test("a busy process does not cut a code in two", async () => {
    const { clock, heard, send } = start();
    send(CODE.slice(0, 18));
    // The timer runs before the bytes that waited are read.
    await clock.late(400);
    send(CODE.slice(18));
    await clock.advance(50);
    expect(heard).toEqual([CODE]);
  });

  test("nor when the bytes that waited are read first", async () => {
    const { clock, heard, send } = start();
    const late = clock.late(400);
    send(CODE.slice(0, 18));
    await late;
    const again = clock.late(400);
    send(CODE.slice(18));
    await again;
    await clock.advance(200);
    expect(heard).toEqual([CODE]);
  });

  test("a process that is always busy still hears the code", async () => {
    const { clock, heard, send } = start();
    send(CODE);
    for (let round = 0; round < 4; round++) await clock.late(400);
    expect(heard).toEqual([CODE]);
  });

  test("two codes with a silence between are two, without any suffix", async () => {
    const { clock, heard, send } = start({ suffixes: [] });
    send("111");
    await clock.advance(60);
    send("222");
    await clock.advance(60);
    expect(heard).toEqual(["111", "222"]);
  });

  test("the bytes handed over are wiped", () => {
    const { send } = start();
    expect([...send(`${CODE}\r`)].every((byte) => byte === 0)).toBe(true);
  });

  test("after stop nothing is heard and no timer is left", async () => {
    const { clock, heard, hearing, send } = start();
    send(CODE);
    hearing.stop();
    await clock.advance(1_000);
    send(`${CODE}\r`);
    expect(heard).toEqual([]);
    expect(clock.sleepers).toBe(0);
  });

  test("a stop in the middle of several codes ends them there", () => {
    const heard: string[] = [];
    const { hearing, send } = start({
      hear: (text) => {
        heard.push(text);
        hearing.stop();
      },
    });
    send("111\r222\r");
    expect(heard).toEqual(["111"]);
  });

  test("a listener that throws is reported and the next code is heard", () => {
    const bugs: unknown[] = [];
    const heard: string[] = [];
    const { send } = start({
      hear: (text) => {
        heard.push(text);
        throw new Error("ours");
      },
      bug: (error) => bugs.push(error),
    });
    send("111\r222\r");
    expect(heard).toEqual(["111", "222"]);
    expect(bugs).toHaveLength(2);
  });
});
