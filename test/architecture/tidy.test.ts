// The source and its tests are tidy; and a tree that is not is seen.
import { describe, expect, test } from "vitest";
import { AIM_LINES, checkNames, checkTidy, longFiles, MAX_LINES } from "./check-tidy.ts";
import { pathsOf, readTree } from "./read-tree.ts";

const check = (text: string): string[] => checkTidy(new Map([["main/a.ts", text]]));
const opened = (text: string): string => `// What it is.\n${text}`;

describe("the source and its tests", () => {
  const tree = readTree("{main,preload,renderer,test}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}", "*.{ts,js,mjs,cjs}");

  test("open with what they are, stay short, and hold no any, no silenced error and no TODO", () =>
    expect(checkTidy(tree)).toEqual([]));

  test("hook into each test only where every file of a worker does: a module is loaded once", () => {
    const shared = [...tree].filter(([path]) => path.startsWith("test/") && !/\.(test|spec)\.ts$/.test(path));
    const hooked = shared.filter(([, text]) =>
      /import \{[^}]*\b(after|before)(Each|All)\b[^}]*\} from "vitest"/.test(text),
    );
    expect(hooked.map(([path]) => path)).toEqual(["test/support/set-up.ts"]);
  });

  test("have kebab-case names", () => expect(checkNames(pathsOf("{main,preload,renderer,test}/**/*"))).toEqual([]));

  test("aim at fewer lines than they may have", () => {
    const long = longFiles(tree);
    if (long.length > 0) console.warn(`longer than ${AIM_LINES} lines: ${long.join(", ")}`);
    expect(AIM_LINES).toBeLessThan(MAX_LINES);
  });
});

describe("what is not tidy is seen", () => {
  test.each([
    ["no opening comment", `export const a = 1;`, "does not open"],
    ["an empty file", "", "does not open"],
    ["a directive is no opening", `/// <reference types="node" />`, "does not open"],
    ["an any", opened("const a: any = 1;"), "`any`"],
    ["an any in a list", opened("type A = Map<string, any[]>;"), "`any`"],
    ["a cast to any", opened("const a = b as any;"), "`any`"],
    ["an ignored error", opened("// @ts-ignore\nconst a = 1;"), "silences"],
    ["an unchecked file", opened("/* @ts-nocheck */"), "silences"],
    ["a TODO", opened("const a = 1; // TODO: finish"), "TODO"],
    ["a FIXME", opened("/** FIXME */"), "FIXME"],
    ["too many lines", opened("\n".repeat(MAX_LINES)), "lines"],
  ])("%s", (_name, text, told) => expect(check(text)).toEqual([expect.stringContaining(told)]));

  test.each([
    opened(`const text = "TODO any @ts-ignore"; const many = 1; type Company = "any";`),
    opened("\n".repeat(MAX_LINES - 1)),
    "#!/usr/bin/env node\n// What it is.\n",
    "/** What it is. */\n",
  ])("but this is tidy: %j", (text) => expect(check(text)).toEqual([]));

  test.each(["main/Till.ts", "main/give_up.ts", "main/giveUp.ts", "main/Scan/a.ts", "main/a--b.ts", "main/-a.ts"])(
    "%s is not kebab-case",
    (path) => expect(checkNames([path])).toHaveLength(1),
  );
  test.each(["main/give-up.ts", "test/a.test.ts", "main/store/0010-first.ts", "test/.keep", "renderer/a.module.css"])(
    "%s is",
    (path) => expect(checkNames([path])).toEqual([]),
  );
});
