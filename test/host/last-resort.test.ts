// What nobody caught: by its name in the log, never by what it says; a promise costs nothing more, a thrown error ends the
// process.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const run = (what: "rejects" | "throws") =>
  spawnSync(process.execPath, [join(import.meta.dirname, "uncaught.ts"), what], { encoding: "utf8" });

test("a promise nobody waited for is logged without its words, and the process goes on", () => {
  const { status, stdout, stderr } = run("rejects");
  expect([status, stdout]).toEqual([0, "goes on"]);
  expect(stderr).toContain("unhandled_rejection");
  expect(stderr).toContain("RangeError");
  expect(stderr).toContain("uncaught.ts");
  expect(stderr).not.toContain("134567890123456789");
});

test("a thrown error is logged without its words, and the process ends with exit 1", () => {
  const { status, stdout, stderr } = run("throws");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("uncaught_exception");
  expect(stderr).not.toContain("134567890123456789");
});

test.skipIf(!existsSync("/dev/full"))("a log that cannot be written costs its lines, and the process goes on", () => {
  const full = openSync("/dev/full", "w");
  const stdio: ["ignore", "pipe", number] = ["ignore", "pipe", full];
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "uncaught.ts"), "rejects"], {
    encoding: "utf8",
    stdio,
  });
  closeSync(full);
  expect([status, stdout]).toEqual([0, "goes on"]);
});
