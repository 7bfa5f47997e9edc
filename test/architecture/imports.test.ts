// Reads every import of the source and holds it against the table of who may import whom; and proves, on small trees
// that break the rules, that the check sees it.
import { describe, expect, test } from "vitest";
import { checkLayers } from "./check-layers.ts";
import { readTree } from "./read-tree.ts";

const check = (path: string, text: string): string[] => checkLayers(new Map([[path, text]]));

describe("the source keeps to the table", () => {
  const tree = readTree("{main,preload,renderer}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}");

  test("there is a source to read", () => {
    for (const area of ["preload/contract/", "main/payment/", "main/channel/", "main/store/", "renderer/"]) {
      expect([...tree.keys()].some((path) => path.startsWith(area))).toBe(true);
    }
  });
  test("every import and every use is one the table allows", () => expect(checkLayers(tree)).toEqual([]));
});

describe("an arrow that points the wrong way is seen", () => {
  test.each<[string, string, string, string]>([
    [
      "payment names a channel",
      "main/payment/send.ts",
      `import { pooul } from "../channel/pooul/index.ts";`,
      "main/channel/pooul/index.ts",
    ],
    [
      "payment names the list of channels",
      "main/payment/send.ts",
      `import "../channel/registry.ts";`,
      "main/channel/registry.ts",
    ],
    [
      "payment goes to the network",
      "main/payment/send.ts",
      `import type { Http } from "../channel/http.ts";`,
      "main/channel/http.ts",
    ],
    ["a window imports main", "renderer/till.ts", `import { openTill } from "../main/till.ts";`, "main/till.ts"],
    [
      "a window imports a type of main",
      "renderer/a.tsx",
      `import type { Attempt } from "../main/payment/attempt.ts";`,
      "main/payment/attempt.ts",
    ],
    ["a window imports the preload", "renderer/a.ts", `import "../preload/bridge.ts";`, "preload/bridge.ts"],
    [
      "a window imports the pay code",
      "renderer/a.ts",
      `import type { PayCode } from "../preload/contract/pay-code.ts";`,
      "preload/contract/pay-code.ts",
    ],
    ["a window imports Node", "renderer/a.ts", `import "node:fs";`, "node:fs"],
    ["the contract imports main", "preload/contract/a.ts", `import "../../main/clock.ts";`, "main/clock.ts"],
    ["the contract imports the bridge", "preload/contract/a.ts", `import "../bridge.ts";`, "preload/bridge.ts"],
    ["the contract imports Node", "preload/contract/a.ts", `import "node:crypto";`, "node:crypto"],
    [
      "a channel imports another",
      "main/channel/leshua/a.ts",
      `import { sign } from "../pooul/sign.ts";`,
      "main/channel/pooul/sign.ts",
    ],
    [
      "a channel imports the list of channels",
      "main/channel/pooul/a.ts",
      `import "../registry.ts";`,
      "main/channel/registry.ts",
    ],
    [
      "a channel imports payment",
      "main/channel/pooul/a.ts",
      `import "../../payment/attempt.ts";`,
      "main/payment/attempt.ts",
    ],
    ["a channel imports the store", "main/channel/pooul/a.ts", `import "../../store/open.ts";`, "main/store/open.ts"],
    ["the store imports a payment verb", "main/store/a.ts", `import "../payment/send.ts";`, "main/payment/send.ts"],
    [
      "the store imports the pay code",
      "main/store/a.ts",
      `import "../../preload/contract/pay-code.ts";`,
      "pay-code.ts",
    ],
    ["a part imports the till", "main/ipc/a.ts", `import "../till.ts";`, "main/till.ts"],
    ["a part imports a door", "main/payment/a.ts", `import "../cli.ts";`, "main/cli.ts"],
    ["a door imports a door", "main/cli.ts", `import "./browser.ts";`, "main/browser.ts"],
    ["the till imports a door", "main/till.ts", `import "./electron.ts";`, "main/electron.ts"],
    [
      "the till imports a window",
      "main/till.ts",
      `import "./host/electron/window.ts";`,
      "main/host/electron/window.ts",
    ],
    [
      "one window's host imports the other's",
      "main/host/browser/a.ts",
      `import "../electron/window.ts";`,
      "main/host/electron/window.ts",
    ],
    [
      "the store is opened elsewhere",
      "main/store/attempts.ts",
      `import Database from "better-sqlite3";`,
      "better-sqlite3",
    ],
    ["axios is used elsewhere", "main/channel/config.ts", `import axios from "axios";`, "axios"],
    ["serialport is used elsewhere", "main/scan/hearing.ts", `import { SerialPort } from "serialport";`, "serialport"],
    ["Electron is used elsewhere", "main/host/window.ts", `import { app } from "electron/main";`, "electron/main"],
    ["Electron is used in the bridge", "preload/bridge.ts", `import { ipcRenderer } from "electron";`, "electron"],
    [
      "the browser is used elsewhere",
      "main/browser.ts",
      `import { chromium } from "playwright-core";`,
      "playwright-core",
    ],
    [
      "a timer comes by the back door",
      "main/payment/a.ts",
      `import { setTimeout } from "node:timers/promises";`,
      "node:timers/promises",
    ],
    ["a package nobody decided on", "main/payment/a.ts", `import _ from "lodash";`, "lodash"],
    ["an alias hides the arrow", "renderer/a.ts", `import "@/main/till.ts";`, "@/main/till.ts"],
    ["a folder nobody decided on", "main/extra/a.ts", ``, "no row"],
  ])("%s", (_name, path, text, told) => {
    const problems = check(path, text);
    expect(problems).not.toEqual([]);
    expect(problems[0]).toContain(path);
    expect(problems[0]).toContain(told);
  });
});

describe("an import is seen however it is written", () => {
  test.each([
    `import a from "../main/till.ts";`,
    `import type { A } from "../main/till.ts";`,
    `import { type A } from "../main/till.ts";`,
    `import * as a from '../main/till.ts';`,
    `import "../main/till.ts";`,
    `import a, { b } from "../main/till.ts"; // a remark`,
    `import {\n  a,\n} from\n  "../main/till.ts";`,
    `export * from "../main/till.ts";`,
    `export { a } from "../main/till.ts";`,
    `export type { A } from "../main/till.ts";`,
    `const a = await import("../main/till.ts");`,
    "const a = await import(`../main/till.ts`);",
    `type A = import("../main/till.ts").A;`,
    `const a: typeof import("../main/till.ts") = b;`,
    `import a = require("../main/till.ts");`,
    `const a = require("../main/till.ts");`,
    `const a = /* " */ 1; const b = "//"; export * from "./../main/./till.ts";`,
  ])("%j", (text) => expect(check("renderer/a.ts", text)).toEqual([expect.stringContaining("main/till.ts")]));

  test("in a .tsx file too", () =>
    expect(check("renderer/a.tsx", `const A = () => <p>import "x"</p>; export * from "../main/till.ts";`)).toHaveLength(
      1,
    ));

  test("one that is not written out is refused", () =>
    expect(check("main/scan/a.ts", "await import(name);")).toEqual([expect.stringContaining("not written out")]));

  test.each([
    `// import "../main/till.ts";`,
    `/* export * from "../main/till.ts"; */`,
    `const text = 'import "../main/till.ts"';`,
    "const text = `require('../main/till.ts')`;",
  ])("what only looks like one is not: %s", (text) => expect(check("renderer/a.ts", text)).toEqual([]));

  test("a file that cannot be read is a problem", () =>
    expect(check("renderer/a.ts", "import {")).toEqual([expect.stringContaining("cannot be read")]));
});

describe("clocks, randomness, yuan and the page's bridge are used in their own files only", () => {
  test.each([
    ["Date.now();", "Date.now"],
    ["const now = Date.now;", "Date.now"],
    ["globalThis.Date.now();", "Date.now"],
    [`Date["now"]();`, "Date.now"],
    ["new Date();", "new Date()"],
    ["Date();", "Date()"],
    ["performance.now();", "performance.now"],
    ["process.hrtime.bigint();", "process.hrtime"],
    ["setTimeout(f, 1);", "setTimeout"],
    ["globalThis.setTimeout(f, 1);", "setTimeout"],
    ["const later = setTimeout;", "setTimeout"],
    ["setInterval(f, 1);", "setInterval"],
    ["AbortSignal.timeout(1);", "AbortSignal.timeout"],
    ["Math.random();", "Math.random"],
    [`import { randomUUID } from "node:crypto";`, "randomUUID"],
    [`import * as crypto from "node:crypto"; crypto.randomBytes(1);`, "randomBytes"],
    ["crypto.getRandomValues(bytes);", "getRandomValues"],
    ["parseFloat(text);", "parseFloat"],
    ["Number.parseFloat(text);", "parseFloat"],
    ["amount.toFixed(2);", "toFixed"],
    ["yuan * 100;", "* 100"],
    ["100 * yuan;", "* 100"],
    ["yuan *= 100;", "* 100"],
    ["fen / 100;", "/ 100"],
    ["fen /= 100;", "/ 100"],
    ["fen * 0.01;", "* 100"],
    ["fen / 1e2;", "/ 100"],
    ["window.cashier.call();", "window.cashier"],
    ["globalThis.cashier;", "window.cashier"],
    [`window["cashier"];`, "window.cashier"],
  ])("%s", (text, name) => expect(check("main/store/a.ts", text)).toEqual([expect.stringContaining(`uses ${name},`)]));

  test.each([
    "new Date(now).getHours();",
    "const { now } = clock; clock.now(); clock.monotonic();",
    "type Timer = ReturnType<typeof setTimeout>;",
    "const parts = { setTimeout: 1, toFixed: 2 };",
    "const rest = amount % 100;",
    "const share = 100 / parts;",
    "cashier.call();",
    "// Date.now() and yuan * 100",
    `const text = "Math.random()";`,
  ])("but this is fine: %s", (text) => expect(check("main/store/a.ts", text)).toEqual([]));

  test("no window waits by an interval, and none draws random numbers", () => {
    expect(check("renderer/a.ts", "setInterval(f, 1);")).toHaveLength(1);
    expect(check("renderer/a.ts", "Math.random();")).toHaveLength(1);
    expect(check("renderer/a.ts", "window.setTimeout(f, 1);")).toEqual([]);
  });
});
