// Money that really moved: one movement for each event that made an attempt paid or a refund refunded, found by its place
// in the journal (a shift) or by its time (a report). Both events come once in a row's life, so each is counted once.
import { type Fen, fen } from "../../preload/contract/money.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { ChannelId, Method } from "../../preload/contract/status.ts";
import { type Settlement, settlement } from "../../preload/contract/views.ts";
import type { Reader } from "./open.ts";

export type Movement = {
  readonly seq: number;
  readonly at: number;
  readonly kind: "sale" | "refund";
  readonly order: TradeNo;
  /** The refund's own number; null for a sale. */
  readonly refund: string | null;
  readonly amountFen: Fen;
  readonly method: Method;
  readonly channel: ChannelId;
  /** A wallet, `cash`, or the name of a pay mode; null: the channel did not say. */
  readonly wallet: string | null;
  /** Who took it or gave it back, as the shop knows them. */
  readonly cashier: string | null;
  readonly note: string | null;
  /** Of a sale, where the channel named what the merchant will get and every discount: what it keeps. */
  readonly feeFen: Fen | null;
};

type Row = {
  seq: number;
  at: number;
  subject: "attempt" | "refund";
  trade_no: TradeNo;
  refund_no: string | null;
  amount_fen: number;
  method: Method;
  channel: ChannelId;
  mode: string | null;
  wallet: string | null;
  settlement: string | null;
  person: string | null;
  cashier: string | null;
  note: string | null;
};

const SELECT = `SELECT e.seq, e.at, e.subject, a.trade_no, r.refund_no, coalesce(r.amount_fen, a.amount_fen) AS amount_fen,
    a.method, a.channel, a.mode, a.wallet, a.settlement, o.note,
    p.name || ' ' || p.number AS person, coalesce(r.person, o.cashier) AS cashier
  FROM events e
  LEFT JOIN refunds r ON e.subject = 'refund' AND r.refund_no = e.subject_id
  JOIN attempts a ON a.trade_no = coalesce(r.trade_no, e.subject_id)
  JOIN orders o ON o.order_id = a.order_id
  LEFT JOIN people p ON p.number = coalesce(r.person, o.cashier)
  WHERE e.to_status IN ('paid', 'refunded') AND e.from_status <> e.to_status`;

/** Those whose event stands from `from` to `to`, both of them included. */
export function movementsInJournal(read: Reader, from: number, to: number): Movement[] {
  return read.all<Row>(`${SELECT} AND e.seq BETWEEN ? AND ? ORDER BY e.seq`, from, to).map(toMovement);
}

/** Those whose event was written from `since` on and before `until`, in the journal's order. */
export function movementsInTime(read: Reader, since: number, until: number): Movement[] {
  return read.all<Row>(`${SELECT} AND e.at >= ? AND e.at < ? ORDER BY e.seq`, since, until).map(toMovement);
}

function toMovement(row: Row): Movement {
  const named = row.settlement === null ? null : settlement.parse(JSON.parse(row.settlement));
  return {
    seq: row.seq,
    at: row.at,
    kind: row.subject === "refund" ? "refund" : "sale",
    order: row.trade_no,
    refund: row.refund_no,
    amountFen: fen(row.amount_fen),
    method: row.method,
    channel: row.channel,
    wallet: row.method === "cash" ? "cash" : (row.wallet ?? named?.modeName ?? row.mode),
    cashier: row.person ?? row.cashier,
    note: row.note,
    feeFen: row.subject === "refund" ? null : feeOf(row.amount_fen, named),
  };
}

/** A discount the shop pays itself is no fee; where one is named without its amount, the fee cannot be told. */
function feeOf(amountFen: number, named: Settlement | null): Fen | null {
  if (!named || named.settledFen === null) return null;
  const own = named.vouchers.map((voucher) => voucher.merchantFen);
  if (own.includes(null) || (named.vouchers.length === 0 && (named.discountFen ?? 0) > 0)) return null;
  const kept = amountFen - named.settledFen - own.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return kept >= 0 ? fen(kept) : null;
}
