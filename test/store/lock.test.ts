// One running till per data folder: a lock the system drops with the process, however it ends.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockFolder } from "../../main/store/open.ts";
import { must, tempFolder } from "../support/flow-desk.ts";

const lockFile = () => join(tempFolder(), "till.lock");

/** A process of its own that takes the lock and keeps it until it is killed. */
async function holder(file: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "hold-lock.ts"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  expect(String(said).trim()).toBe("locked");
  return child;
}

test("a second lock of the folder is refused while the first is held, and free when it is released", () => {
  const file = lockFile();
  const first = must(lockFolder(file));
  expect(lockFolder(file)).toMatchObject({
    ok: false,
    failure: { code: "folder_in_use", who: "cashier", retry: "now" },
  });
  first.release();
  must(lockFolder(file)).release();
});

test("a lock held by another process is refused", async () => {
  const file = lockFile();
  await holder(file);
  expect(lockFolder(file)).toMatchObject({ ok: false, failure: { code: "folder_in_use" } });
});

test("a killed process's lock is free at once", async () => {
  const file = lockFile();
  const child = await holder(file);
  child.kill("SIGKILL");
  await once(child, "exit");
  const lock = lockFolder(file);
  expect(lock.ok).toBe(true);
  must(lock).release();
});

test("a lock file left behind does not lock anybody out", () => {
  const file = lockFile();
  must(lockFolder(file)).release();
  writeFileSync(`${file}-journal`, "");
  const lock = lockFolder(file);
  expect(lock.ok).toBe(true);
  must(lock).release();
});

test("a lock file that a disk filled with anything locks nobody out, and is kept as a copy", () => {
  const file = lockFile();
  const left = "what a disk left here ".repeat(400);
  for (const now of [left, `${left}again`]) {
    writeFileSync(file, now);
    const lock = must(lockFolder(file));
    expect(lockFolder(file)).toMatchObject({ ok: false, failure: { code: "folder_in_use" } });
    lock.release();
    expect(readFileSync(`${file}.damaged`, "utf8")).toBe(left);
  }
});

test("a folder that cannot be written is refused as such, not as in use", () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "plain-file"), "");
  mkdirSync(join(folder, "till.lock"));
  expect(lockFolder(join(folder, "plain-file", "till.lock"))).toMatchObject({
    ok: false,
    failure: { code: "folder_read_only" },
  });
  expect(lockFolder(join(folder, "till.lock"))).toMatchObject({ ok: false, failure: { who: "manager" } });
});
