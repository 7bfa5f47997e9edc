// Random texts by the hundred thousand: classify never throws, never takes for a pay code what is not exactly one
// wallet's shape, and never lets a digit of what was scanned into a failure.
import { describe, expect, test } from "vitest";
import { makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import { classify, type Scan } from "../../main/scan/pay-code.ts";
import { type Random, random } from "./random.ts";

const ALPHABETS = [
  "0123456789",
  "0123456789ABCDEFabcdef",
  "0123456789 \t\r\n",
  "０１２３４５６７８９0123456789",
  "]CQE01234",
  "https://qr.alipay.com?=&",
  "\u0000\u0001\u001d\u007f\u0085\ufffd\ud800\udc00\u202e收款🙂",
].map((letters) => Array.from({ length: letters.length }, (_, at) => letters.charAt(at)));
const LENGTHS = [0, 1, 7, 8, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 40];
const AROUND = ["", "", "", "\r", "\r\n", "\t", " ", "]C1", "]Q1"];

/** The rule, written down a second time and differently, as the judge. */
function expectedWallet(body: string): Wallet | null {
  if (/^1[0-5][0-9]{16}$/.test(body)) return "wechat";
  if (/^(?:2[5-9]|30)[0-9]{14,22}$/.test(body)) return "alipay";
  if (/^62[0-9]{17}$/.test(body)) return "unionpay";
  if (/^01[0-9]{17}$/.test(body)) return "ecny";
  return null;
}

function randomText(source: Random): string {
  const alphabet = source.pick(ALPHABETS);
  const prefix = source.pick(["", "", "13", "28", "62", "01", "9", "690"]);
  const middle = Array.from({ length: source.pick(LENGTHS) }, () => source.pick(alphabet)).join("");
  const start = source.pick(AROUND);
  return (start.startsWith("]") ? start : "") + prefix + middle + (start.startsWith("]") ? "" : start);
}

const digitsIn = (text: string): string[] => text.match(/\d{3,}/g) ?? [];

function expectNoDigits(scan: Scan, text: string): void {
  if (scan.kind !== "unclear") return;
  const said = JSON.stringify(scan.failure);
  for (const digits of digitsIn(text)) expect(said).not.toContain(digits);
}

describe("classify under random texts", () => {
  test("a text is a pay code exactly when it is one wallet's shape, and nothing throws", () => {
    const source = random(20_260_801);
    let payCodes = 0;
    for (let round = 0; round < 100_000; round++) {
      const text = randomText(source);
      const scan = classify(text);
      const body = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").replace(/^\][A-Za-z][0-9A-Za-z]/, "");
      const goodsSymbology = /^[ \t\r\n]*\][EeI]/.test(text);
      const wallet = goodsSymbology ? null : expectedWallet(body);
      if ((scan.kind === "pay_code" ? scan.code.wallet : null) !== wallet) throw new Error(`round ${round}`);
      if (scan.kind === "pay_code") payCodes += Number(scan.code.reveal() === body);
      else expectNoDigits(scan, text);
    }
    expect(payCodes).toBeGreaterThan(1_000);
  });

  test("a pay code with one character damaged is the code of that wallet's shape or refused, never another kind", () => {
    const source = random(7);
    for (let round = 0; round < 20_000; round++) {
      const code = source.pick(["13", "10", "28", "30"]) + source.digits(16);
      const at = source.below(18);
      const odd = source.pick(["\u0000", "\ufffd", "O", "８", " ", "-"]);
      const scan = classify(code.slice(0, at) + odd + code.slice(at + 1));
      // A blank at the edge is taken off: Alipay's codes may be 17 long, WeChat's may not.
      const cutToAlipay = odd === " " && (at === 0 || at === 17) && scan.kind === "pay_code";
      expect(cutToAlipay ? scan.code.wallet : scan.kind).toBe(cutToAlipay ? "alipay" : "unclear");
    }
  });

  test("no trade number and no refund number is ever taken for a pay code", () => {
    const source = random(11);
    for (let round = 0; round < 20_000; round++) {
      const stamp = source.digits(12);
      const [terminal, counter] = [source.below(1_000), source.below(10_000)];
      const trade = makeNumber("9", stamp, terminal, counter);
      const refund = makeNumber("8", stamp, terminal, counter);
      expect(classify(trade)).toEqual({ kind: "receipt", order: tradeNo(trade) });
      expect(refundNo(refund)).not.toBeNull();
      expect(classify(refund).kind).toBe("unclear");
      // Nor any part of one that a gun may read.
      const part = trade.slice(0, source.below(21));
      expect(classify(part).kind).not.toBe("pay_code");
    }
  });

  test("a text of any length takes bounded work: beyond the longest it is not looked at", () => {
    const source = random(13);
    for (let round = 0; round < 200; round++) {
      const text = source.pick(["1", "a.", "a-", " ", "]C1", "https://", "0"]).repeat(1 + source.below(100_000));
      const scan = classify(text);
      expect(scan.kind).not.toBe("pay_code");
      expectNoDigits(scan, text);
    }
  });
});
