// How a peer's answer leaves the machine wrongly, whatever the channel: the network's faults, not the protocol's.
// What a body says (signatures, amounts, order numbers) is each peer's own affair.
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What the network does to one call. `processed` says whether the books are written before the answer goes wrong. */
export type Misbehaviour =
  | { readonly do: "behave" }
  /** The connection is cut before the request was looked at. */
  | { readonly do: "lose_request" }
  /** Done, written down, and the connection is cut before or in the middle of the answer. */
  | { readonly do: "lose_answer" }
  | { readonly do: "half_answer" }
  | { readonly do: "late"; readonly ms: number }
  /** Done, and no answer ever. */
  | { readonly do: "hang" }
  /** One byte at a time. */
  | { readonly do: "drip"; readonly everyMs: number }
  /** The network delivers the request twice; the second answer is the one that arrives. */
  | { readonly do: "twice" }
  | { readonly do: "status"; readonly status: number; readonly body: string; readonly processed: boolean }
  /** A body of 10 MB. */
  | { readonly do: "huge" }
  | { readonly do: "redirect"; readonly to: string };

export const misbehave = {
  behave: { do: "behave" },
  loseRequest: { do: "lose_request" },
  loseAnswer: { do: "lose_answer" },
  halfAnswer: { do: "half_answer" },
  hang: { do: "hang" },
  twice: { do: "twice" },
  huge: { do: "huge" },
  rateLimited: { do: "status", status: 429, body: "Too Many Requests", processed: false },
  badGateway: { do: "status", status: 502, body: "<html><h1>502 Bad Gateway</h1></html>", processed: true },
  serverError: { do: "status", status: 500, body: "", processed: true },
  htmlPage: { do: "status", status: 200, body: "<!doctype html><title>登录</title>", processed: false },
  emptyBody: { do: "status", status: 200, body: "", processed: true },
} as const satisfies Record<string, Misbehaviour>;

/** An answer as a well-behaved peer would send it. */
export type Sent = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

const MEGABYTE = 1024 * 1024;
const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

/** How often the request reaches the books: not at all, once, or twice. */
export function timesProcessed(behaviour: Misbehaviour): 0 | 1 | 2 {
  switch (behaviour.do) {
    case "lose_request":
    case "redirect":
      return 0;
    case "status":
      return behaviour.processed ? 1 : 0;
    case "twice":
      return 2;
    default:
      return 1;
  }
}

/** The answer with what the network puts in its place: another status, a page, a redirect, too many bytes. */
export function replaced(sent: Sent, behaviour: Misbehaviour): Sent {
  switch (behaviour.do) {
    case "status":
      return { status: behaviour.status, headers: TEXT, body: behaviour.body };
    case "redirect":
      return { status: 302, headers: { Location: behaviour.to }, body: "" };
    case "huge":
      return { status: 200, headers: TEXT, body: "x".repeat(10 * MEGABYTE) };
    default:
      return sent;
  }
}

/** Writes an answer to the connection, or breaks it in the scripted way. `replaced` is applied here. */
export async function deliver(response: ServerResponse, answer: Sent, behaviour: Misbehaviour): Promise<void> {
  const sent = replaced(answer, behaviour);
  const bytes = Buffer.from(sent.body, "utf8");
  const headers = { ...sent.headers, "Content-Length": String(bytes.length) };
  switch (behaviour.do) {
    case "lose_request":
    case "lose_answer":
      response.socket?.destroy();
      return;
    case "hang":
      return;
    case "half_answer":
      response.writeHead(sent.status, headers);
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
      return;
    case "drip":
      response.writeHead(sent.status, headers);
      await drip(response, bytes, behaviour.everyMs);
      return;
    case "late":
      await sleep(behaviour.ms);
      break;
    default:
  }
  if (response.destroyed) return;
  response.writeHead(sent.status, headers);
  response.end(bytes);
}

async function drip(response: ServerResponse, bytes: Buffer, everyMs: number): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Buffer.from([byte]));
    await sleep(everyMs);
  }
  response.end();
}

/** First in, first out, per call: what is queued for a name, then what always holds for it, then good behaviour. */
export type Queues<Call extends string, Behaviour> = {
  next(call: Call, ...behaviours: readonly Behaviour[]): void;
  every(call: Call, behaviour: Behaviour): void;
  clear(): void;
  /** For the peer: what happens to the call that has just arrived. */
  take(call: Call): Behaviour | { readonly do: "behave" };
};

export function newQueues<Call extends string, Behaviour>(): Queues<Call, Behaviour> {
  const nextOf = new Map<Call, Behaviour[]>();
  const everyOf = new Map<Call, Behaviour>();
  return {
    next: (call, ...behaviours) => void nextOf.set(call, [...(nextOf.get(call) ?? []), ...behaviours]),
    every: (call, behaviour) => void everyOf.set(call, behaviour),
    clear() {
      nextOf.clear();
      everyOf.clear();
    },
    take: (call) => nextOf.get(call)?.shift() ?? everyOf.get(call) ?? { do: "behave" },
  };
}

/** Narrow enough to hand a peer's own behaviour to `deliver`: names the network knows, everything else behaves. */
export function networkPart(behaviour: { readonly do: string }): Misbehaviour {
  return isMisbehaviour(behaviour) ? behaviour : misbehave.behave;
}

const NAMES: ReadonlySet<string> = new Set<Misbehaviour["do"]>([
  "behave",
  "lose_request",
  "lose_answer",
  "half_answer",
  "late",
  "hang",
  "drip",
  "twice",
  "status",
  "huge",
  "redirect",
]);

const isMisbehaviour = (behaviour: { readonly do: string }): behaviour is Misbehaviour => NAMES.has(behaviour.do);
