// The peer's state and the small things all its calls share: ids, time, error bodies, the pay component's turn.
import { setTimeout as sleep } from "node:timers/promises";
import { type Books, type Refunder, type Row, timeText } from "./books.ts";
import type { Played } from "./script.ts";

export type Rules = {
  readonly token: string;
  readonly payee: string;
  /** What the gateway puts before `/api`. */
  readonly prefix: string;
  /** The service's own limit for one request: 60 s (witnessed.md L29–L31). */
  readonly serverLimitMs: number;
  /** When the queue of an asynchronous mode hands the order to the component. */
  readonly asyncAfterMs: number;
  /** The result of an asynchronous component finds no row yet and is dropped (witnessed.md F47–F49). */
  readonly loseAsyncResults: boolean;
};

export type Service = {
  readonly rules: Rules;
  readonly books: Books;
  readonly played: Played;
  /** Numbers of payments and refunds that are being worked on. */
  readonly inFlight: Map<string, number>;
  /** Everything that goes on behind an answered request. */
  readonly background: Set<Promise<void>>;
  nextUuid(): string;
  /** 28 digits, as a wallet gives out. */
  nextThirdNo(): string;
  breach(what: string): void;
};

export type Reply = { readonly status: number; readonly body: unknown };

export const ok = (body: unknown): Reply => ({ status: 200, body });

/** The documented error body; stack included, as the real service has it. */
export function error(
  code: number | string,
  message: string,
  more: { name?: string; description?: string } = {},
): Reply {
  const { name = "Error", description = "" } = more;
  return {
    status: 500,
    body: { name, statusCode: 500, code, message, description, stack: `${name}: ${message}\n    at <anonymous>` },
  };
}

/** What a failed INSERT shows: the values, among them the wallet's number (witnessed.md C27). */
export function databaseError(reason: string, table: string, values: readonly unknown[]): Reply {
  const written = values.map((value) =>
    value === null || value === undefined
      ? "NULL"
      : `'${typeof value === "object" ? JSON.stringify(value) : String(value)}'`,
  );
  return error(5100, "Database server instruction execution fail.", {
    name: "DBError",
    description: `${reason} insert into \`${table}\` (…) values (${written.join(",")}) - …`,
  });
}

export function notFound(resource: string, uuid: string): Reply {
  const description = `resource: ${resource}, uuid: ${uuid}`;
  const message = "Resources does not exist.";
  return { status: 404, body: { name: "Not Found", statusCode: 404, code: 1599, message, description, stack: "" } };
}

/** `1` or `2`, the last 12 digits of the clock, three random digits. */
let lastTraction = 0;
export function tractionNo(first: "1" | "2"): string {
  lastTraction = (lastTraction + 1) % 1000;
  return first + String(Date.now()).slice(-12) + String(lastTraction).padStart(3, "0");
}

/** What came of asking the component: `spoke` = it answered 200 or 201. */
export type Component = { readonly spoke: boolean; readonly body: unknown };

/** Asks the component: it thinks, the wallet acts, and an answer comes or does not. */
export async function askComponent(
  said: Refunder & { readonly noFinishTime?: true; readonly finishedHoursAgo?: number },
  traction: string,
  thirdNo: string,
  act: () => void,
): Promise<Component> {
  if (said.afterMs !== undefined) await sleep(said.afterMs);
  if (said.takes ?? said.says === "success") act();
  const finished = new Date(Date.now() - (said.finishedHoursAgo ?? 0) * 3_600_000);
  switch (said.says) {
    case "success": {
      const tradeFinishedAt = said.noFinishTime ? "" : timeText(finished);
      return {
        spoke: true,
        body: { tractionNo: traction, ret: "success", thirdOrderNo: thirdNo, thirdErrorReason: "", tradeFinishedAt },
      };
    }
    case "running":
    case "failed": {
      const thirdErrorReason = said.reason ?? "";
      return {
        spoke: true,
        body: { tractionNo: traction, ret: said.says, thirdOrderNo: "", thirdErrorReason, tradeFinishedAt: "" },
      };
    }
    case "drop":
      return { spoke: false, body: {} };
    case "http500":
      return { spoke: false, body: { name: "Error", message: "socket hang up" } };
    case "page":
      return { spoke: true, body: "<html><h1>502</h1></html>" };
  }
}

/** A component's answer as fields, whatever it was. */
export const rowOf = (value: unknown): Row => (typeof value === "object" && value !== null ? { ...value } : {});

export const textIn = (row: Row, name: string): string | null => {
  const value = row[name];
  return typeof value === "string" && value !== "" ? value : null;
};

/** Marks a number as being worked on; a second time is the client's fault and is written down. */
export function enter(service: Service, number: unknown, what: string): () => void {
  const key = `${what} ${String(number).toLowerCase()}`;
  const count = service.inFlight.get(key) ?? 0;
  if (count > 0) service.breach(`${key} was posted again while the first is in flight`);
  service.inFlight.set(key, count + 1);
  return () => void service.inFlight.set(key, (service.inFlight.get(key) ?? 1) - 1);
}

/** Work that goes on after the answer. */
export function later(service: Service, ms: number, work: () => Promise<void>): void {
  const run = sleep(ms)
    .then(work)
    .finally(() => service.background.delete(run));
  service.background.add(run);
}

/** One page of a list as the service writes it: `limit` is how many there are on it, `size` how many in all. */
export function listOf(href: string, rows: readonly Row[], query: URLSearchParams): Reply {
  const offset = Number(query.get("offset") ?? 0);
  const items = rows.slice(offset, offset + Number(query.get("limit") ?? 10));
  return ok({ href, offset, limit: items.length, size: rows.length, items });
}
