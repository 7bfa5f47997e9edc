// Brings a book's schema up to this version: numbered, additive migrations, each in one transaction together
// with its number. A book written by a newer version is refused and left as it is.
import { sql as first } from "./migrations/0010-first.ts";
import { sql as noticeCounts } from "./migrations/0020-notice-counts.ts";
import { sql as tenders } from "./migrations/0030-tenders.ts";
import { sql as printing } from "./migrations/0040-printing.ts";
import { sql as goods } from "./migrations/0050-goods.ts";
import { sql as orderSearch } from "./migrations/0060-order-search.ts";
import { sql as people } from "./migrations/0070-people.ts";
import { sql as shifts } from "./migrations/0080-shifts.ts";
import { sql as reconcile } from "./migrations/0090-reconcile.ts";
import { sql as printAnswers } from "./migrations/0100-print-answers.ts";
import { sql as refundLines } from "./migrations/0110-refund-lines.ts";

export const MIGRATIONS: readonly { readonly number: number; readonly sql: string }[] = [
  { number: 10, sql: first },
  { number: 20, sql: noticeCounts },
  { number: 30, sql: tenders },
  { number: 40, sql: printing },
  { number: 50, sql: goods },
  { number: 60, sql: orderSearch },
  { number: 70, sql: people },
  { number: 80, sql: shifts },
  { number: 90, sql: reconcile },
  { number: 100, sql: printAnswers },
  { number: 110, sql: refundLines },
];

export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.number));

/** What of the database a migration needs; the library itself belongs to open.ts. */
type Database = {
  pragma(text: string, options?: { simple: boolean }): unknown;
  exec(sql: string): unknown;
  transaction(work: () => void): { immediate(): void };
};

export class NewerStore extends Error {}

/** Throws NewerStore before anything is written to a book that a newer version made. */
export function refuseNewer(db: Database): void {
  const found = version(db);
  if (found > SCHEMA_VERSION) throw new NewerStore(`schema ${found} is newer than ${SCHEMA_VERSION}`);
}

const version = (db: Database): number => Number(db.pragma("user_version", { simple: true }));

/**
 * Turns foreign keys on, and off only while a table is made anew: dropping the old one would count as deleting every
 * row that others belong to. That they still belong is checked before the migration is committed.
 */
export function migrate(db: Database): void {
  db.pragma("foreign_keys = OFF");
  migrateAll(db);
  db.pragma("foreign_keys = ON");
}

function migrateAll(db: Database): void {
  const found = version(db);
  for (const { number, sql } of MIGRATIONS) {
    if (number <= found) continue;
    db.transaction(() => {
      // Asked again inside the transaction: another process may have migrated meanwhile.
      if (version(db) >= number) return;
      db.exec(sql);
      const dangling = db.pragma("foreign_key_check");
      if (Array.isArray(dangling) && dangling.length > 0)
        throw new Error(`migration ${number} would leave rows without the row they belong to`);
      db.pragma(`user_version = ${number}`);
    }).immediate();
  }
}
