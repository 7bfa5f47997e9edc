// `backup FILE` and `restore FILE`: the real book as one checked file, and back. A restore works without opening the
// book it replaces, so that it also helps when that book is damaged.
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Failure, type Result, fail, ok } from "../../preload/contract/failure.ts";
import { BOOK_FILES } from "../book.ts";
import type { Clock } from "../clock.ts";
import { LOCK_FILE, makeFolder } from "../host/folder.ts";
import type { Log } from "../log.ts";
import { type Claim, holdRestore } from "./by-staff.ts";
import { backupTo, restoreFrom } from "../store/copies.ts";
import { inspectBook } from "../store/book-kind.ts";
import { type Store, isDamage, lockFolder, openStore } from "../store/open.ts";
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
export async function restore(file: string, { folder, clock, log, claim }: Restoring): Promise<Answer> {
  const from = resolve(file);
  mustRead(from);
  must(madeFolder(folder));
  const lock = must(lockFolder(join(folder, LOCK_FILE)));
  const book = join(folder, BOOK_FILES.real);
  try {
    const people = await heldByStaff(book, clock, claim);
    if (people === "unreadable") log.warn("restore.people_not_asked");
    const { stamp } = clock.local(clock.now());
    const { events, kept } = must(restoreFrom(from, { path: book, kind: "real", stamp }));
    return { code: 0, body: { ok: true, events, kept, people } };
  } finally {
    lock.release();
  }
}

export type Restoring = {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly claim: Claim | null;
};

function mustRead(file: string): void {
  if (!existsSync(file)) throw new Usage(null, "There is no such backup file. Check its name.");
  try {
    if (!statSync(file).isFile()) throw new Usage(null, `${file} is a folder or a device, not a backup's file.`);
    accessSync(file, constants.R_OK);
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(null, `${file} cannot be read. Check its rights.`);
  }
}

function madeFolder(folder: string): Result<null> {
  try {
    makeFolder(folder);
    return ok(null);
  } catch {
    return fail("folder_read_only", folder, "manager", "now");
  }
}

/**
 * Whether the people of the book that is replaced were asked. `unreadable`: one that is damaged, or is no book at all, has
 * nobody who could be, and a restore is its only help: it is done, and the answer and the log say so.
 */
type Asked = "asked" | "none" | "unreadable";

async function heldByStaff(book: string, clock: Clock, claim: Claim | null): Promise<Asked> {
  if (!existsSync(book)) return "none";
  // Before anything else: to open what is no book would make one of it.
  const found = inspectBook(book);
  const opened = !found.ok && hasNobody(found.failure) ? found : openAnyhow(book);
  if (!opened.ok && hasNobody(opened.failure)) return "unreadable";
  const store = must(opened);
  try {
    return (await holdRestore(store, clock, claim)) ? "asked" : "none";
  } catch (error) {
    if (isDamage(error)) return "unreadable";
    throw error;
  } finally {
    store.close();
  }
}

const hasNobody = ({ code }: Failure): boolean => code === "store_damaged" || code === "store_not_a_book";

/** A book that cannot be brought to this version's schema opens nowhere. */
function openAnyhow(book: string): Result<Store> {
  try {
    return openStore(book);
  } catch {
    return fail("store_damaged", book, "developer", "never");
  }
}
