// A strict 慧收银 on this machine: a real HTTP server with books of its own. It shares no code with the adapter,
// writes down every breach of the documented protocol, and misbehaves only as scripted.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sent, deliver, networkPart, timesProcessed } from "./common/misbehave.ts";
import type { Books } from "./huishouyin/books.ts";
import { type Counter, type Reply, type Rules, amount, serve } from "./huishouyin/counter.ts";
import { CALLS_BY_PATH, type CallName, wrongFields } from "./huishouyin/fields.ts";
import { type Behaviour, type Script, newScript } from "./huishouyin/script.ts";
import { type Fields, type Reading, expectedSign } from "./huishouyin/seal.ts";

export { type Behaviour, type Script, wrong } from "./huishouyin/script.ts";
export { type Books, type Order, type Payer, type Refund, type RefundState, payers } from "./huishouyin/books.ts";
export type { CallName } from "./huishouyin/fields.ts";

/** The points the vendor's pages leave open, as this peer's operator reads them. */
export type HuishouyinPeerOptions = Partial<Rules & Reading> & {
  readonly port?: number;
  readonly signTypeEverywhere?: boolean;
  readonly bodyAs?: "json" | "form";
  /** `code` or `status`, a number or a text, nested under `data` or flat. */
  readonly codeAs?: "code" | "status";
  readonly numbersAs?: "number" | "text";
  readonly flat?: boolean;
};

type Settled = Rules & Reading & Required<Omit<HuishouyinPeerOptions, "port">>;

const DEFAULTS: Settled = {
  appId: "bT2CAkZUgoOr36BnZhuC1aTvXgxhvmhF",
  secret: "L4XYdVQWe0DROIQBxxtrYKWawTIrXofe",
  encoding: "base64",
  includesSignType: true,
  nestedAs: "json",
  tellsBy: "code",
  amountsAs: "number",
  signTypeEverywhere: false,
  bodyAs: "json",
  codeAs: "code",
  numbersAs: "number",
  flat: false,
};

export type Received = {
  readonly call: CallName | null;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  /** The parameters, when the body could be read. */
  readonly fields: Fields | null;
  readonly behaviour: Behaviour["do"];
};

export type HuishouyinPeer = {
  readonly baseUrl: string;
  readonly appId: string;
  readonly secret: string;
  readonly books: Books;
  /** Sentences; empty when everything was as documented. */
  readonly breaches: string[];
  readonly requests: Received[];
  readonly script: Script;
  /** A channel config that reaches this peer. */
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
};

export async function startHuishouyinPeer(options: HuishouyinPeerOptions = {}): Promise<HuishouyinPeer> {
  const { port = 0, ...given } = options;
  const rules: Settled = { ...DEFAULTS, ...given };
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
  return {
    baseUrl,
    appId: rules.appId,
    secret: rules.secret,
    books: state.counter.books,
    breaches: state.breaches,
    requests: state.requests,
    script: state.played.script,
    config: (extra = {}) => ({
      baseUrl,
      appId: rules.appId,
      appSecret: rules.secret,
      signEncoding: rules.encoding,
      signIncludesSignType: rules.includesSignType,
      signNestedAs: rules.nestedAs,
      signTypeEverywhere: rules.signTypeEverywhere,
      bodyAs: rules.bodyAs,
      ...extra,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = ReturnType<typeof newState>;

function newState(rules: Settled) {
  const breaches: string[] = [];
  const played = newScript();
  let count = 0;
  const counter: Counter = {
    rules,
    played,
    books: { orders: new Map(), refunds: [] },
    usedCodes: new Set(),
    now: () => performance.now(),
    nextId: () => `20171021${String(++count).padStart(8, "0")}`,
    breach: (what) => void breaches.push(what),
  };
  const requests: Received[] = [];
  return { rules, played, counter, breaches, requests };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await bodyOf(request);
  const path = request.url ?? "";
  const call = CALLS_BY_PATH.get(path) ?? null;
  const behaviour: Behaviour = call === null ? { do: "behave" } : state.played.behaviour(call);
  const breach = (what: string) => void state.breaches.push(`${call ?? path}: ${what}`);
  for (const problem of envelopeProblems(state.rules, request)) breach(problem);
  if (call === null) breach("no such path");
  const fields = readFields(text, state.rules.bodyAs);
  if (fields === null) breach("the body cannot be read");
  state.requests.push({ call, path, headers: request.headers, text, fields, behaviour: behaviour.do });
  await deliver(response, sent(state, answer(state, call, fields, behaviour), behaviour), networkPart(behaviour));
}

/** In the order of the vendor's flow chart: 3001, 3002, 3003, 3004, then the order number and the money. */
function answer(state: State, call: CallName | null, fields: Fields | null, behaviour: Behaviour): Reply {
  if (call === null || fields === null) return { code: 3001, msg: "参数缺失", data: {} };
  const wrong = wrongFields(call, fields, state.rules.signTypeEverywhere);
  for (const { what } of wrong) state.breaches.push(`${call}: ${what}`);
  if (String(fields["refund_amount"]).match(/^0(\.0+)?$/))
    state.breaches.push("a refund of 0 would give everything back");
  const [first] = wrong;
  if (first) return { code: first.code, msg: "参数错误", data: {} };
  if (fields["app_id"] !== state.rules.appId) return { code: 3003, msg: "app_id错误", data: {} };
  if (fields["sign"] !== expectedSign(fields, state.rules)) return { code: 3004, msg: "签名验证失败", data: {} };
  if (behaviour.do === "fail") {
    if (behaviour.processed) serve(state.counter, call, fields);
    return { code: behaviour.code, msg: behaviour.msg, data: {} };
  }
  const times = timesProcessed(networkPart(behaviour));
  if (times === 0) return { code: 5001, msg: "not processed", data: {} };
  const reply = serve(state.counter, call, fields);
  if (times === 1) return reply;
  // The network repeated it, not the merchant: whatever is said about the second one is no breach of his.
  const before = state.breaches.length;
  const second = serve(state.counter, call, fields);
  state.breaches.length = before;
  return second;
}

function sent(state: State, reply: Reply, behaviour: Behaviour): Sent {
  const { codeAs, numbersAs, flat } = state.rules;
  const texts = numbersAs === "text";
  const data = reply.code === 1000 ? changed(state.counter, reply.data, behaviour) : reply.data;
  const spoken = texts ? asTexts(data) : data;
  const code = texts ? String(reply.code) : reply.code;
  const body = { [codeAs]: code, msg: reply.msg, ...(flat ? spoken : { data: spoken }) };
  return { status: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/** Whole numbers as texts, as the tables type them. */
const asTexts = (data: Fields): Fields =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, Number.isInteger(value) ? String(value) : value]),
  );

function changed(counter: Counter, data: Fields, behaviour: Behaviour): Fields {
  switch (behaviour.do) {
    case "wrong_amount":
      return { ...data, total_amount: amount(counter, behaviour.fen) };
    case "other_order":
      return { ...data, order_id: behaviour.orderId };
    case "change":
      return { ...data, ...behaviour.data };
    default:
      return data;
  }
}

function envelopeProblems(rules: Settled, request: IncomingMessage): readonly string[] {
  const problems: string[] = [];
  if (request.method !== "POST") problems.push(`method ${request.method}`);
  const type = request.headers["content-type"] ?? "";
  const wanted = rules.bodyAs === "json" ? "application/json" : "application/x-www-form-urlencoded";
  if (type.toLowerCase().replaceAll(" ", "") !== `${wanted};charset=utf-8`) problems.push(`content type ${type}`);
  return problems;
}

function readFields(text: string, bodyAs: "json" | "form"): Fields | null {
  if (bodyAs === "form") {
    const pairs = [...new URLSearchParams(text)];
    return pairs.length === new Set(pairs.map(([name]) => name)).size ? Object.fromEntries(pairs) : null;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
