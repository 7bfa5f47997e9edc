// A strict Leshua on this machine: a real HTTP server with books of its own. It shares no code with the adapter,
// writes down every breach of the documented protocol, and misbehaves only as scripted.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sent, deliver, networkPart, timesProcessed } from "./common/misbehave.ts";
import type { Books } from "./leshua/books.ts";
import { type Counter, type Reply, type Rules, serve } from "./leshua/counter.ts";
import { type AnswerForm, type Fields, answerSign, readForm, signProblem, toXml } from "./leshua/envelope.ts";
import { SERVICES, type Service, wrongFields } from "./leshua/fields.ts";
import { type Behaviour, type Script, newScript } from "./leshua/script.ts";

export { type Behaviour, type Script, wrong } from "./leshua/script.ts";
export { type Books, type Order, type Payer, type Refund, payers } from "./leshua/books.ts";
export type { Service } from "./leshua/fields.ts";

export type LeshuaPeerOptions = Partial<Rules> & {
  readonly port?: number;
  /** How answers sign their empty fields: the vendor's text keeps them, clients were seen to drop them. */
  readonly signForm?: AnswerForm;
};

export type Received = {
  readonly service: Service | null;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  /** The form's fields, when there was one. */
  readonly fields: Fields | null;
  readonly behaviour: Behaviour["do"];
};

export type LeshuaPeer = {
  readonly url: string;
  readonly merchantId: string;
  readonly key: string;
  readonly notifyKey: string;
  readonly books: Books;
  /** Sentences; empty when everything was as documented. */
  readonly breaches: string[];
  readonly requests: Received[];
  readonly script: Script;
  /** A channel config that reaches this peer. */
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
};

const PATH = "/cgi-bin/lepos_pay_gateway.cgi";
const KEY = "0123456789ABCDEF0123456789ABCDEF";
const NOTIFY_KEY = "FEDCBA9876543210FEDCBA9876543210";
const STRANGER = "11111111111111111111111111111111";

const DEFAULTS: Rules = { merchantId: "0000000001", closeNotBeforeMs: 300_000, chargeEchoesAmount: true };

/** Starts the peer on a free port of 127.0.0.1. */
export async function startLeshuaPeer(options: LeshuaPeerOptions = {}): Promise<LeshuaPeer> {
  const { port = 0, signForm = "kept", ...given } = options;
  const state = newState({ ...DEFAULTS, ...given }, signForm);
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => {
      // A request given up by its sender is its own business; anything else is a fault of this peer.
      if (!request.destroyed || request.complete) state.breaches.push(`the peer failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${address.port}${PATH}`;
  const { breaches, requests, rules } = state;
  return {
    url,
    merchantId: rules.merchantId,
    key: KEY,
    notifyKey: NOTIFY_KEY,
    books: state.counter.books,
    breaches,
    requests,
    script: state.played.script,
    config: (extra = {}) => ({ url, merchantId: rules.merchantId, key: KEY, notifyKey: NOTIFY_KEY, ...extra }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = ReturnType<typeof newState>;

function newState(rules: Rules, signForm: AnswerForm) {
  const breaches: string[] = [];
  const requests: Received[] = [];
  const played = newScript();
  let count = 0;
  const counter: Counter = {
    rules,
    played,
    books: { orders: new Map(), refunds: [] },
    usedCodes: new Set(),
    now: () => performance.now(),
    nextId: () => String(3_495_002_500_000 + ++count).padStart(16, "0"),
    breach: (what) => void breaches.push(what),
  };
  return { rules, signForm, played, counter, breaches, requests, nonces: new Set<string>() };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await bodyOf(request);
  const form = readForm(text);
  const fields = typeof form === "string" ? null : form;
  const service = SERVICES.find((known) => known === fields?.["service"]) ?? null;
  const behaviour: Behaviour = service === null ? { do: "behave" } : state.played.behaviour(service);
  const path = request.url ?? "";
  state.requests.push({ service, path, headers: request.headers, text, fields, behaviour: behaviour.do });
  const problems = envelopeProblems(request);
  if (typeof form === "string") problems.push(form);
  if (fields && service === null) problems.push(`no such service: ${fields["service"] ?? "none"}`);
  if (fields) problems.push(...fieldProblems(state, service, fields));
  state.breaches.push(...problems.map((problem) => `${service ?? path}: ${problem}`));
  const sent = written(state, answer(state, service, fields, problems, behaviour), fields, behaviour);
  await deliver(response, sent, networkPart(behaviour));
}

/** Method, path and content type. */
function envelopeProblems(request: IncomingMessage): string[] {
  const problems: string[] = [];
  if (request.method !== "POST") problems.push(`method ${request.method}`);
  if (request.url !== PATH) problems.push(`path ${request.url}`);
  const type = request.headers["content-type"];
  if (!/^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i.test(type ?? ""))
    problems.push(`content type ${type ?? "is missing"}`);
  return problems;
}

function fieldProblems(state: State, service: Service | null, fields: Fields): string[] {
  const problems = service === null ? [] : wrongFields(service, fields);
  if (fields["merchant_id"] !== state.rules.merchantId) problems.push("somebody else's merchant_id");
  const sign = signProblem(fields, KEY);
  if (sign !== null) problems.push(sign);
  const nonce = fields["nonce_str"] ?? "";
  if (state.nonces.has(nonce)) problems.push("nonce_str was used before");
  state.nonces.add(nonce);
  return problems;
}

type Answered = Reply | { readonly refused: string; readonly msg: string };

/** What a request does to the books, and what is to be said about it. */
function answer(
  state: State,
  service: Service | null,
  fields: Fields | null,
  problems: readonly string[],
  behaviour: Behaviour,
): Answered {
  // Empty or wrong requests are answered like this, unsigned (facts §5.5).
  if (service === null || fields === null) return { refused: "1", msg: "接口为可用状态" };
  if (problems.some((problem) => problem.includes("sign"))) return { refused: "-20006", msg: "签名错误" };
  const echo = { third_order_id: fields["third_order_id"] ?? "" };
  if (problems.length > 0) return { ok: false, code: -20001, msg: "参数错误", fields: echo };
  if (behaviour.do === "fail")
    return { ok: false, code: behaviour.code, msg: behaviour.msg, fields: behaviour.fields ?? echo };
  if (behaviour.do === "refuse" && !behaviour.processed) return { refused: behaviour.code, msg: behaviour.msg };
  const times = timesProcessed(networkPart(behaviour));
  if (times === 0) return { refused: "-1", msg: "not processed" };
  const first = serve(state.counter, service, fields);
  if (behaviour.do === "refuse") return { refused: behaviour.code, msg: behaviour.msg };
  if (times === 1) return first;
  // The network repeated it, not the merchant: whatever is said about the second one is no breach of his.
  const before = state.breaches.length;
  const second = serve(state.counter, service, fields);
  state.breaches.length = before;
  return second;
}

function written(state: State, said: Answered, fields: Fields | null, behaviour: Behaviour): Sent {
  const xml = (body: string): Sent => ({ status: 200, headers: { "Content-Type": "text/xml; charset=utf-8" }, body });
  if (behaviour.do === "text") return xml(behaviour.body);
  if ("refused" in said) return xml(toXml({ resp_code: said.refused, resp_msg: said.msg }));
  const result: Fields = said.ok
    ? { result_code: "0", ...said.fields }
    : { result_code: "1", error_code: String(said.code), error_msg: said.msg, ...said.fields };
  const body: Fields = changed(
    {
      resp_code: "0",
      merchant_id: state.rules.merchantId,
      nonce_str: `peer${state.requests.length}${fields?.["nonce_str"] ?? ""}`.slice(0, 32),
      ...result,
    },
    behaviour,
  );
  if (behaviour.do === "unsigned") return xml(toXml(body));
  const key = behaviour.do === "wrong_signature" ? STRANGER : KEY;
  return xml(toXml({ ...body, sign: answerSign(body, key, state.signForm) }));
}

function changed(body: Fields, behaviour: Behaviour): Fields {
  switch (behaviour.do) {
    case "wrong_amount":
      return { ...body, amount: String(behaviour.fen) };
    case "other_order":
      return { ...body, third_order_id: behaviour.tradeNo };
    case "change": {
      const kept = Object.entries({ ...body, ...behaviour.fields }).filter(
        (pair): pair is [string, string] => pair[1] !== null,
      );
      return Object.fromEntries(kept);
    }
    default:
      return body;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
