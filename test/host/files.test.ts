// Only the built window's own files are served, however an address is written.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Files, openFiles } from "../../main/host/files.ts";

const ORIGIN = "https://till.local";
let files: Files;
let root: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "till-files-"));
  const pages = join(root, "pages");
  mkdirSync(join(pages, "assets"), { recursive: true });
  writeFileSync(join(root, "secret.json"), "secret");
  writeFileSync(join(pages, "index.html"), "<!doctype html>");
  writeFileSync(join(pages, "assets", "a b.js"), "1");
  writeFileSync(join(pages, "assets", "收.css"), "a{}");
  writeFileSync(join(pages, "assets", "font.woff2"), "f");
  writeFileSync(join(pages, "assets", "notes.txt"), "not a kind we serve");
  symlinkSync(join(root, "secret.json"), join(pages, "assets", "link.json"));
  files = await openFiles(pages, ORIGIN);
});

describe("the window's files", () => {
  it.each([
    ["/", "text/html; charset=utf-8"],
    ["/index.html?x=1#y", "text/html; charset=utf-8"],
    ["/assets/a%20b.js", "text/javascript; charset=utf-8"],
    ["/assets/%E6%94%B6.css", "text/css; charset=utf-8"],
    ["/assets/font.woff2", "font/woff2"],
  ])("%s is served as %s, under the policy", async (path, type) => {
    const answer = await files.answer("GET", ORIGIN + path);
    expect([answer.status, answer.headers["Content-Type"]]).toEqual([200, type]);
    expect(answer.headers["Content-Security-Policy"]).toContain("default-src 'none'");
    expect(answer.headers["X-Content-Type-Options"]).toBe("nosniff");
  });

  it.each([
    "/missing.js",
    "/assets",
    "/assets/",
    "/assets/notes.txt",
    "/assets/link.json",
    "/../secret.json",
    "/assets/../../secret.json",
    "/assets/..%2f..%2fsecret.json",
    "/%2e%2e/secret.json",
    "/..%5csecret.json",
    "/%00index.html",
    "/index.html%00.js",
    "/%E0%A4%A",
    "//index.html",
    "/INDEX.HTML",
    "/__proto__",
    "/etc/passwd",
  ])("%s is not there", async (path) => {
    const answer = await files.answer("GET", ORIGIN + path);
    expect([answer.status, answer.body.length]).toEqual([404, 0]);
    expect(answer.headers["Content-Security-Policy"]).toContain("default-src 'none'");
  });

  it.each(["https://till.local.evil/", "http://till.local/", "https://evil/", "file:///etc/passwd", "nonsense"])(
    "%s is not ours",
    async (url) => {
      expect((await files.answer("GET", url)).status).toBe(403);
    },
  );

  it.each(["POST", "HEAD", "PUT", "OPTIONS", "get"])("only GET is answered, not %s", async (method) => {
    expect((await files.answer(method, `${ORIGIN}/`)).status).toBe(405);
  });

  it("a folder without a window is refused at once", async () => {
    await expect(openFiles(join(root, "pages", "assets"), ORIGIN)).rejects.toThrow("npm run build");
  });
});
