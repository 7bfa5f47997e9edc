// The browser door as a program: what a person at a terminal sees, and what is left when it ends.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./doors.ts";

const root = resolve(import.meta.dirname, "../..");

test.beforeEach(({ door }) => test.skip(door !== "browser", "the browser door's own program"));

function open(folder: string): { child: ChildProcess; said: () => string; code: Promise<number | null> } {
  const child = spawn(process.execPath, [join(root, "main/start.ts"), "--headless", "--data", folder], { cwd: root });
  let text = "";
  child.stderr.on("data", (chunk) => (text += String(chunk)));
  child.stdout.on("data", (chunk) => (text += `STDOUT ${String(chunk)}`));
  const code = new Promise<number | null>((done) => child.once("close", (status) => done(status)));
  return { child, said: () => text, code };
}

test("it says which window it opens, ends 0 on SIGTERM, and leaves the folder free for the next start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "till-process-"));
  for (let round = 0; round < 2; round++) {
    const { child, said, code } = open(folder);
    await expect.poll(said, { timeout: 30_000 }).toContain("收银台窗口");
    child.kill("SIGTERM");
    expect(await code).toBe(0);
    expect(said()).not.toContain("STDOUT");
  }
});

test("a second start on the same folder is refused with a sentence, and the first goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "till-process-"));
  const first = open(folder);
  await expect.poll(first.said, { timeout: 30_000 }).toContain("收银台窗口");
  const second = open(folder);
  expect(await second.code).toBe(1);
  expect(second.said()).toContain("already open");
  expect(first.child.exitCode).toBe(null);
  first.child.kill("SIGTERM");
  expect(await first.code).toBe(0);
});
