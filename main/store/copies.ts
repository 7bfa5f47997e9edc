// Backups of a book: a checked copy made while the book is open, and a copy put in the book's place. Neither ever
// overwrites a file: what was there stays there under its own name. What a disk refuses is answered, never thrown.
import { chmodSync, constants, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Failure, type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type BookKind, inspectBook } from "./book-kind.ts";
import { type Store, isDamage, openStore, sqliteCode } from "./open.ts";
import { verifyStore } from "./verify.ts";

const TAILS = ["", "-wal", "-shm"] as const;

/**
 * Copies the open book to `file`, which must not exist, and checks the copy. Answers how many events it holds.
 * Failures: report_cannot_save, store_damaged.
 */
export async function backupTo(store: Store, file: string): Promise<Result<{ events: number }>> {
  const part = freeName(`${file}.part`);
  try {
    await store.copyTo(part);
    const checked = check(part, file);
    if (checked.ok) placeNew(part, file);
    return checked;
  } catch (error) {
    if (isDamage(error)) return fail("store_damaged", file, "manager", "never");
    if (diskCode(error) === null) throw error;
    return fail("report_cannot_save", file, "manager", "now");
  } finally {
    remove(part);
  }
}

export type Place = { readonly path: string; readonly kind: BookKind; readonly stamp: string };

/**
 * Puts the backup `file` in the place of the book at `path`, after checking a copy of it; a book that stands there is
 * kept as `<path>.before-<stamp>`. The book must not be open. Failures: store_not_a_book, store_other_book, store_newer,
 * store_damaged, folder_read_only, store_cannot_write; then nothing moved.
 */
export function restoreFrom(file: string, place: Place): Result<{ events: number; kept: string | null }> {
  const { path, kind, stamp } = place;
  const half = `${path}.restoring`;
  // What an earlier restore left half done is taken away, unless that is what is to be restored.
  const part = isSameFile(file, half) ? freeName(half) : half;
  try {
    remove(part);
    copyWritable(file, part);
    // A book saved from a machine that died: its last payments stand in the log beside it.
    if (existsSync(`${file}-wal`)) copyWritable(`${file}-wal`, `${part}-wal`);
    const found = inspectBook(part);
    if (!found.ok) return named(found.failure, file);
    if (found.value.kind !== null && found.value.kind !== kind)
      return fail("store_other_book", file, "manager", "never");
    const checked = check(part, file);
    if (!checked.ok) return checked;
    const kept = existsSync(path) ? freeName(`${path}.before-${stamp}`) : null;
    if (kept !== null) keepAside(path, kept);
    renameSync(part, path);
    return ok({ events: checked.value.events, kept });
  } catch (error) {
    const code = diskCode(error);
    if (code === null) throw error;
    return /^(EACCES|EPERM|EROFS)$/.test(code)
      ? fail("folder_read_only", dirname(path), "manager", "now")
      : fail("store_cannot_write", code, "manager", "now");
  } finally {
    remove(part);
  }
}

function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((file) => statSync(file, { throwIfNoEntry: false }));
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/** A backup on a medium that cannot be written must not make a book that cannot be. */
function copyWritable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, statSync(to).mode | 0o600);
}

const named = (failure: Failure, file: string): Result<never> => ({ ok: false, failure: { ...failure, detail: file } });

/** Opens a copy, which brings it to this version's schema, and verifies everything in it. `name`: what failures call it. */
function check(copy: string, name: string): Result<{ events: number }> {
  const opened = openCopy(copy);
  if (!opened.ok) return named(opened.failure, name);
  const store = opened.value;
  try {
    const { events, problems } = verifyStore(store.read);
    return problems.length === 0 ? ok({ events }) : fail("store_damaged", problems[0], "manager", "never");
  } finally {
    store.close();
  }
}

/** Rows that cannot be brought to this version's schema are damage, whatever is said about them. */
function openCopy(copy: string): Result<Store> {
  try {
    return openStore(copy);
  } catch {
    return fail("store_damaged", copy, "developer", "never");
  }
}

/** Under a name that nothing stands under, in one step; where the disk knows no links, as a second copy. */
function placeNew(part: string, file: string): void {
  try {
    linkSync(part, file);
  } catch (error) {
    if (diskCode(error) === "EEXIST") throw error;
    copyFileSync(part, file, constants.COPYFILE_EXCL);
  }
}

/** The book and what SQLite keeps beside it, under the new name; a file of that name is never overwritten. */
function keepAside(path: string, kept: string): void {
  const made: string[] = [];
  try {
    for (const tail of TAILS) {
      if (!existsSync(path + tail)) continue;
      copyFileSync(path + tail, kept + tail, constants.COPYFILE_EXCL);
      made.push(kept + tail);
    }
  } catch (error) {
    made.forEach((file) => rmSync(file, { force: true }));
    throw error;
  }
  for (const tail of ["-wal", "-shm"]) rmSync(path + tail, { force: true });
}

/** The path, or with -2, -3 … the first that nothing stands under. */
function freeName(path: string): string {
  const isFree = (name: string) => TAILS.every((tail) => !existsSync(name + tail));
  let name = path;
  for (let n = 2; !isFree(name); n++) name = `${path}-${n}`;
  return name;
}

/** What the system or SQLite calls the refusal of a disk; null for every other error. */
function diskCode(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return sqliteCode(error) ?? (/^E[A-Z0-9]+$/.test(code) ? code : null);
}

function remove(file: string): void {
  for (const tail of TAILS) {
    try {
      rmSync(file + tail, { force: true });
    } catch (error) {
      // What a disk would not make it may not take away either; the refusal itself is answered.
      if (diskCode(error) === null) throw error;
    }
  }
}
