// What each scanned text is, class by class, with every boundary and every refusal's reason.
import { describe, expect, test } from "vitest";
import { luhnDigit } from "../../preload/contract/ids.ts";
import type { FailureCode } from "../../preload/contract/failure.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import { WALLET_SHAPES } from "../../preload/contract/code-shapes.ts";
import { classify, MAX_SCAN_CHARS, type Scan } from "../../main/scan/pay-code.ts";
import { gs1CheckDigit } from "../../main/scan/goods.ts";

/** `134567890…` of the given length, beginning as told. */
const run = (prefix: string, length: number): string => (prefix + "3456789012345678901234567890").slice(0, length);
const checked = (body: string): string => body + gs1CheckDigit(body);
const ORDER = (() => {
  const body = "92610021530120010048";
  return body + luhnDigit(body);
})();

const walletOf = (scan: Scan): Wallet | null => (scan.kind === "pay_code" ? scan.code.wallet : null);
const reasonOf = (scan: Scan): string | null => (scan.kind === "unclear" ? scan.failure.code : null);

describe("a wallet's pay code is known by its length and first two digits", () => {
  test.each<[string, Wallet]>([
    ...["10", "11", "12", "13", "14", "15"].map((prefix): [string, Wallet] => [run(prefix, 18), "wechat"]),
    ...["25", "26", "27", "28", "29", "30"].flatMap((prefix): [string, Wallet][] =>
      [16, 17, 18, 19, 20, 21, 22, 23, 24].map((length) => [run(prefix, length), "alipay"]),
    ),
    [run("62", 19), "unionpay"],
    [run("01", 19), "ecny"],
  ])("%s is %s", (text, wallet) => {
    const scan = classify(text);
    expect(walletOf(scan)).toBe(wallet);
    expect(scan.kind === "pay_code" && scan.code.reveal()).toBe(text);
  });

  test("no run of digits fits two wallets", () => {
    for (let prefix = 0; prefix < 100; prefix++) {
      for (let length = 1; length <= 30; length++) {
        const fits = WALLET_SHAPES.filter(
          (shape) =>
            shape.prefixes.includes(String(prefix).padStart(2, "0")) &&
            length >= shape.minDigits &&
            length <= shape.maxDigits,
        );
        expect(fits.length).toBeLessThanOrEqual(1);
      }
    }
  });

  test("every shape says where it comes from", () => {
    for (const shape of WALLET_SHAPES) expect(shape.source).not.toBe("");
  });
});

describe("what a gun puts around a code is taken off once", () => {
  const code = run("13", 18);
  test.each([
    `${code}\r`,
    `${code}\n`,
    `${code}\r\n`,
    `${code}\t`,
    ` ${code} `,
    `\t\r\n ${code}\r\n\t `,
    `]C1${code}`,
    `]Q1${code}`,
    `]C0${code}\r`,
    `]Q0${code}\r\n`,
  ])("%j is the pay code", (text) => {
    const scan = classify(text);
    expect(scan.kind === "pay_code" && scan.code.reveal()).toBe(code);
  });

  test.each<[string, FailureCode]>([
    [`]C1]C1${code}`, "code_has_letters"],
    [`]C1 ${code}`, "code_unknown_shape"],
    [`\u00a0${code}`, "code_unknown_shape"],
    [`\ufeff${code}`, "code_unknown_shape"],
    [`]E0${code}`, "code_unknown_shape"],
    [`]I1${code}`, "code_unknown_shape"],
  ])("%j is not: %s", (text, reason) => expect(reasonOf(classify(text))).toBe(reason));
});

describe("a goods barcode is named as one, by its check digit", () => {
  test.each([
    ["EAN-13, China", "6901028075763"],
    ["EAN-13, Japan", checked("490123456789")],
    ["EAN-13, weighed in the shop", checked("211234500123")],
    ["EAN-13, a book", "9787111128069"],
    ["EAN-8", "96385074"],
    ["UPC-A", "036000291452"],
    ["ITF-14", checked("1690102807576")],
    ["EAN-13 with its AIM id", "]E06901028075763\r"],
  ])("%s", (_name, text) => {
    expect(classify(text)).toEqual({ kind: "goods", barcode: text.replace("]E0", "").trim() });
  });

  test.each([
    ["a wrong check digit", "6901028075764", "13"],
    ["two digits swapped", "9601028075763", "13"],
    ["a prefix that GS1 gives to nobody", checked("150123456789"), "13"],
    ["nothing but zeros", "0000000000000", "13"],
    ["a wrong EAN-8", "96385075", "8"],
  ])("%s is a code that was read too short", (_name, text, detail) => {
    expect(classify(text)).toEqual({
      kind: "unclear",
      failure: { code: "code_too_short", who: "cashier", retry: "now", detail },
    });
  });
});

describe("our own receipt opens its order", () => {
  test("a trade number with the right check digit is a receipt", () =>
    expect(classify(`${ORDER}\r`)).toEqual({ kind: "receipt", order: ORDER }));
  test("a misread one is refused", () => {
    const misread = ORDER.slice(0, 20) + String((Number(ORDER[20]) + 1) % 10);
    expect(reasonOf(classify(misread))).toBe("code_unknown_shape");
  });
  test("a refund's number is not a receipt", () => {
    const body = `8${ORDER.slice(1, 20)}`;
    expect(reasonOf(classify(body + luhnDigit(body)))).toBe("code_unknown_shape");
  });
});

describe("digits of no wallet are a pay code only where the channel's settings say of which", () => {
  const other = { wallet: "unionpay", minDigits: 19, maxDigits: 20, prefixes: ["63", "9955"] } as const;
  test.each([run("63", 19), run("63", 20), run("9955", 19)])("%s is one there, and nowhere else", (text) => {
    expect(walletOf(classify(text, [other]))).toBe("unionpay");
    expect(walletOf(classify(text))).toBeNull();
  });
  test.each([run("63", 18), run("63", 21), run("64", 19), run("9956", 19)])("%s is none there either", (text) =>
    expect(walletOf(classify(text, [other]))).toBeNull(),
  );
  test("what two wallets could have drawn is refused", () => {
    const both = { ...other, wallet: "alipay", prefixes: ["13"], minDigits: 18 } as const;
    expect(reasonOf(classify(run("13", 18), [both]))).toBe("code_unknown_shape");
  });
  test("a goods barcode, a receipt and a long number stay what they are", () => {
    const all = { ...other, minDigits: 1, maxDigits: 32, prefixes: ["6", "9"] } as const;
    expect(classify("6901028075763", [all]).kind).toBe("goods");
    expect(classify(ORDER, [all]).kind).toBe("receipt");
  });
});

describe("a staff badge is known by its check digit", () => {
  const badge = (() => {
    const body = `7${ORDER.slice(1, 20)}`;
    return body + luhnDigit(body);
  })();
  test("and is no pay code", () => expect(classify(`${badge}\r`)).toEqual({ kind: "badge", badge }));
  test("a misread one is refused", () => {
    const misread = badge.slice(0, 20) + String((Number(badge[20]) + 1) % 10);
    expect(reasonOf(classify(misread))).toBe("code_unknown_shape");
  });
});

describe("a code that opens a page is a collection QR, not a pay code", () => {
  test.each([
    "https://qr.alipay.com/fkx12345678901234567",
    "HTTPS://QR.ALIPAY.COM/FKX12345678901234567",
    "http://example.com/",
    "wxp://f2f0abcDEF-123_456",
    "weixin://wxpay/bizpayurl?pr=abc",
    "alipays://platformapi/startapp?appId=20000067",
    "qr.alipay.com/fkx12345",
    "qr.95516.com/00010000/62123456789012345678901234567",
    "https://qr.95516.com/00010000/01234567890",
    "payapp.weixin.qq.com/qr/abc",
    "upwallet://html/https://example.com",
    "]Q1https://qr.alipay.com/fkx1\r\n",
    "https://example.com/商店",
  ])("%s", (text) => expect(classify(text)).toEqual({ kind: "url" }));

  test.each([
    ["notalipay.com/x", "code_has_letters"],
    ["alipay.com.evil/x", "code_has_letters"],
    ["://x", "code_has_letters"],
    ["https:/x", "code_has_letters"],
  ])("%s is not one", (text, reason) => expect(reasonOf(classify(text))).toBe(reason));
});

describe("everything else is refused with its reason and the length that was read", () => {
  test.each<[string, string, FailureCode, string]>([
    ["nothing", "", "code_too_short", "0"],
    ["blanks", " \t\r\n", "code_too_short", "0"],
    ["an AIM id alone", "]C1", "code_too_short", "0"],
    ["one digit", "7", "code_too_short", "1"],
    ["seven digits", "1345678", "code_too_short", "7"],
    ["15 digits", run("28", 15), "code_too_short", "15"],
    ["17 digits of WeChat", run("13", 17), "code_too_short", "17"],
    ["16 digits of WeChat", run("10", 16), "code_too_short", "16"],
    ["19 digits of WeChat", run("13", 19), "code_too_long", "19"],
    ["18 digits of UnionPay", run("62", 18), "code_too_short", "18"],
    ["20 digits of UnionPay", run("62", 20), "code_too_long", "20"],
    ["18 digits of e-CNY", run("01", 18), "code_too_short", "18"],
    ["20 digits of e-CNY", run("01", 20), "code_too_long", "20"],
    ["25 digits of Alipay", run("28", 25), "code_too_long", "25"],
    ["15 digits of nobody", run("99", 15), "code_too_short", "15"],
    ["16 digits of nobody", run("99", 16), "code_unknown_shape", "16"],
    ["24 digits of nobody", run("99", 24), "code_unknown_shape", "24"],
    ["25 digits of nobody", run("99", 25), "code_too_long", "25"],
    ...["00", "02", "09", "16", "19", "20", "24", "31", "61", "63", "90", "99"].map(
      (prefix): [string, string, FailureCode, string] => [
        `18 digits beginning ${prefix}`,
        run(prefix, 18),
        "code_unknown_shape",
        "18",
      ],
    ),
    ["letters", "ABCDEF", "code_has_letters", "6"],
    ["a letter for a digit", `1345678901234567O8`, "code_has_letters", "18"],
    ["an AIM id that is none", "]123456", "code_unknown_shape", "7"],
    ["full-width digits", "１３４５６７８９０１２３４５６７８９", "code_full_width", "18"],
    ["one full-width digit", `${run("13", 17)}９`, "code_full_width", "18"],
    ["full-width letters", "ＡＢＣ", "code_full_width", "3"],
    ["an ideographic space", "134567\u3000890", "code_full_width", "10"],
    ["a blank inside", "134567 890123456789", "code_unknown_shape", "19"],
    ["hyphens", "1345-6789-0123-4567", "code_unknown_shape", "19"],
    ["a line end inside", `${run("13", 18)}\r${run("13", 18)}`, "code_unknown_shape", "37"],
    ["NUL inside", "134567890\u0000123456789", "code_unknown_shape", "19"],
    ["a group separator inside", "134567890\u001d12345678", "code_unknown_shape", "18"],
    ["a control character in a web address", "https://a.com/\u0007", "code_unknown_shape", "15"],
    ["bytes that are no text", "1345678901234567\ufffd8", "code_unknown_shape", "18"],
    ["Arabic digits", "\u0661\u0663\u0664\u0665", "code_unknown_shape", "4"],
    ["Chinese", "收款", "code_unknown_shape", "2"],
    ["a sign before it", `+${run("13", 18)}`, "code_unknown_shape", "19"],
    ["an exponent", "1e17", "code_has_letters", "4"],
    ["half a character", "\ud800", "code_unknown_shape", "1"],
    ["a very long text", "1".repeat(MAX_SCAN_CHARS + 1), "code_too_long", String(MAX_SCAN_CHARS + 1)],
    ["the longest text looked at", "1".repeat(MAX_SCAN_CHARS), "code_too_long", String(MAX_SCAN_CHARS)],
    ["a megabyte of blanks", " ".repeat(1_000_000), "code_too_long", "1000000"],
  ])("%s", (_name, text, code, detail) => {
    expect(classify(text)).toEqual({ kind: "unclear", failure: { code, who: "cashier", retry: "now", detail } });
  });
});
