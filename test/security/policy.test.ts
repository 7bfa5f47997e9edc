// The policy and the built preload as they are shipped: nothing loosened, nothing extra on board.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CALLS, EVENTS } from "../../preload/contract/calls.ts";
import { CSP, HEADERS, ORIGIN, START_URL } from "../../main/host/csp.ts";

const root = resolve(import.meta.dirname, "../..");

describe("the page's policy", () => {
  const directives = new Map(CSP.split("; ").map((text) => [text.split(" ")[0], text.split(" ").slice(1).join(" ")]));

  it("begins with nothing allowed and allows no network at all", () => {
    expect(directives.get("default-src")).toBe("'none'");
    expect(directives.get("connect-src")).toBe("'none'");
  });

  it("allows own files only: no inline, no eval, no other host, no scheme but data for pictures", () => {
    const sources = [...directives].map(([name, value]) => `${name} ${value}`);
    const own = /^[a-z-]+ ('none'|'self')$/;
    expect(sources.filter((text) => !own.test(text))).toEqual(["img-src 'self' data:"]);
  });

  it("is one header of several, the same for every file", () => {
    expect(HEADERS).toMatchObject({
      "Content-Security-Policy": CSP,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
    });
    expect(HEADERS["Permissions-Policy"]).toMatch(/^([a-z-]+=\(\)(, )?)+$/);
  });

  it("the page's origin is one constant", () => {
    expect([new URL(START_URL).origin, START_URL]).toEqual([ORIGIN, `${ORIGIN}/`]);
  });
});

describe("the built preload", () => {
  const file = join(root, "out/preload/index.cjs");

  it.skipIf(!existsSync(file))(
    "is one CommonJS file that asks for electron and nothing else (needs npm run build)",
    () => {
      const text = readFileSync(file, "utf8");
      const asked = [...text.matchAll(/\brequire\(([^)]*)\)/g)].map((match) => match[1]);
      expect(new Set(asked)).toEqual(new Set(['"electron"']));
      expect(text).not.toMatch(/^\s*(import|export)\s/m);
      expect(text.length).toBeLessThan(10_000);
      for (const name of [...Object.keys(CALLS), ...Object.keys(EVENTS)]) expect(text).toContain(`"${name}"`);
    },
  );
});
