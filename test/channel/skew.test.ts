// The channels' Date header against our clock: told from five minutes on, forgotten when they agree again.
import { expect, test } from "vitest";
import { type Http } from "../../main/channel/http.ts";
import { measureSkew } from "../../main/channel/skew.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const REQUEST = { method: "GET", url: "http://127.0.0.1:1/", timeoutMs: 1000 } as const;

/** A channel whose clock is right, and a till that asks it. */
function ask() {
  const clock = new VirtualClock();
  const right = { offMs: 0, date: true };
  let told = 0;
  const http: Http = async () => {
    const date = new Date(clock.now() - right.offMs).toUTCString();
    return { ok: true, status: 200, headers: right.date ? { date } : {}, text: "" };
  };
  const meter = measureSkew(http, clock, () => {
    told += 1;
  });
  return { right, meter, told: () => told, ask: () => meter.http(REQUEST) };
}

test.each([
  [0, null],
  [300_000, null],
  [-300_000, null],
  [301_000, 301_000],
  [-3_600_000, -3_600_000],
])("a clock %i ms off shows as %s", async (offMs, shown) => {
  const { right, meter, ask: question } = ask();
  right.offMs = offMs;
  await question();
  expect(meter.skewMs()).toBe(shown);
});

test("is told once when it begins and once when it ends; an answer without a date changes nothing", async () => {
  const { right, meter, told, ask: question } = ask();
  right.offMs = 600_000;
  await question();
  await question();
  right.date = false;
  await question();
  expect([meter.skewMs(), told()]).toEqual([600_000, 1]);
  Object.assign(right, { date: true, offMs: 0 });
  await question();
  expect([meter.skewMs(), told()]).toEqual([null, 2]);
});
