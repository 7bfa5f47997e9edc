// PINs: sealed so that what is kept tells nothing, compared without a difference in time, and never a simple one.
import { expect, test } from "vitest";
import { isSealed, isTooSimple, seal } from "../../main/staff/pin.ts";
import { systemIds } from "../../main/ids.ts";
import { shutForMs, shutMs } from "../../main/staff/prove.ts";

test("a PIN opens what it sealed, another does not, and twice the same looks different", async () => {
  const [one, two] = [await seal("482913", systemIds), await seal("482913", systemIds)];
  expect(one.hash).not.toBe(two.hash);
  expect(JSON.stringify(one)).not.toContain("482913");
  expect(await isSealed("482913", one)).toBe(true);
  expect(await isSealed("482914", one)).toBe(false);
});

test.each([null, undefined, {}, { salt: "x", hash: "", n: 16384, r: 8, p: 1 }, "text"])(
  "nothing opens what was never sealed: %j",
  async (stored) => {
    expect(await isSealed("", stored)).toBe(false);
    expect(await isSealed("482913", stored)).toBe(false);
  },
);

test.each(["000000", "123456", "654321", "890123", "121212", "123123", "999999"])("%s is too simple", (pin) => {
  expect(isTooSimple(pin, "7")).toBe(true);
});

test.each([
  ["000042", "42"],
  ["420000", "42"],
])("%s is too simple for number %s", (pin, number) => {
  expect(isTooSimple(pin, number)).toBe(true);
  expect(isTooSimple(pin, "9")).toBe(false);
});

test("482913 is not too simple", () => expect(isTooSimple("482913", "7")).toBe(false));

test("four wrong PINs are forgiven, then each doubles the wait up to half an hour", () => {
  expect([1, 4, 5, 6, 7, 9, 10, 11, 100].map(shutMs)).toEqual(
    [0, 0, 1, 2, 4, 16, 30, 30, 30].map((minutes) => minutes * 60_000),
  );
});

test("a clock that was set back cannot shut anybody longer than the rule says", () => {
  expect(shutForMs({ failures: 5, shutUntil: 1_000_000 }, 0)).toBe(60_000);
  expect(shutForMs({ failures: 5, shutUntil: 1000 }, 990)).toBe(10);
  expect(shutForMs({ failures: 5, shutUntil: 1000 }, 2000)).toBe(0);
});
