// `backup FILE` and `restore FILE`: the real book as one checked file, and back. A restore works without opening the
// book it replaces, so that it also helps when that book is damaged.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BOOK_FILES } from "../book.ts";
import type { Clock } from "../clock.ts";
import { LOCK_FILE, makeFolder } from "../host/folder.ts";
import { type Claim, holdRestore } from "./by-staff.ts";
import { backupTo, restoreFrom } from "../store/copies.ts";
import { lockFolder, openStore } from "../store/open.ts";
import type { Answer } from "./answer.ts";
import { Usage } from "./options.ts";
import { type Verb, must } from "./verbs.ts";

/** Copies the real book to `file`, which must not exist yet. */
export const backup = (file: string): Verb => ({
  texts: [],
  flags: [],
  read() {
    const path = resolve(file);
    if (existsSync(path)) throw new Usage(null, "The backup's file exists already. Choose another name.");
    if (!existsSync(dirname(path))) throw new Usage(null, "The backup's folder does not exist. Make it first.");
    return async ({ till }) => {
      const { events } = must(await backupTo(till.books.real.store, path));
      return { code: 0, body: { ok: true, file: path, events } };
    };
  },
});

/** Puts `file` in the place of the real book of `folder` and keeps the old one beside it. */
export async function restore(file: string, folder: string, clock: Clock, claim: Claim | null): Promise<Answer> {
  const from = resolve(file);
  if (!existsSync(from)) throw new Usage(null, "There is no such backup file. Check its name.");
  makeFolder(folder);
  const lock = must(lockFolder(join(folder, LOCK_FILE)));
  const book = join(folder, BOOK_FILES.real);
  try {
    await heldByStaff(book, clock, claim);
    const { stamp } = clock.local(clock.now());
    const { events, kept } = must(restoreFrom(from, book, stamp));
    return { code: 0, body: { ok: true, events, kept } };
  } finally {
    lock.release();
  }
}

/** The people of the book that is replaced are asked; one that is damaged has none, and a restore is its only help. */
async function heldByStaff(book: string, clock: Clock, claim: Claim | null): Promise<void> {
  if (!existsSync(book)) return;
  const opened = openStore(book);
  if (!opened.ok) return;
  try {
    await holdRestore(opened.value, clock, claim);
  } finally {
    opened.value.close();
  }
}
