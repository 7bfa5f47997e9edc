// Trade and refund numbers: how they are made, what their check digit catches, and that they are never a pay code.
import { describe, expect, test } from "vitest";
import { groupNumber, luhnDigit, makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { classify } from "../../main/scan/pay-code.ts";
import { random } from "../scan/random.ts";

const source = random(42);
const numbers = Array.from({ length: 500 }, () =>
  makeNumber("9", source.digits(12), source.below(1_000), source.below(10_000)),
);

describe("Luhn's check digit", () => {
  test.each([
    ["7992739871", "3"],
    ["0", "0"],
    ["", "0"],
    ["5", "9"],
    ["411111111111111", "1"],
  ])("of %j is %s", (digits, check) => expect(luhnDigit(digits)).toBe(check));
});

describe("a trade number", () => {
  test("is 9, the time, the terminal, the counter and the check digit", () => {
    const number = makeNumber("9", "260801153012", 7, 42);
    expect(number.slice(0, 20)).toBe("92608011530120070042");
    expect(number).toHaveLength(21);
    expect(tradeNo(number)).toBe(number);
    expect(groupNumber(number)).toBe(`9 260801 153012 007 0042 ${number[20]}`);
  });

  test("keeps its length when terminal and counter run over", () => {
    expect(makeNumber("9", "260801153012", 12_345, 123_456).slice(13, 20)).toBe("3453456");
    expect(makeNumber("9", "260801153012", 0, 0).slice(13, 20)).toBe("0000000");
  });

  test.each([
    ["a short time", () => makeNumber("9", "2608011530", 1, 1)],
    ["letters for a time", () => makeNumber("9", "26080115301x", 1, 1)],
    ["a terminal below zero", () => makeNumber("9", "260801153012", -1, 1)],
    ["half a counter", () => makeNumber("9", "260801153012", 1, 1.5)],
    ["no counter", () => makeNumber("9", "260801153012", 1, Number.NaN)],
  ])("is not made of %s", (_name, make) => expect(make).toThrow(RangeError));

  test("is not a refund number, and the other way round", () => {
    for (const number of numbers) {
      expect(tradeNo(number)).toBe(number);
      expect(refundNo(number)).toBeNull();
    }
    const refund = makeNumber("8", "260801153012", 1, 1);
    expect(refundNo(refund)).toBe(refund);
    expect(tradeNo(refund)).toBeNull();
  });

  test.each([
    "",
    "9",
    " ",
    "９２６０８０１１５３０１２００７００４２３",
    `${numbers[0]} `,
    `${numbers[0]}\n`,
    `0${numbers[0]}`,
  ])("is not %j", (text) => expect(tradeNo(text)).toBeNull());

  test("with any one digit wrong is caught", () => {
    for (const number of numbers.slice(0, 50)) {
      for (let at = 0; at < 21; at++) {
        for (let digit = 0; digit < 10; digit++) {
          const wrong = number.slice(0, at) + digit + number.slice(at + 1);
          expect(tradeNo(wrong)).toBe(wrong === number ? number : null);
        }
      }
    }
  });

  test("with two neighbours swapped is caught, but for 0 and 9, which Luhn cannot tell", () => {
    for (const number of numbers) {
      for (let at = 0; at < 20; at++) {
        const [a = "", b = ""] = [number[at], number[at + 1]];
        const swapped = number.slice(0, at) + b + a + number.slice(at + 2);
        const caught = tradeNo(swapped) === null;
        expect(caught || a === b || `${a}${b}` === "09" || `${a}${b}` === "90").toBe(true);
      }
    }
  });

  test("is never taken for a pay code, and always for a receipt", () => {
    for (const number of numbers) expect(classify(number)).toEqual({ kind: "receipt", order: number });
  });
});
