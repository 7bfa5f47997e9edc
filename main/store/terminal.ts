// Which till a number was made at: three digits of it, for two tills of one shop count from one each and may sell in the same
// second. Nobody sets them up: the first order of the book's last day tells, whose id is random. So a copy of a book that
// goes on beside the first has digits of its own from the next day on.
import type { Reader } from "./open.ts";

/** 1 to 899; 900 and above are training. */
export function terminalOf(read: Reader): number {
  const row = read.get<{ order_id: string }>(
    "SELECT order_id FROM orders WHERE day = (SELECT max(day) FROM orders) ORDER BY day_number LIMIT 1",
  );
  return row ? (Number.parseInt(row.order_id.slice(0, 8), 16) % 899) + 1 : 1;
}
