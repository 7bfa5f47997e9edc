// Opens one book: a SQLite file with every durability option spelled out. Reading and writing are different
// types: what is handed a Reader cannot change a row, and every change happens inside `write`.
// This is the only file that imports better-sqlite3.
import { accessSync, constants, copyFileSync, existsSync, statSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { type Failure, type Result, fail, ok } from "../../preload/contract/failure.ts";
import { NewerStore, migrate, refuseNewer } from "./migrate.ts";

export type Value = string | number | null;

export type Reader = {
  get<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly Value[]): Row[];
};

export type Writer = Reader & {
  /** Runs one statement and answers how many rows it changed. */
  run(sql: string, ...values: readonly Value[]): number;
};

export type Store = {
  readonly read: Reader;
  /**
   * One transaction, durable when this returns (WAL, synchronous=FULL). Throws what `work` throws, after rolling
   * back; throws StoreCannotWrite when the disk refuses, and then nothing was written.
   */
  write<T>(work: (tx: Writer) => T): T;
  /** An online copy of the whole file, checked by SQLite while it is made. */
  copyTo(file: string): Promise<void>;
  close(): void;
};

/** The disk is full, read-only or broken: nothing was written, so nothing may be sent. */
export class StoreCannotWrite extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`the store cannot write: ${code}`);
    this.code = code;
  }
}

const CANNOT_WRITE = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|BUSY|LOCKED|CORRUPT|NOTADB|PERM)/;

export function openStore(file: string): Result<Store> {
  let db: Database.Database | undefined;
  try {
    checkVersion(file);
    db = new Database(file, { timeout: 5000 });
    refuseNewer(db);
    if (isForeign(db)) throw new NotABook();
    db.exec(`PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA trusted_schema = OFF;
      -- Without this, INSERT OR REPLACE deletes rows past the triggers that forbid it.
      PRAGMA recursive_triggers = ON;`);
    migrate(db);
    return ok(wrap(db));
  } catch (error) {
    db?.close();
    return { ok: false, failure: openFailure(error, file) };
  }
}

class NotABook extends Error {}

/** Somebody else's database: to open it as a book would write our tables into it. A new file holds nothing at all. */
function isForeign(db: Database.Database): boolean {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  return (
    names.length > 0 && !(Number(db.pragma("user_version", { simple: true })) > 0 && names.includes("journal_head"))
  );
}

/** Reads only: closing a connection that may write would fold the log of a killed process into a newer version's file. */
function checkVersion(file: string): void {
  // An orderly end leaves nothing to fold; the connection that may write looks again, before it writes.
  if (!existsSync(file) || (!isLeftOver(`${file}-wal`) && !isLeftOver(`${file}-journal`))) return;
  const db = new Database(file, { readonly: true, timeout: 5000 });
  try {
    refuseNewer(db);
  } catch (error) {
    // A process was killed while it made the book: only a connection that may write can roll that back.
    if (!(error instanceof Database.SqliteError) || error.code !== "SQLITE_READONLY_ROLLBACK") throw error;
  } finally {
    db.close();
  }
}

/** Looks into a file that may be no book of ours. Nothing in it is changed, and no schema brought up to this version. */
export function lookInto<T>(file: string, look: (read: Reader, version: number) => T): Result<T> {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    return ok(look(wrap(db).read, Number(db.pragma("user_version", { simple: true }))));
  } catch (error) {
    return { ok: false, failure: openFailure(error, file) };
  } finally {
    db?.close();
  }
}

const isLeftOver = (file: string): boolean => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;

function openFailure(error: unknown, file: string): Failure {
  if (error instanceof NotABook) return fail("store_not_a_book", file, "manager", "never").failure;
  if (error instanceof NewerStore) return fail("store_newer", file, "developer", "never").failure;
  if (!(error instanceof Database.SqliteError)) throw error;
  if (isDamage(error)) return fail("store_damaged", file, "developer", "never").failure;
  if (!CANNOT_WRITE.test(error.code)) throw error;
  return fail(writable(file) ? "store_cannot_write" : "folder_read_only", file, "manager", "now").failure;
}

function writable(file: string): boolean {
  try {
    if (existsSync(file)) accessSync(file, constants.W_OK);
    else if (statSync(dirname(file)).isDirectory()) accessSync(dirname(file), constants.W_OK);
    else return false;
    return true;
  } catch {
    return false;
  }
}

function wrap(db: Database.Database): Store {
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
  const readings = new Map<string, Database.Statement>();
  /** Held to its type: a statement that would write (a DELETE … RETURNING too) is refused. */
  const reading = (sql: string) => {
    const known = readings.get(sql);
    if (known) return known;
    const statement = prepare(sql);
    if (!statement.readonly) throw new Error("a reader cannot write");
    readings.set(sql, statement);
    return statement;
  };
  const reader = {
    get: <Row>(sql: string, ...values: readonly Value[]) => reading(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly Value[]) => reading(sql).all(...values) as Row[],
  };
  const writer: Writer = { ...reader, run: (sql, ...values) => prepare(sql).run(...values).changes };
  // One for all writes, made with the first: the library makes four functions for each one that it is handed, and prepares nine
  // statements for the first of them.
  let transact: Database.Transaction<(work: (tx: Writer) => unknown) => unknown> | undefined;
  return {
    read: reader,
    write<T>(work: (tx: Writer) => T): T {
      try {
        // What `work` answered; a transaction's type loses it.
        transact ??= db.transaction((each: (tx: Writer) => unknown) => each(writer));
        return transact.immediate(work) as T;
      } catch (error) {
        if (error instanceof Database.SqliteError && CANNOT_WRITE.test(error.code))
          throw new StoreCannotWrite(error.code);
        throw error;
      }
    },
    copyTo: async (file) => {
      await db.backup(file);
    },
    close: () => db.close(),
  };
}

/** True when an insert was refused by a UNIQUE index or primary key. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(error.code);
}

/** SQLite's own code of an error; null for every other one. */
export const sqliteCode = (error: unknown): string | null =>
  error instanceof StoreCannotWrite || error instanceof Database.SqliteError ? error.code : null;

/** True when a file holds what no database can. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(error) ?? "");

/**
 * Takes the data folder for this process: a transaction that stays open on a file of its own. The system drops
 * it when the process ends, however it ends, so a crash never leaves a lock behind.
 */
export function lockFolder(file: string): Result<Lock> {
  const taken = takeLock(file);
  return !taken.ok && taken.failure.code === "store_damaged" && emptied(file) ? takeLock(file) : taken;
}

type Lock = { release(): void };

/**
 * Nothing is ever written into the lock's file, so what a disk put there is worth nothing and must lock nobody out; a copy is
 * kept. It is emptied and not replaced: whoever took it meanwhile goes on holding this very file.
 */
function emptied(file: string): boolean {
  try {
    if (!existsSync(`${file}.damaged`)) copyFileSync(file, `${file}.damaged`, constants.COPYFILE_EXCL);
    truncateSync(file);
    return true;
  } catch {
    return false;
  }
}

function takeLock(file: string): Result<Lock> {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.pragma("locking_mode = EXCLUSIVE");
    db.exec("BEGIN EXCLUSIVE");
    const held = db;
    return ok({ release: () => held.close() });
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code))
      return fail("folder_in_use", dirname(file), "cashier", "now");
    return { ok: false, failure: openFailure(error, file) };
  }
}
