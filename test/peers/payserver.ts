// A strict LaiKoo PayServer on this machine: a real HTTP server with books of its own, and a wallet behind it with
// others. It shares no code with the adapter, writes down every breach of the documented protocol, and answers as the
// real service was seen to answer (witnessed.md §2), traps included.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Sent, deliver, networkPart, timesProcessed } from "./common/misbehave.ts";
import type { Books, Row } from "./payserver/books.ts";
import { wrongBody, wrongQuery } from "./payserver/fields.ts";
import { BUILT_IN, newMode, shopOf } from "./payserver/modes.ts";
import { type Call, callOf, serve } from "./payserver/routes.ts";
import { type Behaviour, type Route, type Script, newScript } from "./payserver/script.ts";
import { type Reply, type Rules, type Service, error, rowOf } from "./payserver/service.ts";

export { type Books, type Mode, type Payer, type PayOrder, type Refunder, payers } from "./payserver/books.ts";
export { type Behaviour, type Route, type Script, wrong } from "./payserver/script.ts";
export { misbehave } from "./common/misbehave.ts";

export type PayserverPeerOptions = Partial<Rules> & { readonly port?: number };

export type Received = {
  readonly route: Route | null;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Row;
};

export type PayserverPeer = {
  /** With `/api/v1.0.0`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly payee: string;
  readonly merchantUUID: string;
  readonly books: Books;
  /** Sentences; empty when everything was as documented. */
  readonly breaches: string[];
  readonly requests: Received[];
  readonly script: Script;
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  /** Waits until what goes on behind answered requests is over. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

const DEFAULTS: Rules = {
  token: "eyJhbGciOiJIUzI1NiJ9.eyJzaG9wIjoiZUx6d3NnbmxXcFpOOHh0dnowcWd2dyJ9.peer-token",
  payee: "http://192.168.7.188:6004/api/v1.0.0/shops/eLzwsgnlWpZN8xtvz0qgvw",
  prefix: "",
  serverLimitMs: 60_000,
  asyncAfterMs: 5,
  loseAsyncResults: false,
};

/** Starts the peer on a free port of 127.0.0.1; its shop has the seed's seven modes open. */
export async function startPayserverPeer(options: PayserverPeerOptions = {}): Promise<PayserverPeer> {
  const { port = 0, ...given } = options;
  const rules: Rules = { ...DEFAULTS, ...given };
  const state = newState(rules);
  const { service, breaches, requests } = state;
  const server = createServer((request, response) => {
    handle(state, request, response).catch((cause: unknown) => {
      // A request given up by its sender is its own business; anything else is a fault of this peer.
      if (!request.destroyed || request.complete) breaches.push(`the peer failed: ${String(cause)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${rules.prefix}/api/v1.0.0`;
  const { token, payee } = rules;
  return {
    baseUrl,
    token,
    payee,
    merchantUUID: shopOf(payee) ?? "",
    books: service.books,
    breaches,
    requests,
    script: service.played.script,
    config: (extra = {}) => ({ baseUrl, token, payee, ...extra }),
    async settled() {
      while (service.background.size > 0) await Promise.all(service.background);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = { readonly service: Service; readonly breaches: string[]; readonly requests: Received[] };

function newState(rules: Rules): State {
  const breaches: string[] = [];
  let count = 0;
  const service: Service = {
    rules,
    books: { modes: [], templates: [], orders: [], refunds: [], taken: [], given: [], asked: [] },
    played: newScript(),
    inFlight: new Map(),
    background: new Set(),
    nextUuid: () => `peer${String(++count).padStart(18, "0")}`,
    nextThirdNo: () => `4200000182${String(++count).padStart(18, "0")}`,
    breach: (what) => void breaches.push(what),
  };
  for (const row of BUILT_IN) service.books.templates.push({ uuid: service.nextUuid(), status: "enabled", ...row });
  const shop = shopOf(rules.payee);
  for (const [at, row] of BUILT_IN.slice(0, 7).entries())
    newMode(service, { payTemplateId: row["payTemplateId"], uiOrder: 10 - at }, shop);
  return { service, breaches, requests: [] };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { service } = state;
  const text = await bodyOf(request);
  const method = request.method ?? "";
  const url = new URL(request.url ?? "", `http://${request.headers.host ?? "peer"}`);
  const call = callOf(method, url, service.rules.prefix);
  const read: Read = method === "POST" ? readBody(request.headers["content-type"], text) : { ok: true, row: {} };
  const body = read.ok ? rowOf(read.row) : {};
  const path = url.pathname + url.search;
  state.requests.push({ route: call?.route ?? null, method, path, headers: request.headers, body });
  for (const problem of problemsOf(state, request, call, body))
    state.breaches.push(`${call?.route ?? path}: ${problem}`);
  const behaviour: Behaviour = call ? service.played.behaviour(call.route) : { do: "behave" };
  if (request.headers.authorization !== `Bearer ${service.rules.token}`)
    return deliver(response, plain(401, "Unauthorized"), { do: "behave" });
  if (!call) return deliver(response, plain(404, "Not Found"), { do: "behave" });
  if (!read.ok) return deliver(response, plain(read.status, read.text), { do: "behave" });
  const sent = await answered(state, call, body, behaviour);
  return deliver(response, sent, networkPart(behaviour));
}

/** The books, then what is said about them; past the service's own limit it says so and works on. */
async function answered(state: State, call: Call, body: Row, behaviour: Behaviour): Promise<Sent> {
  const { service } = state;
  const work = process(state, call, body, behaviour).then((reply) => written(reply, behaviour));
  const end = new AbortController();
  const limit = sleep(service.rules.serverLimitMs, plain(500, "Internal Server Error"), { signal: end.signal });
  limit.catch(() => {});
  const background = work.then(
    () => {},
    () => {},
  );
  service.background.add(background);
  void background.then(() => service.background.delete(background));
  const first = await Promise.race([work, limit]);
  end.abort();
  return first;
}

async function process(state: State, call: Call, body: Row, behaviour: Behaviour): Promise<Reply> {
  const { service } = state;
  const failure = behaviour.do === "error" ? behaviour : null;
  const times = failure ? Number(failure.processed) : timesProcessed(networkPart(behaviour));
  if (times === 0) return error(9999, "not processed");
  if (times === 1) return serve(service, call, body);
  // The network repeated it, not the merchant: what is said about the second one is no breach of his.
  const before = state.breaches.length;
  const [, second] = await Promise.all([serve(service, call, body), serve(service, call, body)]);
  state.breaches.length = before;
  return second;
}

const plain = (status: number, body: string): Sent => ({
  status,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body,
});

function written(reply: Reply, behaviour: Behaviour): Sent {
  const json = (status: number, body: unknown): Sent => ({
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify(body),
  });
  switch (behaviour.do) {
    case "error": {
      const { code, message, description = "", status = 500 } = behaviour;
      return json(status, { name: "Error", statusCode: status, code, message, description, stack: "" });
    }
    case "body":
      return json(200, behaviour.body);
    case "change":
      return json(reply.status, changed(rowOf(reply.body), behaviour.data));
    default:
      return json(reply.status, reply.body);
  }
}

function changed(body: Row, data: Row): Row {
  if (Array.isArray(body["items"]))
    return { ...body, items: body["items"].map((item) => ({ ...rowOf(item), ...data })) };
  return { ...body, data: { ...rowOf(body["data"]), ...data } };
}

type Read =
  | { readonly ok: true; readonly row: unknown }
  | { readonly ok: false; readonly status: number; readonly text: string };

/** What the service makes of a body: JSON, a form, nothing at all; or an error below the router. */
function readBody(type: string | undefined, text: string): Read {
  const media = (type ?? "").split(";")[0]?.trim();
  if (media === "application/json") {
    try {
      return { ok: true, row: JSON.parse(text) };
    } catch {
      return { ok: false, status: 400, text: "Bad Request" };
    }
  }
  if (media === "application/x-www-form-urlencoded")
    return { ok: true, row: Object.fromEntries(new URLSearchParams(text)) };
  // JSON sent as text is not read at all: everything is missing (witnessed.md C49, L25).
  return media === "text/plain" || text === ""
    ? { ok: true, row: {} }
    : { ok: false, status: 415, text: "Unsupported Media Type" };
}

function problemsOf(state: State, request: IncomingMessage, call: Call | null, body: Row): string[] {
  const problems: string[] = [];
  const { authorization } = request.headers;
  if (authorization !== `Bearer ${state.service.rules.token}`) problems.push("the token is wrong");
  if (!call) return [...problems, `no such call: ${request.method} ${request.url}`];
  if (request.method === "GET") return [...problems, ...wrongQuery(call.route, call.query, call.single)];
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json;\s*charset=utf-8$/i.test(type)) problems.push(`content type ${type || "is missing"}`);
  problems.push(...wrongBody(call.route, body));
  for (const [list, item] of [
    ["batchPayData", "pay"],
    ["batchRefundData", "refund"],
  ] as const) {
    const items = body[list];
    if (Array.isArray(items)) problems.push(...items.flatMap((one) => wrongBody(item, one)));
  }
  return problems;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
