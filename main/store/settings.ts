// Settings and counters: the small rows beside the money.
import type { Reader, Writer } from "./open.ts";

/** The stored JSON value, or undefined. The reader checks its shape; nothing here is trusted to be right. */
export function readSetting(read: Reader, key: string): unknown {
  const text = textOf(read, key);
  return text === undefined ? undefined : JSON.parse(text);
}

const textOf = (read: Reader, key: string): string | undefined =>
  read.get<{ value: string }>("SELECT value FROM settings WHERE key = ?", key)?.value;

/** A setting that is read at every scan and every key: its row is read each time, its shape checked when the row has changed. */
export function openSetting<T>(read: Reader, key: string, check: (stored: unknown) => T): () => T {
  let last: { readonly text: string | undefined; readonly value: T } | null = null;
  return () => {
    const text = textOf(read, key);
    if (last?.text !== text || last === null)
      last = { text, value: check(text === undefined ? undefined : JSON.parse(text)) };
    return last.value;
  };
}

export function writeSetting(tx: Writer, key: string, value: unknown, at: number): void {
  tx.run(
    `INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    key,
    JSON.stringify(value),
    at,
  );
}

/** Counts one up and answers the new value; starts at 1. */
export function countUp(tx: Writer, name: string): number {
  tx.run("INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", name);
  const row = tx.get<{ value: number }>("SELECT value FROM counters WHERE name = ?", name);
  if (!row) throw new Error(`counter ${name} vanished`);
  return row.value;
}
