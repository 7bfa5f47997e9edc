// Backups of a book: a checked copy made while the book is open, and a copy put in the book's place. Neither ever
// overwrites a file: what was there stays there under its own name.
import { constants, copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type Store, openStore } from "./open.ts";
import { verifyStore } from "./verify.ts";

/** Copies the open book to `file`, which must not exist, and checks the copy. Answers how many events it holds. */
export async function backupTo(store: Store, file: string): Promise<Result<{ events: number }>> {
  const part = `${file}.part`;
  try {
    await store.copyTo(part);
    const checked = check(part, file);
    if (checked.ok) renameSync(part, file);
    return checked;
  } finally {
    remove(part);
  }
}

/**
 * Puts the backup `file` in the place of the book at `path`, after checking a copy of it; a book that stands there is
 * kept as `<path>.before-<stamp>`. The book must not be open. Failures: store_newer, store_damaged; then nothing moved.
 */
export function restoreFrom(
  file: string,
  path: string,
  stamp: string,
): Result<{ events: number; kept: string | null }> {
  const part = `${path}.restoring`;
  try {
    remove(part);
    copyFileSync(file, part);
    const checked = check(part, file);
    if (!checked.ok) return checked;
    const kept = existsSync(path) ? `${path}.before-${stamp}` : null;
    if (kept !== null) keepAside(path, kept);
    renameSync(part, path);
    return ok({ events: checked.value.events, kept });
  } finally {
    remove(part);
  }
}

/** Opens a copy, which brings it to this version's schema, and verifies everything in it. `name`: what failures call it. */
function check(copy: string, name: string): Result<{ events: number }> {
  const opened = openStore(copy);
  if (!opened.ok) return { ok: false, failure: { ...opened.failure, detail: name } };
  const store = opened.value;
  try {
    const { events, problems } = verifyStore(store.read);
    return problems.length === 0 ? ok({ events }) : fail("store_damaged", problems[0], "manager", "never");
  } finally {
    store.close();
  }
}

/** The book and what SQLite keeps beside it, under the new name; a file of that name is never overwritten. */
function keepAside(path: string, kept: string): void {
  for (const tail of ["", "-wal", "-shm"]) {
    if (!existsSync(path + tail)) continue;
    copyFileSync(path + tail, kept + tail, constants.COPYFILE_EXCL);
  }
  for (const tail of ["-wal", "-shm"]) rmSync(path + tail, { force: true });
}

function remove(file: string): void {
  for (const tail of ["", "-wal", "-shm"]) rmSync(file + tail, { force: true });
}
