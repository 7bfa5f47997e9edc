// Orders as rows: what one basket owes. An order is written with its first attempt and never changes.
import { type OrderId, orderId } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Order } from "../payment/attempt.ts";
import type { Line } from "../../preload/contract/views.ts";
import type { Reader, Writer } from "./open.ts";

type OrderRow = {
  order_id: string;
  amount_fen: number;
  day: string;
  day_number: number;
  note: string | null;
  cashier: string | null;
  created_at: number;
};

export function orderById(read: Reader, id: OrderId): Order | null {
  const row = read.get<OrderRow>("SELECT * FROM orders WHERE order_id = ?", id);
  if (!row) return null;
  return {
    orderId: orderId(row.order_id),
    amountFen: fen(row.amount_fen),
    day: row.day,
    dayNumber: row.day_number,
    note: row.note,
    cashier: row.cashier,
    createdAt: row.created_at,
  };
}

/** The running number the day's next order will have. Without the CAST, SQLite would prepare this anew each time. */
export function nextDayNumber(read: Reader, day: string): number {
  const row = read.get<{ last: number | null }>(
    "SELECT max(day_number) AS last FROM orders WHERE day = CAST(? AS TEXT)",
    day,
  );
  return (row?.last ?? 0) + 1;
}

export function insertOrder(tx: Writer, order: Order, lines: readonly Line[] = []): void {
  tx.run(
    "INSERT INTO orders (order_id, amount_fen, day, day_number, note, cashier, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    order.orderId,
    order.amountFen,
    order.day,
    order.dayNumber,
    order.note,
    order.cashier,
    order.createdAt,
  );
  for (const [position, { barcode, title, count, priceFen }] of lines.entries())
    tx.run(
      "INSERT INTO order_lines (order_id, position, barcode, title, count, price_fen) VALUES (?, ?, ?, ?, ?, ?)",
      order.orderId,
      position,
      barcode,
      title,
      count,
      priceFen,
    );
}

/** What the order is made of; empty for a sale by amount. See `nextDayNumber` for the CAST. */
export function linesOf(read: Reader, id: OrderId): Line[] {
  return read
    .all<{ barcode: string | null; title: string; count: number; price_fen: number }>(
      "SELECT barcode, title, count, price_fen FROM order_lines WHERE order_id = CAST(? AS TEXT) ORDER BY position",
      id,
    )
    .map(({ price_fen, ...line }) => ({ ...line, priceFen: fen(price_fen) }));
}
