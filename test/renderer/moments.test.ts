// How times are told: of today the time alone; of any other day nobody is left to guess which.
import { expect, it } from "vitest";
import { fullDay, moment, shortDay, shortMoment } from "../../renderer/text/format.ts";

const at = (text: string): number => new Date(text).getTime();
const NOW = at("2026-03-01T18:00:00");

it.each([
  ["2026-03-01T10:05:09", "10:05:09", "10:05:09", "10:05", "03/01"],
  ["2026-02-28T23:59:59", "02/28 23:59:59", "02/28, 23:59:59", "02/28 23:59", "02/28"],
  ["2025-12-31T00:00:01", "2025/12/31 00:00:01", "12/31/2025, 00:00:01", "2025/12/31 00:00", "25/12/31"],
])("%s is told as %s, in English as %s", (text, chinese, english, short, day) => {
  expect(moment(at(text), NOW, "zh-CN")).toBe(chinese);
  expect(moment(at(text), NOW, "en")).toBe(english);
  expect(shortMoment(at(text), NOW, "zh-CN")).toBe(short);
  expect(shortDay(at(text), NOW, "zh-CN")).toBe(day);
});

it("the year is always told where a row has room for the day alone", () => {
  expect(fullDay(at("2025-12-31T08:00:00"), "zh-CN")).toBe("2025/12/31");
});
