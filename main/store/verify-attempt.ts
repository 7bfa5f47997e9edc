// What one attempt's row and its refunds' rows must share with their events: the status, the amounts, the exception, and
// who may give back how much.
import type { Attempt, Refund } from "../payment/attempt.ts";
import { replayAttempt, replayRefund } from "../payment/transitions.ts";
import type { Detail, EventRow } from "./journal.ts";
import type { Reader } from "./open.ts";
import { linesOfRefund, refundSums, refundsOf } from "./refunds.ts";

const eventsOf = (read: Reader, id: string): EventRow[] =>
  read.all<EventRow>("SELECT * FROM events WHERE subject_id = ? ORDER BY seq", id);

/** What an event says; nothing when it is gone or was edited into something else. */
function detailOf(event: EventRow | undefined): Detail {
  try {
    return (JSON.parse(event?.detail ?? "{}") as Detail | null) ?? {};
  } catch {
    return {};
  }
}

export function checkAttempt(read: Reader, attempt: Attempt, problems: string[]): void {
  const name = `attempt ${attempt.tradeNo}`;
  const events = eventsOf(read, attempt.tradeNo);
  if (replayAttempt(events.map((event) => event.kind)) !== attempt.status)
    problems.push(`${name}: its history does not lead to ${attempt.status}`);
  if (!isOneLine(events)) problems.push(`${name}: its events do not follow one another`);
  if (differs(attempt, detailOf(events[0]))) problems.push(`${name}: its row differs from its first event`);
  checkCash(attempt, events, name, problems);
  checkException(attempt, events, name, problems);
  const refunds = refundsOf(read, attempt.tradeNo);
  for (const refund of refunds) checkRefund(read, refund, problems);
  const { refundedFen, refundingFen } = refundSums(refunds);
  if (refundedFen + refundingFen > (attempt.status === "paid" ? attempt.amountFen : 0))
    problems.push(`${name}: more is refunded than was paid`);
}

/** Each event begins where the one before it ended. */
const isOneLine = (events: readonly EventRow[]): boolean =>
  events.every((event, i) => event.from_status === (i === 0 ? null : events[i - 1]?.to_status));

/** What events have carried from the first version on, and what they carry since: absent, it cannot be compared. */
function differs(attempt: Attempt, first: Detail): boolean {
  if (first.amountFen !== attempt.amountFen || first.order !== attempt.orderId || first.channel !== attempt.channel)
    return true;
  if (first.method !== undefined && first.method !== attempt.method) return true;
  if (first.leg !== undefined && first.leg !== attempt.leg) return true;
  return first.tail !== undefined && first.tail !== attempt.codeTail;
}

/** Cash is taken in one step by the till itself; what a channel took is never cash. */
function checkCash({ method, channel, givenFen }: Attempt, events: readonly EventRow[], name: string, found: string[]) {
  const isCash = method === "cash";
  if (isCash !== (channel === "cash") || isCash !== (givenFen !== null))
    found.push(`${name}: it is half cash, half not`);
  const first = detailOf(events[0]);
  if (isCash && first.givenFen !== givenFen) found.push(`${name}: other cash was given than its first event says`);
  const kinds = new Set(events.map((event) => event.kind));
  if (kinds.has("cash") !== isCash || (isCash && kinds.has("send")))
    found.push(`${name}: its history is not that of ${isCash ? "cash" : "a channel's payment"}`);
}

/** The last event that names an exception names the row's, and only a person settles one. */
function checkException(attempt: Attempt, events: readonly EventRow[], name: string, found: string[]): void {
  const at = events.findLastIndex((event) => detailOf(event).exception !== undefined);
  const named = detailOf(events[at]).exception ?? "none";
  // Events of the first version name none.
  const isOld = detailOf(events[0]).owedFen === undefined;
  if (named !== attempt.exception && !(isOld && named === "none"))
    found.push(`${name}: its exception is ${attempt.exception}, its history says ${named}`);
  const isSettled = events.slice(at + 1).some((event) => event.kind === "settle_exception");
  if (isSettled !== attempt.exceptionSettled || (attempt.exception === "none" && attempt.exceptionSettled))
    found.push(`${name}: whether its exception is settled differs from its history`);
}

function checkRefund(read: Reader, refund: Refund, problems: string[]): void {
  const name = `refund ${refund.refundNo}`;
  const events = eventsOf(read, refund.refundNo);
  if (replayRefund(events.map((event) => event.kind)) !== refund.status)
    problems.push(`${name}: its history does not lead to ${refund.status}`);
  if (!isOneLine(events)) problems.push(`${name}: its events do not follow one another`);
  const first = detailOf(events[0]);
  if (first.amountFen !== refund.amountFen || first.order !== refund.tradeNo)
    problems.push(`${name}: its row differs from its first event`);
  if ((first.lines ?? "[]") !== JSON.stringify(linesOfRefund(read, refund.refundNo)))
    problems.push(`${name}: its lines differ from its first event`);
  const letGo = events.findLast(({ kind }) => kind === "let_go" || kind === "send")?.kind === "let_go";
  if (letGo !== refund.letGo) problems.push(`${name}: whether it was dealt with differs from its history`);
}
