// The one way out to the network. Every option of the HTTP library is spelled out; an answer comes back
// whole or as a named failure, and nothing here throws for what a server or a network does. It never sends
// a request a second time, and it never says "nothing was sent" without having watched the connection.
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from "node:https";
import { TLSSocket } from "node:tls";
import type { Socket } from "node:net";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import type { UnknownCause } from "../../preload/contract/reason.ts";

/** not_connected and tls_failed mean that not one byte of the request was written. */
export type HttpFailure = Extract<
  UnknownCause,
  "timeout" | "not_connected" | "broken_connection" | "tls_failed" | "redirected" | "too_large" | "unreadable"
>;

export type HttpRequest = {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the call to the last byte received, connecting included. */
  readonly timeoutMs: number;
  /** A connection of its own: for a request that must not meet one the server is just closing. */
  readonly fresh?: true;
};

export type HttpAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | { readonly ok: false; readonly failure: HttpFailure; readonly detail: string };

export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

export const MAX_ANSWER_BYTES = 1024 * 1024;

/** Shorter than any server's patience seen (Node 5 s, nginx 60–75 s), so that a used connection is rarely a dead one. */
const IDLE_MS = 4_000;

type Agents = { readonly http: HttpAgent; readonly https: HttpsAgent };

/** Opens the HTTP client. `close` ends idle connections, so that a process can finish. */
export function openHttp(): { http: Http; close(): void } {
  const kept = { keepAlive: true, keepAliveMsecs: 1000, maxSockets: 16, maxFreeSockets: 4, timeout: IDLE_MS } as const;
  const fresh = { keepAlive: false, maxSockets: 16 } as const;
  const reused: Agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) };
  const own: Agents = { http: new HttpAgent(fresh), https: new HttpsAgent(fresh) };
  const client = axios.create({
    adapter: "http",
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: MAX_ANSWER_BYTES,
    responseType: "arraybuffer",
    responseEncoding: "binary",
    decompress: true,
    // The one deadline is the signal of `send`: the library's own timers would only name it differently.
    timeout: 0,
    validateStatus: () => true,
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    withCredentials: false,
    insecureHTTPParser: false,
  });
  return {
    http: (request) => send(client, request.fresh ? own : reused, request),
    close() {
      for (const agent of [reused.http, reused.https, own.http, own.https]) agent.destroy();
    },
  };
}

/** What was seen of the connection; the ground for saying that nothing was written. */
type Watch = {
  request: ClientRequest | null;
  /** connecting: no connection yet · securing: TLS is being agreed · open: the request may have been written. */
  stage: "connecting" | "securing" | "open";
};

/** Makes the request with Node's own client, and notes how far its connection came. */
function watched(watch: Watch, deadline: AbortSignal) {
  return {
    request(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest {
      // The library builds the request after an await; a deadline that passed meanwhile must stop it here.
      deadline.throwIfAborted();
      const make = options.protocol === "https:" ? httpsRequest : httpRequest;
      const request = make(options, onAnswer);
      watch.request = request;
      request.once("socket", (socket) => follow(watch, socket));
      return request;
    },
  };
}

/** Connections that were seen open once: a later request on one may be written at once. */
const opened = new WeakSet<Socket>();

function follow(watch: Watch, socket: Socket): void {
  const secure = socket instanceof TLSSocket;
  const open = () => {
    opened.add(socket);
    watch.stage = "open";
  };
  if (opened.has(socket) || (!secure && !socket.connecting)) return open();
  // These listeners run before the request's bytes go out: Node writes them in a later listener of the same event.
  if (!secure) {
    socket.prependOnceListener("connect", open);
    return;
  }
  if (!socket.connecting) watch.stage = "securing";
  else socket.prependOnceListener("connect", () => (watch.stage = "securing"));
  socket.prependOnceListener("secureConnect", open);
}

async function send(client: AxiosInstance, agents: Agents, request: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(wholeMs(request.timeoutMs));
  const watch: Watch = { request: null, stage: "connecting" };
  try {
    const answer = await client.request<Buffer>({
      method: request.method,
      url: request.url,
      // The caller's Content-Type, and only that: `false` keeps the library from adding one of its own.
      headers: {
        Accept: "*/*",
        "Accept-Encoding": "identity",
        "User-Agent": "cashier",
        "Content-Type": false,
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { data: Buffer.from(request.body, "utf8") }),
      httpAgent: agents.http,
      httpsAgent: agents.https,
      transport: watched(watch, deadline),
      signal: deadline,
    });
    return whole(answer);
  } catch (error) {
    // Whatever is left of it may not go on behind a failure already told.
    watch.request?.destroy();
    return { ok: false, ...named(error, watch, deadline.aborted) };
  }
}

/** What a timer can count: callers subtract times, and what is left may be a fraction or nothing. */
const wholeMs = (ms: number): number => Math.min(Math.max(0, Math.ceil(ms)), 2 ** 31 - 1);

function whole(answer: AxiosResponse<Buffer>): HttpAnswer {
  if (answer.status >= 300 && answer.status < 400)
    return { ok: false, failure: "redirected", detail: String(answer.status) };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) headers[name.toLowerCase()] = String(value);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(answer.data);
    return { ok: true, status: answer.status, headers, text };
  } catch {
    return { ok: false, failure: "unreadable", detail: "not UTF-8" };
  }
}

function named(error: unknown, watch: Watch, late: boolean): { failure: HttpFailure; detail: string } {
  const code = codeOf(error);
  // No request was even made: only a deadline can be the reason, anything else is our own bug.
  if (watch.request === null && !late) throw error;
  if (watch.stage === "connecting") return { failure: "not_connected", detail: late ? "timeout" : code };
  if (watch.stage === "securing") return { failure: "tls_failed", detail: late ? "timeout" : code };
  if (late) return { failure: "timeout", detail: "" };
  if (error instanceof Error && error.message.includes("maxContentLength")) return { failure: "too_large", detail: "" };
  if (/^(HPE_|Z_|ERR_BROTLI|ERR__ERROR_)/.test(code)) return { failure: "unreadable", detail: code };
  return { failure: "broken_connection", detail: code };
}

/** The error's code: a short name such as ECONNRESET, never a text that could quote the request. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const own = "code" in error && typeof error.code === "string" ? error.code : "";
  return own || (error.cause === undefined ? "" : codeOf(error.cause));
}
