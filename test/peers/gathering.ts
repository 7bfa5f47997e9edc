// A strict Yapos Pay on this machine: a real HTTP server with books of its own. It shares no code with the adapter,
// writes down every breach of the documents, and misbehaves only as scripted.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sent, deliver, networkPart, timesProcessed } from "./common/misbehave.ts";
import type { Books } from "./gathering/books.ts";
import { type Account, type Counter, blank, serve } from "./gathering/counter.ts";
import {
  type Attributes,
  type CallName,
  type Routes,
  attributesOf,
  callOf,
  isToken,
  wrongEnvelope,
} from "./gathering/envelope.ts";
import { type Behaviour, type Script, newScript } from "./gathering/script.ts";

export { type Books, type Order, type Payer, type Refunder, payers, refunders } from "./gathering/books.ts";
export type { CallName } from "./gathering/envelope.ts";
export type { Behaviour, Script } from "./gathering/script.ts";

export type GatheringPeerOptions = { readonly port?: number; readonly routes?: Routes; readonly password?: string };

export type Received = {
  readonly call: CallName | null;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly attributes: Attributes | null;
  readonly behaviour: Behaviour["do"];
  status: number;
};

export type GatheringPeer = {
  readonly baseUrl: string;
  readonly account: Account;
  readonly books: Books;
  /** Sentences; empty when everything was as documented. */
  readonly breaches: string[];
  readonly requests: Received[];
  readonly script: Script;
  readonly counter: Counter;
  /** Every token given out so far is refused from now on, as after 24 hours. */
  expireTokens(): void;
  /** A channel config that reaches this peer. */
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
};

const SID = "97f076e5-e7d3-4d88-8571-277c87434ccc";

/** Starts the peer on a free port of 127.0.0.1. */
export async function startGatheringPeer(options: GatheringPeerOptions = {}): Promise<GatheringPeer> {
  const state = newState({ loginName: "shop01", password: options.password ?? "Pw-7f3a91-till", sid: SID });
  const routes = options.routes ?? "running";
  const server = createServer((request, response) => {
    handle(state, routes, request, response).catch((error: unknown) => {
      // A request given up by its sender is its own business; anything else is a fault of this peer.
      if (!request.destroyed || request.complete) state.breaches.push(`the peer failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { counter, breaches, requests } = state;
  const seedPaths = { refund: "/v1/gathering", wechatPayment: "/v1/gathering" };
  return {
    baseUrl,
    account: counter.account,
    books: counter.books,
    breaches,
    requests,
    script: counter.played.script,
    counter,
    expireTokens: () => counter.books.logins.forEach((token) => state.expired.add(token)),
    config: (extra = {}) => ({
      baseUrl,
      ...counter.account,
      ...(routes === "seed" ? { paths: seedPaths } : {}),
      ...extra,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = ReturnType<typeof newState>;

function newState(account: Account) {
  const counter: Counter = {
    account,
    secret: "a secret of the peer alone",
    books: { orders: [], logins: [] },
    played: newScript(),
    usedCodes: new Set(),
    closedWallets: new Set(),
    audit: "verified",
    turn: 0,
  };
  const breaches: string[] = [];
  const requests: Received[] = [];
  return { counter, breaches, requests, expired: new Set<string>() };
}

async function handle(state: State, routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await bodyOf(request);
  const path = request.url ?? "";
  const attributes = attributesOf(text);
  const call = callOf(path, attributes, routes);
  const behaviour: Behaviour = call === null ? { do: "behave" } : state.counter.played.behaviour(call);
  const problems = wrongEnvelope(request, text, call);
  if (call === "gathering") problems.push(...chargedAgain(state, attributes));
  state.breaches.push(...problems.map((problem) => `${call ?? path}: ${problem}`));
  const received: Received = {
    call,
    path,
    headers: request.headers,
    text,
    attributes,
    behaviour: behaviour.do,
    status: 0,
  };
  state.requests.push(received);
  const sent = answer(state, received, problems, behaviour);
  received.status = sent.status;
  await deliver(response, sent, networkPart(behaviour));
}

/** The same code may come a second time only when the first was refused for its token, and never a third time. */
function chargedAgain(state: State, attributes: Attributes | null): string[] {
  const earlier = state.requests.filter(
    (one) => one.call === "gathering" && one.attributes?.["auth_code"] === attributes?.["auth_code"],
  );
  if (earlier.length === 0) return [];
  return earlier.length === 1 && earlier[0]?.status === 401 ? [] : ["the same code was charged again"];
}

/** What a request does to the books, and what is to be said about it. */
function answer(
  state: State,
  { call, attributes, headers }: Received,
  problems: readonly string[],
  behaviour: Behaviour,
): Sent {
  if (call === null) return { status: 404, headers: { "Content-Type": "text/html" }, body: "" };
  if (attributes === null || problems.some((problem) => !problem.includes("again"))) return blank(422);
  let sent = blank(500);
  for (let times = timesProcessed(networkPart(behaviour)); times > 0; times--)
    sent = tokenProblem(state, call, headers.authorization, behaviour) ?? serve(state.counter, call, attributes);
  if (behaviour.do !== "change" || sent.status !== 200) return sent;
  const body: unknown = JSON.parse(sent.body);
  return { ...sent, body: JSON.stringify({ ...(body as object), ...behaviour.fields }) };
}

/** Only gathering and refund look at the token (witnessed.md §4); its two refusals have two shapes. */
function tokenProblem(state: State, call: CallName, header: string | undefined, behaviour: Behaviour): Sent | null {
  if (call !== "gathering" && call !== "refund") return null;
  const token = /^Bearer (.+)$/.exec(header ?? "")?.[1];
  if (token === undefined)
    return {
      status: 401,
      headers: { "Content-Type": "text/plain", "WWW-Authenticate": 'Token realm="Application"' },
      body: "HTTP Token: Access denied.\n",
    };
  const good = behaviour.do !== "refuse_token" && !state.expired.has(token) && isToken(token, state.counter.secret);
  return good ? null : blank(401);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
