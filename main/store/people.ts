// People as rows: who may work at the till. Nobody is ever deleted, for the journal speaks of them.
import { type Limits, type Role, limits as limitsSchema } from "../../preload/contract/staff.ts";
import type { Clock } from "../clock.ts";
import type { Reader, Writer } from "./open.ts";

export type Person = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly role: Role;
  /** As sealed by staff/pin.ts. */
  readonly pin: unknown;
  readonly badge: unknown;
  readonly limits: Limits;
  readonly active: boolean;
  /** Wrong PINs since the last right one. */
  readonly failures: number;
  readonly shutUntil: number | null;
};

type Row = {
  person_id: string;
  number: string;
  name: string;
  role: Role;
  pin: string;
  badge: string | null;
  limits: string;
  active: number;
  failures: number;
  shut_until: number | null;
};

export const NO_LIMITS: Limits = { eachFen: null, dayFen: null };

const toPerson = (row: Row): Person => {
  const limits = limitsSchema.safeParse(JSON.parse(row.limits));
  return {
    id: row.person_id,
    number: row.number,
    name: row.name,
    role: row.role,
    pin: JSON.parse(row.pin),
    badge: row.badge === null ? null : JSON.parse(row.badge),
    limits: limits.success ? limits.data : NO_LIMITS,
    active: row.active === 1,
    failures: row.failures,
    shutUntil: row.shut_until,
  };
};

export const allPeople = (read: Reader): Person[] =>
  read.all<Row>("SELECT * FROM people ORDER BY active DESC, length(number), number").map(toPerson);

export function personById(read: Reader, id: string): Person | null {
  const row = read.get<Row>("SELECT * FROM people WHERE person_id = ?", id);
  return row ? toPerson(row) : null;
}

export function personByNumber(read: Reader, number: string): Person | null {
  const row = read.get<Row>("SELECT * FROM people WHERE number = ?", number);
  return row ? toPerson(row) : null;
}

/** A number with the name it has here: how reports and screens speak of who did something. */
export function nameOf(read: Reader, number: string): string {
  const person = personByNumber(read, number);
  return person ? `${person.name} ${person.number}` : number;
}

/** Writes somebody new, or changes who is there under this id. */
export function putPerson(tx: Writer, person: Omit<Person, "badge" | "failures" | "shutUntil">, at: number): void {
  tx.run(
    `INSERT INTO people (person_id, number, name, role, pin, limits, active, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (person_id) DO UPDATE SET number = excluded.number, name = excluded.name, role = excluded.role,
       pin = excluded.pin, limits = excluded.limits, active = excluded.active`,
    person.id,
    person.number,
    person.name,
    person.role,
    JSON.stringify(person.pin),
    JSON.stringify(person.limits),
    person.active ? 1 : 0,
    at,
  );
}

export function putBadge(tx: Writer, id: string, badge: unknown): void {
  tx.run("UPDATE people SET badge = ? WHERE person_id = ?", badge === null ? null : JSON.stringify(badge), id);
}

export function putFailures(tx: Writer, id: string, failures: number, shutUntil: number | null): void {
  tx.run("UPDATE people SET failures = ?, shut_until = ? WHERE person_id = ?", failures, shutUntil, id);
}

/** What this person's refunds of today come to, in fen, those that were refused left out. */
export function refundedBy(read: Reader, number: string, clock: Pick<Clock, "now" | "local">): number {
  const now = clock.now();
  const { day } = clock.local(now);
  // One that was refused and is sent again counts on the day that it is sent.
  const rows = read.all<{ amount_fen: number; at: number }>(
    `SELECT amount_fen, max(requested_at, coalesce(sent_at, 0)) AS at FROM refunds
     WHERE person = ? AND max(requested_at, coalesce(sent_at, 0)) > ? AND status <> 'refused'`,
    number,
    now - LONGEST_DAY_MS,
  );
  return rows.filter((row) => clock.local(row.at).day === day).reduce((sum, row) => sum + row.amount_fen, 0);
}

const LONGEST_DAY_MS = 26 * 3_600_000;
