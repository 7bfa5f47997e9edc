// Money is whole fen; yuan are read and written digit by digit, never rounded.
import { describe, expect, test } from "vitest";
import {
  addFen,
  fen,
  fenToYuan,
  formatYuan,
  MAX_SALE_FEN,
  parseYuan,
  subtractFen,
  type YuanProblem,
  ZERO,
} from "../../preload/contract/money.ts";
import { random } from "../scan/random.ts";

describe("yuan as people write them are read to the fen", () => {
  test.each([
    ["12.5", 1_250],
    ["12.50", 1_250],
    ["12", 1_200],
    ["12.", 1_200],
    [".5", 50],
    [".05", 5],
    ["0.01", 1],
    ["0.1", 10],
    ["00012.50", 1_250],
    ["1.01", 101],
    ["1.10", 110],
    ["4.35", 435],
    ["8.95", 895],
    ["19.99", 1_999],
    ["1,234.50", 123_450],
    ["12,345", 1_234_500],
    ["99,999.99", 9_999_999],
    ["100000", 10_000_000],
    ["100,000.00", 10_000_000],
    ["¥12.50", 1_250],
    ["￥ 12.50", 1_250],
    ["  12.50\r\n", 1_250],
    ["0000000000000000000000000000001", 100],
  ])("%j is %d fen", (text, amount) => expect(parseYuan(text)).toEqual({ ok: true, fen: amount }));

  test.each<[string, YuanProblem]>([
    ["", "empty"],
    ["   ", "empty"],
    ["¥", "empty"],
    ["0", "zero"],
    ["0.00", "zero"],
    ["0.", "zero"],
    ["-1", "negative"],
    ["−1", "negative"],
    ["-0.00", "negative"],
    ["¥-1", "negative"],
    ["12.345", "too_many_decimals"],
    ["12.500", "too_many_decimals"],
    ["0.001", "too_many_decimals"],
    ["100000.01", "too_large"],
    ["100,000.01", "too_large"],
    ["134567890123456789", "too_large"],
    ["9007199254740993", "too_large"],
    ["9".repeat(400), "too_large"],
    ["１２.５０", "not_a_number"],
    ["12。50", "not_a_number"],
    ["1e3", "not_a_number"],
    ["1E3", "not_a_number"],
    ["Infinity", "not_a_number"],
    ["NaN", "not_a_number"],
    ["0x10", "not_a_number"],
    ["+5", "not_a_number"],
    ["1 000", "not_a_number"],
    ["1 2", "not_a_number"],
    ["1.2.3", "not_a_number"],
    ["1,23", "not_a_number"],
    ["12,34.50", "not_a_number"],
    ["1234,567", "not_a_number"],
    [",5", "not_a_number"],
    [".", "not_a_number"],
    ["12元", "not_a_number"],
    ["十二", "not_a_number"],
    ["null", "not_a_number"],
    ["$12", "not_a_number"],
    ["12\u000050", "not_a_number"],
  ])("%j is refused: %s", (text, problem) => expect(parseYuan(text)).toEqual({ ok: false, problem }));
});

describe("fen are written as yuan", () => {
  test.each([
    [0, "0.00", "0.00"],
    [1, "0.01", "0.01"],
    [10, "0.10", "0.10"],
    [99, "0.99", "0.99"],
    [100, "1.00", "1.00"],
    [1_250, "12.50", "12.50"],
    [99_999, "999.99", "999.99"],
    [100_000, "1000.00", "1,000.00"],
    [10_000_000, "100000.00", "100,000.00"],
    [123_456_789_012, "1234567890.12", "1,234,567,890.12"],
    [Number.MAX_SAFE_INTEGER, "90071992547409.91", "90,071,992,547,409.91"],
  ])("%d", (amount, plain, grouped) => {
    expect(fenToYuan(fen(amount))).toBe(plain);
    expect(formatYuan(fen(amount))).toBe(grouped);
  });

  test("what is written is read back as the same amount, for every amount tried", () => {
    const source = random(2_026);
    const amounts = Array.from({ length: 20_000 }, () => 1 + source.below(MAX_SALE_FEN));
    for (const amount of [1, 9, 10, 99, 100, 101, MAX_SALE_FEN - 1, MAX_SALE_FEN, ...amounts]) {
      expect(parseYuan(formatYuan(fen(amount)))).toEqual({ ok: true, fen: amount });
      expect(parseYuan(fenToYuan(fen(amount)))).toEqual({ ok: true, fen: amount });
    }
  });

  test("random text never throws and never makes an amount outside a sale", () => {
    const source = random(99);
    const letters = ["0", "1", "9", ".", ",", "-", " ", "e", "¥", "０", "\u0000"];
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: source.below(14) }, () => source.pick(letters)).join("");
      const read = parseYuan(text);
      const amount = read.ok ? read.fen : 1;
      expect(Number.isSafeInteger(amount) && amount >= 1 && amount <= MAX_SALE_FEN).toBe(true);
    }
  });
});

describe("fen are whole, safe and never negative", () => {
  test.each([-1, 0.5, 1e-9, Number.NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER + 1])("%d is not fen", (value) =>
    expect(() => fen(value)).toThrow(RangeError),
  );

  test("sums and differences stay fen, or throw", () => {
    expect(addFen()).toBe(ZERO);
    expect(addFen(fen(10), fen(20), fen(1))).toBe(31);
    expect(subtractFen(fen(10), fen(10))).toBe(0);
    expect(() => subtractFen(fen(10), fen(11))).toThrow(RangeError);
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow(RangeError);
  });
});
