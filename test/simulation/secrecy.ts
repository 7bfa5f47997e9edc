// Rule h: no pay code and no key in any row, in any file of the till, or in its log.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Eyes } from "./auditor-rows.ts";

/** Every text of the book that holds one of the secrets, as "table.column". */
export function secretsInRows(eyes: Eyes, codes: ReadonlySet<string>, secrets: readonly string[]): string[] {
  const tables = eyes.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  return tables.flatMap(({ name }) => {
    const rows = eyes.all<Record<string, unknown>>(`SELECT * FROM "${name}"`);
    // A table at a time, and a column at a time only to say where it stands.
    const textOf = (values: readonly unknown[]) => values.filter((value) => typeof value === "string").join("\n");
    if (!isSecret(textOf(rows.flatMap((row) => Object.values(row))), codes, secrets)) return [];
    return Object.keys(rows[0] ?? {})
      .filter((column) => isSecret(textOf(rows.map((row) => row[column])), codes, secrets))
      .map((column) => `${name}.${column}`);
  });
}

export function isSecret(text: string, codes: ReadonlySet<string>, secrets: readonly string[]): boolean {
  // A number stands in many rows: each is looked at once.
  for (const run of new Set(text.match(RUNS))) if (holdsCode(run, codes)) return true;
  return secrets.some((secret) => text.includes(secret));
}

const RUNS = /\d{18,}/g;

/** Pay codes of a world are 18 or 19 digits long. */
function holdsCode(run: string, codes: ReadonlySet<string>): boolean {
  for (const length of [18, 19])
    for (let at = 0; at + length <= run.length; at++) if (codes.has(run.slice(at, at + length))) return true;
  return false;
}

/** The raw bytes of every file, freed pages and logs included; the sealed secrets are sealed. */
export function secretsInFiles(folder: string, codes: ReadonlySet<string>, secrets: readonly string[]): string[] {
  return readdirSync(folder).filter((name) => isSecret(readFileSync(join(folder, name), "latin1"), codes, secrets));
}
