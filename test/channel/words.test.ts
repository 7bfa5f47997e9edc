// What is kept of a channel's words: short, in one line, and never more of a code than its last four digits.
import { describe, expect, test } from "vitest";
import { REFUND_TEXTS, meaningOf } from "../../main/channel/gathering/texts.ts";
import { saysUnclear, startOf } from "../../main/channel/words.ts";

describe("the start of an answer that could not be read", () => {
  const CODE = "134567890123453141";

  test.each([40, 45, 50, 58])("a code that begins at %i is masked before it is cut", (at) => {
    const shown = startOf(`${"x".repeat(at)}${CODE} and more`);
    expect(shown.length).toBeLessThanOrEqual(60);
    expect(shown).not.toMatch(/\d{5}/);
  });

  test("it is the start, and nothing is added", () => {
    expect(startOf("<html>502 Bad Gateway</html>")).toBe("<html>502 Bad Gateway</html>");
    expect(startOf("y".repeat(1_000_000))).toBe("y".repeat(60));
  });
});

test("a wallet's no is no system's trouble", () => {
  for (const word of [
    "AUTHCODEEXPIRE",
    "NOTENOUGH",
    "余额不足",
    "USERCANCEL",
    "ORDERREVERSED",
    "NOAUTH",
    "付款码已过期",
  ])
    expect([word, saysUnclear(word)]).toEqual([word, false]);
});

test("a long text of a hostile server is matched in no time", () => {
  expect(meaningOf(`${".".repeat(1_000_000)}x`, REFUND_TEXTS)).toBe(undefined);
  expect(meaningOf("余额不足。。", REFUND_TEXTS)).toBe("refused");
});
