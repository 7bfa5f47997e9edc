// Scanners that are only tried: what they scan is named, and nobody is charged, whatever is on the screen.
import { expect, test } from "vitest";
import { openDesk } from "./desk.ts";

const CODE = "286001234567890126";
const typing = { typicalMs: 9, longestMs: 21, ending: "enter" } as const;

test("a pay code that is only tried is named, charges nobody and can still be charged afterwards", async () => {
  const desk = await openDesk();
  await desk.done("collect.begin", { amountFen: 100 });
  await desk.done("scanner.try", { on: true });
  expect(await desk.done("scanner.tryKeys", { text: CODE })).toEqual({
    source: "wedge",
    gun: null,
    heard: "alipay",
    chars: 18,
  });
  expect((await desk.done("orders.list", {})).orders).toEqual([]);
  expect(await desk.done("collect.keys", { text: CODE })).toMatchObject({ did: "charging" });
});

test("a scan by keys says which gun types so, where the settings know it", async () => {
  const desk = await openDesk();
  const gun = { way: "wedge", id: "wedge:1", name: "前台", typing } as const;
  await desk.done("settings.set", { scanners: [gun] });
  const known = await desk.done("collect.keys", { text: "6901028075763", gun: "wedge:1" });
  expect(known.gun).toEqual({ id: "wedge:1", name: "前台" });
  expect((await desk.done("collect.keys", { text: "6901028075763", gun: "wedge:2" })).gun).toBeNull();
});
