// A pay code in a text that is kept is known, whatever stands between its digits; what shops really write down is let through.
import { expect, test } from "vitest";
import { holdsLongNumber } from "../../main/command/options.ts";
import { holdsPayCode } from "../../main/scan/holds-pay-code.ts";

test.each([
  "134567890123456789",
  "1345 6789-0123 456789",
  "１３４５６７８９０１２３４５６７８９",
  "码１３４５６７８９０１２３４５６７８９。",
  "1345.6789.0123.4567.89",
  "13.45.67.89.01.23.45.67.89",
  "1345·6789·0123·4567·89",
  "1345・6789・0123・4567・89",
  "1345。6789。0123。4567。89",
  "134,567,890,123,456,789",
  "1345，6789，0123，4567，89",
  "1345_6789/0123|4567:89",
  "1.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9",
  "1345 — 6789 … 0123 — 456789",
  "1345\u200b6789\u200b0123\u200b456789",
  "桌 3, 1345 6789 0123 4567 89",
  "2026.03.01 1345.6789.0123.4567.89",
  "12.50 1345-6789-0123-456789",
  "3、134567890123456789",
])("a text that holds a pay code is known by it, however its digits were typed: %s", (text) => {
  expect([holdsPayCode(text), holdsLongNumber(text)]).toEqual([true, true]);
  expect(holdsPayCode(text.replace(/[1１](?=[.\u200b]?[3３])/, "9"))).toBe(false);
});

test.each([
  "12.50 13.80",
  "25.00 26.50 27.00 28.80",
  "25.00,26.50,27.00,28.80,3.5",
  "1,234.50 + 2,300.00 = 3,534.50",
  "13812345678",
  "138 1234 5678 / 139 8765 4321",
  "138-1234-5678 139-8765-4321",
  "010-12345678, 13812345678",
  "2026-03-01 ~ 2026-03-05",
  "12-5 18:30 13812345678",
  "2026.03.01 18:30:00 13812345678 6人",
  "2026/3/1 10:00-12:00, 13812345678",
  "25号桌，2026年3月1日，13812345678",
  "6901234567892 x2, 6921168509256 x1",
  "4200000057201802089265546655",
  "926112108173790000012",
])("an ordinary note is let through: %s", (text) => expect(holdsPayCode(text)).toBe(false));

test.each(["25.00 26.50 27.00 28.80", "2026-03-01 ~ 2026-03-05", "2026-03-01 2026-03-05", "13812345678, 13912345678"])(
  "and at the command line, which keeps no long number at all: %s",
  (text) => {
    expect(holdsLongNumber(text)).toBe(false);
    expect(holdsLongNumber(`${text} 9134-5678-9012-3456`)).toBe(true);
  },
);
