// The signature of 慧收银 requests: the facts' computed vectors, the vendor's one step that reproduces, the switches, and
// the yuan that are signed as text.
import { describe, expect, test } from "vitest";
import { exactYuan, isExactYuan, readAmounts, readYuan, amountWords } from "../../main/channel/huishouyin/amounts.ts";
import { type SignRules, signature, signedLine } from "../../main/channel/huishouyin/sign.ts";
import { fen } from "../../preload/contract/money.ts";
import { expectedSign } from "../peers/huishouyin/seal.ts";

const rules: SignRules = { appSecret: "SEC1", encoding: "base64", includesSignType: true, nestedAs: "json" };
const fields = {
  app_id: "APP1",
  sign_type: "MD5",
  order_id: "2017102100151091",
  pay_code: "134567890123456789",
  total_amount: "11.00",
};

describe("the known answers of facts §2.2", () => {
  test("with sign_type in the line", () => {
    expect(signedLine(fields, rules)).toBe(
      "app_id=APP1&app_sercet=SEC1&order_id=2017102100151091&pay_code=134567890123456789&sign_type=MD5&total_amount=11.00",
    );
    expect(signature(fields, rules)).toBe("NEIwNjcyQjBGMjc4NTUyMzE1ODVFMUU3QjM4MEM5QTg=");
    expect(signature(fields, { ...rules, encoding: "hex" })).toBe("4B0672B0F27855231585E1E7B380C9A8");
  });

  test("without sign_type in the line", () => {
    const without = { ...rules, includesSignType: false };
    expect(signature(fields, without)).toBe("MTYzOEQ5NEY1MTAxREI2NDBBQzVFQzM4QUEzQzc1ODQ=");
    expect(signature(fields, { ...without, encoding: "hex" })).toBe("1638D94F5101DB640AC5EC38AA3C7584");
    const { sign_type: _, ...rest } = fields;
    expect(signature(rest, rules)).toBe(signature(fields, without));
  });

  test("the vendor's own step: 32 capital digits become 44 characters of base64", () => {
    const printed = "OTBDMDRENDVCOUJBNDVEMDk4MzAzRDgxNzZDMzhBQkM=";
    expect(Buffer.from("90C04D45B9BA45D098303D8176C38ABC", "ascii").toString("base64")).toBe(printed);
    expect(signature(fields, rules)).toHaveLength(printed.length);
  });
});

describe("the signed line", () => {
  test("leaves out sign and what is empty, keeps zeros", () => {
    const line = signedLine({ ...fields, sign: "x", store_info: null, note: "", paid: 0, gone: undefined }, rules);
    expect(line).toBe(signedLine({ ...fields, paid: 0 }, rules));
    expect(line).toContain("&paid=0&");
  });

  test("is sorted by the names' bytes, whatever order they came in", () => {
    const line = signedLine({ b: "1", a_b: "2", a: "3", B: "4", ab: "5" }, rules);
    expect(line).toBe("B=4&a=3&a_b=2&ab=5&app_sercet=SEC1&b=1");
  });

  test("holds nested values as standard JSON, or as the vendor's example prints them", () => {
    const goods = { goods_list: [{ barcode: "6983748939221", title: "可口可乐300ml", num: 2, price: "3.00" }] };
    expect(signedLine(goods, rules)).toContain(
      'goods_list=[{"barcode":"6983748939221","title":"可口可乐300ml","num":2,"price":"3.00"}]',
    );
    expect(signedLine(goods, { ...rules, nestedAs: "quoteless" })).toContain(
      "goods_list=[{barcode:'6983748939221',title:'可口可乐300ml',num:2,price:'3.00'}]",
    );
  });

  test("the peer, which shares no code, comes to the same signature under every reading", () => {
    const all = { ...fields, store_info: { store_id: "1", cashier_id: "2" }, title: "测试 & = +", empty: "" };
    for (const encoding of ["base64", "hex"] as const)
      for (const includesSignType of [true, false])
        for (const nestedAs of ["json", "quoteless"] as const) {
          const reading = { encoding, includesSignType, nestedAs };
          const theirs = expectedSign(all, { ...reading, appId: "APP1", secret: "SEC1" });
          expect(signature(all, { ...reading, appSecret: "SEC1" })).toBe(theirs);
        }
  });
});

describe("yuan", () => {
  test.each([
    [11, 1100],
    [11.5, 1150],
    [0.01, 1],
    [0.29, 29],
    [1.13, 113],
    [2.01, 201],
    [100000.29, 10000029],
    ["88.88", 8888],
    ["11.0", 1100],
    ["0", 0],
    [0, 0],
    ["999999999.99", 99999999999],
  ])("%j is read as %i fen", (value, amount) => {
    expect(readYuan(value)).toBe(amount);
  });

  test.each([
    [11.005],
    ["11.005"],
    ["11.000"],
    [-1],
    ["-1"],
    ["+1"],
    ["1e3"],
    [1e21],
    ["011"],
    ["1,000.00"],
    [".5"],
    ["5."],
    [""],
    [" 1"],
    ["１"],
    [Number.NaN],
    [1000000000],
    [null],
    [undefined],
    [[11]],
    [{}],
    [true],
  ])("%j is no amount", (value) => {
    expect(readYuan(value)).toBeNull();
  });

  test("every fen up to a thousand yuan survives a trip through a JSON number", () => {
    const wrong: number[] = [];
    for (let amount = 1; amount <= 100_000; amount++) {
      const number: unknown = JSON.parse(exactYuan(fen(amount)));
      if (readYuan(number) !== amount) wrong.push(amount);
    }
    expect(wrong).toEqual([]);
  });

  test("goes out with two decimals, and never as nothing", () => {
    expect(exactYuan(fen(1))).toBe("0.01");
    expect(exactYuan(fen(1100))).toBe("11.00");
    expect(() => exactYuan(fen(0))).toThrow(RangeError);
    for (const text of ["0.01", "11.00", "100000.00"]) expect(isExactYuan(text)).toBe(true);
    for (const text of ["0", "0.00", "00.00", "-1.00", "11", "11.0", "1e2", 11, null, undefined, ""])
      expect(isExactYuan(text)).toBe(false);
  });

  test("payable, real and the vouchers are kept beside the total", () => {
    const amounts = readAmounts({
      total_amount: 11,
      payable_amount: "10.00",
      real_amount: 9,
      voucher_list: [{ name: "XX超市5折优惠", amount: 1, merchant_contribute: 0.9, other_contribute: 0.1 }, "x"],
    });
    expect(amounts).toEqual({
      totalFen: 1100,
      payableFen: 1000,
      realFen: 900,
      vouchers: [{ name: "XX超市5折优惠", amountFen: 100, merchantFen: 90, otherFen: 10 }],
    });
    expect(amountWords(amounts).join(" ")).toBe("total=11.00 payable=10.00 real=9.00 voucher=1.00 XX超市5折优惠");
    expect(readAmounts({ voucher_list: {} })).toEqual({
      totalFen: null,
      payableFen: null,
      realFen: null,
      vouchers: [],
    });
  });
});
