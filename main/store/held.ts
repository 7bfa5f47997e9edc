// Sales put aside before anything was charged (挂单): what they owe, their lines and note. A row goes in the very
// transaction that writes the order it became, so no sale can be both put aside and charged.
import { z } from "zod";
import type { HeldSale } from "../../preload/contract/goods.ts";
import { fen } from "../../preload/contract/money.ts";
import { type Line, line } from "../../preload/contract/views.ts";
import type { Reader, Writer } from "./open.ts";

type Row = { held_id: number; owed_fen: number; note: string | null; lines: string; held_at: number };

/** Lines this till wrote; what does not read as lines any more is a sale by amount. */
function linesIn(text: string): Line[] {
  const lines = z.array(line).safeParse(JSON.parse(text));
  return lines.success ? lines.data : [];
}

const heldOf = (row: Row): HeldSale => ({
  id: row.held_id,
  owedFen: fen(row.owed_fen),
  note: row.note,
  lines: linesIn(row.lines),
  heldAt: row.held_at,
});

/** Oldest first. */
export const heldSales = (read: Reader): HeldSale[] =>
  read.all<Row>("SELECT * FROM held_sales ORDER BY held_id").map(heldOf);

export function heldById(read: Reader, id: number): HeldSale | null {
  const row = read.get<Row>("SELECT * FROM held_sales WHERE held_id = ?", id);
  return row ? heldOf(row) : null;
}

export function insertHeld(tx: Writer, sale: Omit<HeldSale, "id">): void {
  tx.run(
    "INSERT INTO held_sales (owed_fen, note, lines, held_at) VALUES (?, ?, ?, ?)",
    sale.owedFen,
    sale.note,
    JSON.stringify(sale.lines),
    sale.heldAt,
  );
}

/** Answers whether it was there. */
export const removeHeld = (tx: Writer, id: number): boolean =>
  tx.run("DELETE FROM held_sales WHERE held_id = ?", id) > 0;
