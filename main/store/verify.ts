// Checks a book from its rows alone: the journal's chain, and every rule that must hold between the rows.
// Changes nothing; names the broken places, the first one first.
import { type EventRow, eventHash } from "./journal.ts";
import type { Reader } from "./open.ts";
import { allAttempts } from "./attempts.ts";
import { checkAttempt } from "./verify-attempt.ts";
import { checkOrders, checkPrints, checkSubjects } from "./verify-rows.ts";
import { checkShifts } from "./verify-shifts.ts";

export type Verified = { readonly events: number; readonly problems: readonly string[] };

export function verifyStore(read: Reader): Verified {
  const problems: string[] = [];
  let events = 0;
  try {
    events = chain(read, problems);
    for (const attempt of allAttempts(read)) checkAttempt(read, attempt, problems);
    checkSubjects(read, problems);
    checkOrders(read, problems);
    checkPrints(read, problems);
    checkShifts(read, problems);
    const { integrity_check: found } = read.get<{ integrity_check: string }>("PRAGMA integrity_check") ?? {};
    if (found !== "ok") problems.push(`the file: ${found ?? "no answer"}`);
  } catch (error) {
    // What cannot even be read is the first broken place: named, not thrown.
    problems.push(`the file: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
  return { events, problems };
}

function chain(read: Reader, problems: string[]): number {
  let previous = "";
  let seq = 0;
  for (const row of read.all<EventRow>("SELECT * FROM events ORDER BY seq")) {
    seq += 1;
    if (row.seq !== seq) {
      problems.push(`event ${seq}: missing (the next one is ${row.seq})`);
      return seq - 1;
    }
    if (row.previous !== previous) problems.push(`event ${row.seq}: does not follow the event before it`);
    if (eventHash(row) !== row.hash) problems.push(`event ${row.seq}: changed after it was written`);
    if (problems.length > 0) return seq;
    previous = row.hash;
  }
  const head = read.get<{ seq: number; hash: string }>("SELECT seq, hash FROM journal_head WHERE one = 1");
  if (head?.seq !== seq || head.hash !== previous)
    problems.push(`event ${seq + 1}: missing (the journal was written up to ${head?.seq ?? "?"})`);
  return seq;
}
