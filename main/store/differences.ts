// Differences as rows. What is found is compared with what stands open: new ones are written, gone ones end by proof,
// and one that a person ended with a note stays ended for as long as both books still say the same.
import type {
  Difference,
  DifferenceKind,
  DifferenceSource,
  DifferenceSubject,
} from "../../preload/contract/reconcile.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Reader, Writer } from "./open.ts";

export type Found = {
  readonly kind: DifferenceKind;
  readonly subject: DifferenceSubject;
  readonly number: string;
  readonly tradeNo: string | null;
  readonly oursFen: number | null;
  readonly theirsFen: number | null;
  readonly oursState: string | null;
  readonly theirsState: string | null;
  readonly source: DifferenceSource;
  readonly evidence: string | null;
};

export type DifferenceRow = {
  difference_id: number;
  day: string;
  channel: ChannelId;
  kind: DifferenceKind;
  subject: DifferenceSubject;
  number: string;
  trade_no: string | null;
  ours_fen: number | null;
  theirs_fen: number | null;
  ours_state: string | null;
  theirs_state: string | null;
  source: DifferenceSource;
  evidence: string | null;
  found_at: number;
  owner: string | null;
  closed_at: number | null;
  closed_how: Difference["closedHow"];
  closed_by: string | null;
  note: string | null;
};

export const keyOf = ({ kind, subject, number }: Pick<Found, "kind" | "subject" | "number">): string =>
  `${kind} ${subject} ${number}`;

const saysTheSame = (row: DifferenceRow, found: Found): boolean =>
  row.ours_fen === found.oursFen &&
  row.theirs_fen === found.theirsFen &&
  row.ours_state === found.oursState &&
  row.theirs_state === found.theirsState;

export function differencesOf(read: Reader, day: string, channel?: ChannelId): DifferenceRow[] {
  return read.all<DifferenceRow>(
    `SELECT * FROM differences WHERE day = ? AND (? IS NULL OR channel = ?)
     ORDER BY closed_at IS NOT NULL, channel, kind, number, difference_id`,
    day,
    channel ?? null,
    channel ?? null,
  );
}

export const differenceById = (read: Reader, id: number): DifferenceRow | undefined =>
  read.get<DifferenceRow>("SELECT * FROM differences WHERE difference_id = ?", id);

/** Makes what stands open for this day and channel equal to what is found. Answers how many are open then. */
export function replaceFound(
  tx: Writer,
  about: { readonly day: string; readonly channel: ChannelId; readonly at: number },
  found: readonly Found[],
): number {
  const { day, channel, at } = about;
  const last = new Map<string, DifferenceRow>();
  for (const row of differencesOf(tx, day, channel)) {
    const known = last.get(keyOf(row));
    if (!known || row.difference_id > known.difference_id) last.set(keyOf(row), row);
  }
  let open = 0;
  for (const one of new Map(found.map((each) => [keyOf(each), each])).values()) {
    const row = last.get(keyOf(one));
    last.delete(keyOf(one));
    if (row?.closed_how === "note" && saysTheSame(row, one)) continue;
    open += 1;
    if (!row || row.closed_at !== null) insert(tx, about, one);
    else if (!saysTheSame(row, one) || row.evidence !== one.evidence) update(tx, row.difference_id, one);
  }
  for (const gone of last.values())
    if (gone.closed_at === null)
      tx.run(
        "UPDATE differences SET closed_at = ?, closed_how = 'proof' WHERE difference_id = ?",
        at,
        gone.difference_id,
      );
  return open;
}

function insert(tx: Writer, { day, channel, at }: { day: string; channel: ChannelId; at: number }, found: Found): void {
  tx.run(
    `INSERT INTO differences (day, channel, kind, subject, number, trade_no, ours_fen, theirs_fen, ours_state, theirs_state,
       source, evidence, found_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    day,
    channel,
    found.kind,
    found.subject,
    found.number,
    found.tradeNo,
    found.oursFen,
    found.theirsFen,
    found.oursState,
    found.theirsState,
    found.source,
    found.evidence,
    at,
  );
}

function update(tx: Writer, id: number, found: Found): void {
  tx.run(
    `UPDATE differences SET trade_no = ?, ours_fen = ?, theirs_fen = ?, ours_state = ?, theirs_state = ?, source = ?, evidence = ?
     WHERE difference_id = ?`,
    found.tradeNo,
    found.oursFen,
    found.theirsFen,
    found.oursState,
    found.theirsState,
    found.source,
    found.evidence,
    id,
  );
}

/** Whose it is to look into. */
export function setOwner(tx: Writer, id: number, owner: string): void {
  tx.run("UPDATE differences SET owner = ? WHERE difference_id = ?", owner, id);
}

export function closeWithNote(tx: Writer, id: number, close: { note: string; by: string; at: number }): void {
  tx.run(
    "UPDATE differences SET closed_at = ?, closed_how = 'note', closed_by = ?, note = ? WHERE difference_id = ?",
    close.at,
    close.by,
    close.note,
    id,
  );
}
