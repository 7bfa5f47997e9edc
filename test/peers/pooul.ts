// A strict Pooul on this machine: a real HTTP server with books of its own. It shares no code with the
// adapter, writes down every breach of the documented protocol, and misbehaves only as scripted.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Books } from "./pooul/books.ts";
import { type Counter, type Reply, type Rules, serve } from "./pooul/counter.ts";
import { deliver, written } from "./pooul/deliver.ts";
import { type Fields, type PeerKeys, peerKeys, unseal } from "./pooul/envelope.ts";
import { CALL_NAMES, type CallName, wrongFields } from "./pooul/fields.ts";
import { type Behaviour, type Script, newScript } from "./pooul/script.ts";

export { type Behaviour, type Script, wrong } from "./pooul/script.ts";
export { type Books, type Order, type Payer, type Refund, payers } from "./pooul/books.ts";
export type { CallName } from "./pooul/fields.ts";

export type PooulPeerOptions = Partial<Rules> & { readonly port?: number };

export type Received = {
  readonly call: CallName | null;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  /** The payload, when the envelope was in order. */
  readonly fields: Fields | null;
  readonly behaviour: Behaviour["do"];
};

export type PooulPeer = {
  readonly baseUrl: string;
  readonly merchantId: string;
  readonly keys: PeerKeys;
  readonly books: Books;
  /** Sentences; empty when everything was as documented. */
  readonly breaches: string[];
  readonly requests: Received[];
  readonly script: Script;
  /** A channel config that reaches this peer. */
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
};

const DEFAULTS: Rules = {
  merchantId: "5399355381712172",
  edition: "B",
  reverseNotBeforeMs: 15_000,
  closeNotBeforeMs: 300_000,
  chargeEchoesFee: true,
};

/** Starts the peer on a free port of 127.0.0.1. `edition` A leaves the amount out of a charge's answer, as the seed does. */
export async function startPooulPeer(options: PooulPeerOptions = {}): Promise<PooulPeer> {
  const { port = 0, ...given } = options;
  const rules: Rules = { ...DEFAULTS, chargeEchoesFee: given.edition !== "A", ...given };
  const state = newState(rules);
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => {
      // A request given up by its sender is its own business; anything else is a fault of this peer.
      if (!request.destroyed || request.complete) state.breaches.push(`the peer failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { keys, breaches, requests } = state;
  return {
    baseUrl,
    merchantId: rules.merchantId,
    keys,
    books: state.counter.books,
    breaches,
    requests,
    script: state.played.script,
    config: (extra = {}) => ({
      baseUrl,
      merchantId: rules.merchantId,
      privateKeyPem: keys.merchantPrivatePem,
      pooulPublicKeyPem: keys.pooulPublicPem,
      ...extra,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = ReturnType<typeof newState>;

function newState(rules: Rules) {
  const breaches: string[] = [];
  const played = newScript();
  let count = 0;
  const counter: Counter = {
    rules,
    played,
    books: { orders: new Map(), refunds: [], preOrders: new Map() },
    usedCodes: new Set(),
    now: () => performance.now(),
    nextId: () => `5b37${String(++count).padStart(20, "0")}`,
    breach: (what) => void breaches.push(what),
  };
  const requests: Received[] = [];
  return { rules, played, counter, breaches, requests, keys: peerKeys(), nonces: new Set<string>() };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await bodyOf(request);
  const { call, problems } = envelopeProblems(state.rules, request);
  const behaviour: Behaviour = call === null ? { do: "behave" } : state.played.behaviour(call);
  const opened = unseal(text, state.keys.merchantPublicPem);
  const fields = typeof opened === "string" ? null : opened;
  const path = request.url ?? "";
  state.requests.push({ call, path, headers: request.headers, text, fields, behaviour: behaviour.do });
  if (typeof opened === "string") problems.push(opened);
  if (call !== null && fields) problems.push(...wrongFields(call, fields, state.rules.edition));
  state.breaches.push(...problems.map((problem) => `${call ?? path}: ${problem}`));
  const reply = answer(state, call, fields, problems, behaviour);
  await deliver(response, written(reply, behaviour, state.keys, `peer${state.requests.length}`), behaviour);
}

/** What a request does to the books, and what is to be said about it. */
function answer(
  state: State,
  call: CallName | null,
  fields: Fields | null,
  problems: readonly string[],
  behaviour: Behaviour,
): Reply {
  if (call === null || fields === null) return { ok: false, code: 101, msg: "签名错误" };
  if (problems.length > 0) return { ok: false, code: 103, msg: "参数错误" };
  const nonce = String(fields["nonce_str"]);
  if (state.nonces.has(nonce)) state.breaches.push(`${call}: nonce_str was used before`);
  state.nonces.add(nonce);
  if (!isProcessed(behaviour)) return { ok: false, code: 600, msg: "not processed" };
  const first = serve(state.counter, call, fields);
  if (behaviour.do !== "twice") return first;
  // The network repeated it, not the merchant: whatever is said about the second one is no breach of his.
  const before = state.breaches.length;
  const second = serve(state.counter, call, fields);
  state.breaches.length = before;
  return second;
}

function isProcessed(behaviour: Behaviour): boolean {
  switch (behaviour.do) {
    case "lose_request":
    case "fail":
    case "signed_fail":
    case "redirect":
      return false;
    case "status":
      return behaviour.processed;
    default:
      return true;
  }
}

/** Method, path, query and content type. */
function envelopeProblems(rules: Rules, request: IncomingMessage): { call: CallName | null; problems: string[] } {
  const url = new URL(request.url ?? "", "http://peer");
  const problems: string[] = [];
  if (request.method !== "POST") problems.push(`method ${request.method}`);
  if (request.headers["content-type"] !== "text/plain")
    problems.push(`content type ${request.headers["content-type"] ?? "is missing"}`);
  if (url.search !== `?merchant_id=${rules.merchantId}`) problems.push(`query ${url.search}`);
  const name = url.pathname === "/v2/pay" ? "pay" : url.pathname.replace(/^\/v2\/pay\//, "");
  const call = CALL_NAMES.find((known) => known === name && (name !== "pay" || url.pathname === "/v2/pay")) ?? null;
  if (call === null) problems.push(`no such path: ${url.pathname}`);
  return { call, problems };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
