// Single cells of bills: amounts to the fen, and times as the till's own clock would show them.
import { expect, test } from "vitest";
import type { Clock } from "../../main/clock.ts";
import { readAmount, readTime } from "../../main/reconcile/bill/cell.ts";

test.each([
  ["1,234.50", 123_450, false],
  ["-0.01", 1, true],
  ["¥12", 1200, false],
  ["+3.10", 310, false],
])("the amount %s is %d fen", (text, amount, isNegative) =>
  expect(readAmount(text, "yuan")).toEqual({ amount, isNegative }),
);
test.each(["", "12a", "1.234", "1,23.4", "--1", "1e3", "壹"])("%j is no amount", (text) =>
  expect(readAmount(text, "yuan")).toBeNull(),
);

/** A till eight hours ahead of UTC, whatever zone the machine of the test is in. */
const inChina: Clock["local"] = (at) => {
  const [day = "", time = ""] = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).split("T");
  return { day, stamp: (day.slice(2) + time).replaceAll(/\D/g, "") };
};

test.each([
  ["2026/3/1 9:05", "2026-03-01 09:05:00"],
  ["20260301101112", "2026-03-01 10:11:12"],
  ["2026-03-01", "2026-03-01 00:00:00"],
  ["2026年3月1日 23:59:59.999", "2026-03-01 23:59:59"],
  ["2026-03-01T20:04:05Z", "2026-03-02 04:04:05"],
  ["2026-03-01T03:04:05.678+08:00", "2026-03-01 03:04:05"],
  ["2026-03-01 03:04:05 +0000", "2026-03-01 11:04:05"],
  ["2026-03-01 09:00:00-05:30", "2026-03-01 22:30:00"],
  ["20260301T200405Z", "2026-03-02 04:04:05"],
])("the time %s is read as the till's own", (text, time) => expect(readTime(text, inChina)).toBe(time));
test.each([
  "2026-03-01 10:00:60",
  "2026-03-01 10:00:99",
  "2026-03-01 10:60:00",
  "2026-03-01 24:00:00",
  "2026-03-01 99:00:00",
  "2026-13-01 10:00:00",
  "2026-00-01 10:00:00",
  "2026-02-31 10:00:00",
  "2026-03-00 10:00:00",
  "0001-01-01 00:00:00",
  "1970-01-01 08:00:00",
  "2026-03-01 10:00:00+15:00",
  "2026-03-01 10:00:00+08:60",
  "2026-03-01Z",
  "",
])("%j is no time", (text) => expect(readTime(text, inChina)).toBeNull());
