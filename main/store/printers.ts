// Printers as rows. A printer is never deleted, because its jobs belong to it; it is taken away. A row that cannot be
// read is left out, never thrown: a payment must not fail for it.
import { type PrinterConfig, printerConfig } from "../../preload/contract/printing.ts";
import type { Reader, Writer } from "./open.ts";

export type Printer = {
  readonly id: string;
  readonly config: PrinterConfig;
  readonly paused: boolean;
  readonly talks: boolean;
};

type PrinterRow = { printer_id: string; config: string; paused: number; talks: number };

function toPrinter(row: PrinterRow): Printer[] {
  const config = printerConfig.safeParse(JSON.parse(row.config));
  if (!config.success) return [];
  return [{ id: row.printer_id, config: config.data, paused: row.paused === 1, talks: row.talks === 1 }];
}

/** In the order they were set up. */
export function listPrinters(read: Reader): Printer[] {
  return read
    .all<PrinterRow>("SELECT * FROM printers WHERE removed_at IS NULL ORDER BY created_at, printer_id")
    .flatMap(toPrinter);
}

export function printerById(read: Reader, id: string): Printer | null {
  const row = read.get<PrinterRow>("SELECT * FROM printers WHERE printer_id = ? AND removed_at IS NULL", id);
  return (row && toPrinter(row)[0]) ?? null;
}

/** Sets a printer up or changes it. Another target is another machine: what it answers is learnt anew. */
export function savePrinter(tx: Writer, id: string, config: PrinterConfig, at: number): void {
  const before = printerById(tx, id);
  const same = before !== null && JSON.stringify(before.config.target) === JSON.stringify(config.target);
  tx.run(
    `INSERT INTO printers (printer_id, config, created_at) VALUES (?, ?, ?)
     ON CONFLICT (printer_id) DO UPDATE SET config = excluded.config, talks = ?, removed_at = NULL,
       paused = CASE WHEN removed_at IS NULL THEN paused ELSE 0 END`,
    id,
    JSON.stringify(config),
    at,
    same && before.talks ? 1 : 0,
  );
}

/** Takes a printer away; what still waits for it is nobody's until a person sends it elsewhere. */
export function removePrinter(tx: Writer, id: string, at: number): boolean {
  const removed =
    tx.run("UPDATE printers SET removed_at = ? WHERE printer_id = ? AND removed_at IS NULL", at, id) === 1;
  if (removed) tx.run("UPDATE print_jobs SET printer_id = NULL WHERE printer_id = ? AND status = 'queued'", id);
  return removed;
}

export function pausePrinter(tx: Writer, id: string, paused: boolean): boolean {
  return tx.run("UPDATE printers SET paused = ? WHERE printer_id = ?", paused ? 1 : 0, id) === 1;
}

/** It has answered: from now on its silence means that something is wrong. */
export function markTalks(tx: Writer, id: string): void {
  tx.run("UPDATE printers SET talks = 1 WHERE printer_id = ?", id);
}
