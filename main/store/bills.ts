// Bills of channels as rows: files a person read in, and the channel's own lists of a day. Lines are loaded in portions
// and count only once the whole bill is applied, in one write; what was never applied is cleared away.
import { type Fen, fen } from "../../preload/contract/money.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Reader, Writer } from "./open.ts";

export type BillLine = {
  /** The row of the file, as a spreadsheet counts. */
  readonly row: number;
  readonly kind: "order" | "refund";
  /** yyyy-mm-dd HH:mm:ss as the file says. */
  readonly at: string;
  /** Merchant's number, channel's number, refund's number; empty where the bill names none. */
  readonly orderNo: string;
  readonly channelNo: string;
  readonly refundNo: string;
  readonly amountFen: Fen;
  /** The money came, or went back. */
  readonly isDone: boolean;
  /** The channel's word for its state. */
  readonly word: string;
};

export function openBill(
  tx: Writer,
  bill: { channel: ChannelId; kind: ReadLine["source"]; name: string; layout: string; digest: string; at: number },
): number {
  tx.run(
    "INSERT INTO bills (channel, kind, name, layout, digest, state, imported_at) VALUES (?, ?, ?, ?, ?, 'loading', ?)",
    bill.channel,
    bill.kind,
    bill.name,
    bill.layout,
    bill.digest,
    bill.at,
  );
  return tx.get<{ id: number }>("SELECT last_insert_rowid() AS id")?.id ?? 0;
}

/** A line that stands in this bill already throws (see `isDuplicate`); nothing of the portion is kept then. */
export function addLines(tx: Writer, billId: number, lines: readonly BillLine[]): void {
  for (const line of lines)
    tx.run(
      `INSERT INTO bill_lines (bill_id, row, kind, at, day, order_no, channel_no, refund_no, amount_fen, done, word)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      billId,
      line.row,
      line.kind,
      line.at,
      line.at.slice(0, 10),
      line.orderNo,
      line.channelNo,
      line.refundNo,
      line.amountFen,
      line.isDone ? 1 : 0,
      line.word,
    );
}

/** The row of this bill that says the same already. */
export function sameLine(read: Reader, billId: number, line: BillLine): number | null {
  const row = read.get<{ row: number }>(
    `SELECT row FROM bill_lines WHERE order_no = ? AND channel_no = ? AND bill_id = ? AND kind = ? AND refund_no = ?
       AND amount_fen = ? AND at = ?`,
    line.orderNo,
    line.channelNo,
    billId,
    line.kind,
    line.refundNo,
    line.amountFen,
    line.at,
  );
  return row?.row ?? null;
}

/** From here on the bill counts. `covers`: the days it speaks for. A list takes the place of the day's last one. */
export function applyBill(tx: Writer, billId: number, covers: { first: string; last: string; rows: number }): void {
  const bill = tx.get<{ channel: string; kind: string }>("SELECT channel, kind FROM bills WHERE bill_id = ?", billId);
  if (bill?.kind === "list") {
    const replaced = tx.all<{ bill_id: number }>(
      "SELECT bill_id FROM bills WHERE kind = 'list' AND state = 'applied' AND channel = ? AND first_day = ?",
      bill.channel,
      covers.first,
    );
    for (const { bill_id } of replaced) {
      tx.run("DELETE FROM bill_lines WHERE bill_id = ?", bill_id);
      tx.run("UPDATE bills SET state = 'replaced' WHERE bill_id = ?", bill_id);
    }
  }
  tx.run(
    "UPDATE bills SET state = 'applied', first_day = ?, last_day = ?, rows = ? WHERE bill_id = ?",
    covers.first,
    covers.last,
    covers.rows,
    billId,
  );
}

/** Clears away at most `most` lines of bills that were never applied; true when nothing is left of them. */
export function dropUnapplied(tx: Writer, most: number): boolean {
  const gone = tx.run(
    `DELETE FROM bill_lines WHERE (bill_id, row) IN (SELECT l.bill_id, l.row FROM bills b JOIN bill_lines l ON l.bill_id = b.bill_id
       WHERE b.state = 'loading' LIMIT ?)`,
    most,
  );
  if (gone === most) return false;
  tx.run("DELETE FROM bills WHERE state = 'loading'");
  return true;
}

/** Whether the very same file was read in for this channel before. */
export const isKnownBill = (read: Reader, channel: ChannelId, digest: string): boolean =>
  read.get("SELECT 1 FROM bills WHERE channel = ? AND digest = ? AND state = 'applied'", channel, digest) !== undefined;

/** Whether a bill of this channel speaks for this day; a list does for orders only, for it may leave refunds out. */
export const isCovered = (read: Reader, channel: ChannelId, day: string, subject: "order" | "refund"): boolean =>
  read.get(
    `SELECT 1 FROM bills WHERE channel = ? AND state = 'applied' AND first_day <= ? AND last_day >= ?
       AND (kind = 'file' OR ? = 'order')`,
    channel,
    day,
    day,
    subject,
  ) !== undefined;

/** A line with the bill it stands in. */
export type ReadLine = BillLine & {
  readonly billId: number;
  readonly channel: ChannelId;
  readonly source: "file" | "list";
  readonly name: string;
};

type Row = {
  bill_id: number;
  row: number;
  kind: BillLine["kind"];
  at: string;
  order_no: string;
  channel_no: string;
  refund_no: string;
  amount_fen: number;
  done: number;
  word: string;
  channel: ChannelId;
  bill_kind: ReadLine["source"];
  name: string;
};

const LINES = `SELECT l.*, b.channel, b.kind AS bill_kind, b.name FROM bill_lines l JOIN bills b ON b.bill_id = l.bill_id`;

/** A cross join keeps the order of the two tables: a number's few lines first, never a bill's many. */
const ONE_LINE = `SELECT l.*, b.channel, b.kind AS bill_kind, b.name FROM bill_lines l CROSS JOIN bills b ON b.bill_id = l.bill_id`;
const OF_CHANNEL = "b.channel = ? AND b.state = 'applied'";

const toLine = (row: Row): ReadLine => ({
  billId: row.bill_id,
  channel: row.channel,
  source: row.bill_kind,
  name: row.name,
  row: row.row,
  kind: row.kind,
  at: row.at,
  orderNo: row.order_no,
  channelNo: row.channel_no,
  refundNo: row.refund_no,
  amountFen: fen(row.amount_fen),
  isDone: row.done === 1,
  word: row.word,
});

/** How many lines are in memory at once. */
const PAGE = 5000;

/** Every line of the day, of all applied bills of the channel. */
export function* linesOfDay(read: Reader, channel: ChannelId, day: string): Generator<ReadLine> {
  let [bill, row] = [0, 0];
  for (;;) {
    const rows = read.all<Row>(
      `${LINES} WHERE l.day = ? AND b.channel = ? AND b.state = 'applied' AND (l.bill_id, l.row) > (?, ?)
       ORDER BY l.bill_id, l.row LIMIT ?`,
      day,
      channel,
      bill,
      row,
      PAGE,
    );
    yield* rows.map(toLine);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    [bill, row] = [last.bill_id, last.row];
  }
}

/** The days between these two that a bill of the channel has lines of, or that sold something through it. */
export const daysBetween = (read: Reader, channel: ChannelId, first: string, last: string): string[] =>
  read
    .all<{ day: string }>(
      `SELECT DISTINCT l.day AS day FROM bill_lines l JOIN bills b ON b.bill_id = l.bill_id
         WHERE b.channel = ? AND b.state = 'applied' AND l.day BETWEEN ? AND ?
       UNION SELECT DISTINCT o.day FROM orders o JOIN attempts a ON a.order_id = o.order_id
         WHERE a.channel = ? AND o.day BETWEEN ? AND ? ORDER BY day`,
      channel,
      first,
      last,
      channel,
      first,
      last,
    )
    .map(({ day }) => day);

/** Lines of any day that name one of these numbers as the merchant's or the channel's. */
export function linesAbout(read: Reader, channel: ChannelId, numbers: readonly string[]): ReadLine[] {
  return numbers.flatMap((number) => {
    // Each column by its own index, whatever the planner guesses of two of them at once.
    const byOrder = read.all<Row>(`${ONE_LINE} WHERE l.order_no = ? AND ${OF_CHANNEL}`, number, channel);
    const byChannel =
      number === ""
        ? []
        : read.all<Row>(
            `${ONE_LINE} WHERE l.channel_no = ? AND l.channel_no <> '' AND l.order_no <> l.channel_no AND ${OF_CHANNEL}`,
            number,
            channel,
          );
    return [...byOrder, ...byChannel].sort(byPlace).map(toLine);
  });
}

const byPlace = (a: Row, b: Row): number => a.bill_id - b.bill_id || a.row - b.row;

export function linesOfRefund(read: Reader, channel: ChannelId, refundNo: string): ReadLine[] {
  return read
    .all<Row>(`${ONE_LINE} WHERE l.refund_no = ? AND l.refund_no <> '' AND ${OF_CHANNEL}`, refundNo, channel)
    .sort(byPlace)
    .map(toLine);
}
