// A pay code cannot be printed, stored or sent by accident: none of the usual ways out of an object shows its digits.
import { inspect, format } from "node:util";
import { deserialize, serialize } from "node:v8";
import { describe, expect, test } from "vitest";
import { PayCode } from "../../preload/contract/pay-code.ts";

const DIGITS = "134567890123456789";
const code = new PayCode(DIGITS, "wechat");

const WAYS_OUT: readonly [string, () => unknown][] = [
  ["String()", () => String(code)],
  ["a template", () => `${code}`],
  ["joining text", () => "code " + code.toString()],
  ["JSON", () => JSON.stringify(code)],
  ["JSON inside something", () => JSON.stringify({ attempt: { code, list: [code] } })],
  ["util.inspect", () => inspect(code)],
  ["util.inspect with everything shown", () => inspect({ code }, { showHidden: true, depth: null, getters: true })],
  ["util.format", () => format("%s %o %O %j %d", code, code, code, code, code)],
  ["a spread", () => JSON.stringify({ ...code })],
  ["Object.entries", () => JSON.stringify(Object.entries(code))],
  ["its own names", () => JSON.stringify(Object.getOwnPropertyDescriptors(code))],
  ["Reflect.ownKeys", () => JSON.stringify(Reflect.ownKeys(code).map(String))],
  [
    "for … in",
    () => {
      const seen: string[] = [];
      for (const key in code) seen.push(key, String(code[key as keyof PayCode]));
      return seen.join(" ");
    },
  ],
  ["structuredClone", () => inspect(structuredClone(code), { showHidden: true })],
  ["v8.serialize", () => serialize(code).toString("latin1") + inspect(deserialize(serialize(code)))],
  ["Object.assign", () => inspect(Object.assign({}, code))],
  ["an error's message", () => inspect(new Error(`cannot charge ${code}`, { cause: code }))],
  ["a table of the console", () => inspect([code, { code }], { depth: 9 })],
  ["its methods' source", () => String(PayCode)],
];

describe("a pay code", () => {
  test.each(WAYS_OUT)("does not get out by %s", (_name, show) => {
    const shown = String(show());
    expect(shown).not.toContain(DIGITS);
    for (let at = 0; at + 5 <= DIGITS.length; at++) expect(shown).not.toContain(DIGITS.slice(at, at + 5));
  });

  test("shows its wallet and its last four digits", () => {
    expect(`${code}`).toBe("wechat **** 6789");
    expect(JSON.stringify({ code })).toBe('{"code":"wechat **** 6789"}');
    expect(code.tail).toBe("6789");
  });

  test("says its digits only when asked by name, and knows its equal by them", () => {
    expect(code.reveal()).toBe(DIGITS);
    expect(code.same(new PayCode(DIGITS, "wechat"))).toBe(true);
    expect(code.same(new PayCode(DIGITS.replace("9", "8"), "wechat"))).toBe(false);
  });

  test("loses its digits when it is copied: a copy cannot be charged", () => {
    expect(structuredClone(code)).toEqual({ wallet: "wechat" });
    expect("reveal" in structuredClone(code)).toBe(false);
  });
});
