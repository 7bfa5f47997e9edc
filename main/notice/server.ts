// The listening socket: plain HTTP, one POST a connection, small bodies, short times. It knows nothing of money; whoever
// talks nonsense is turned away here and counted. Encryption is the business of whatever proxy the shop puts before it.
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type ChannelId, channelId } from "../../preload/contract/status.ts";
import type { IncomingNotice } from "../channel/channel.ts";
import { type Ending, REFUSALS, type Refusal } from "./kinds.ts";

export type Limits = {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly connections: number;
  /** From the first byte until the headers, and until the whole request, are there. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** A connection on which nothing moves, also while we ask the channel. */
  readonly silentMs: number;
};

export const LIMITS: Limits = {
  bodyBytes: 64 * 1024,
  headerBytes: 8 * 1024,
  connections: 200,
  headersMs: 5000,
  requestMs: 10_000,
  silentMs: 60_000,
};

export type Desk = {
  /** Must not throw. */
  take(channel: ChannelId, notice: IncomingNotice): Promise<Ending>;
  /** Told of what never reached `take`; null where no channel was named. */
  refused(channel: ChannelId | null, kind: Refusal): void;
  failed(error: unknown): void;
};

export type Listening = { readonly host: string; readonly port: number; close(): Promise<void> };

/** Listens, or answers the system's code for why not (EADDRINUSE, EADDRNOTAVAIL, EACCES ...). */
export async function listen(
  at: { readonly host: string; readonly port: number },
  desk: Desk,
  limits: Limits = LIMITS,
): Promise<Listening | { readonly problem: string }> {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(1000, limits.headersMs),
      keepAlive: false,
      insecureHTTPParser: false,
      requireHostHeader: true,
      joinDuplicateHeaders: false,
      noDelay: true,
    },
    (request, response) => {
      handle(request, response, desk, limits).catch((error: unknown) => {
        // Whoever hung up gets no answer; a late request is counted where its time ended.
        if (!request.complete) return;
        desk.failed(error);
        refuse(response, "bug");
      });
    },
  );
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = 1;
  server.maxHeadersCount = 50;
  server.timeout = limits.silentMs;
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => turnAway(error, socket, desk));
  const problem = await new Promise<string | null>((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    server.listen({ host: at.host, port: at.port, exclusive: true }, () => resolve(null));
  });
  if (problem !== null) return { problem };
  server.on("error", (error) => desk.failed(error));
  return { host: at.host, port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, desk: Desk, limits: Limits): Promise<void> {
  const channel = channelOf(request.url ?? "");
  const no = (kind: Refusal) => {
    desk.refused(channel, kind);
    refuse(response, kind);
    // What is still on its way is read and thrown away, as long as the time for a request lasts.
    request.resume();
  };
  if (channel === null) return no("wrong_path");
  if (request.method !== "POST") return no("wrong_method");
  if ((request.headers["content-encoding"] ?? "identity") !== "identity") return no("wrong_encoding");
  if (Number(request.headers["content-length"] ?? 0) > limits.bodyBytes) return no("too_large");
  const bytes = await readBody(request, limits.bodyBytes);
  if (bytes === null) return no("too_large");
  const text = decoded(bytes);
  if (text === null) return no("unreadable");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  const ending = await desk.take(channel, { headers, text });
  if ("reply" in ending) send(response, 200, ending.reply);
  else refuse(response, ending.kind);
}

/** The whole target must be `/notice/<channel>`: no query, no other spelling. */
function channelOf(target: string): ChannelId | null {
  const [, name] = /^\/notice\/([a-z]+)$/.exec(target) ?? [];
  return channelId.safeParse(name).data ?? null;
}

async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else resolve(null);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", reject);
  });
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The body names the reason, for whoever sets the channel up; it is never a word a channel takes for "understood". */
const refuse = (response: ServerResponse, kind: Refusal): void => send(response, REFUSALS[kind], `refused: ${kind}`);

function send(response: ServerResponse, status: number, body: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    Connection: "close",
    ...(status === REFUSALS.wrong_method ? { Allow: "POST" } : {}),
  });
  response.end(body);
}

/** What never became a request: too slow, too long a header, no HTTP at all. */
function turnAway(error: NodeJS.ErrnoException, socket: Socket, desk: Desk): void {
  if (error.code === "ECONNRESET" || error.code === "EPIPE") return void socket.destroy();
  const kind = error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "too_slow" : "malformed";
  desk.refused(null, kind);
  if (socket.writable) socket.end(`HTTP/1.1 ${REFUSALS[kind]} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.destroySoon();
}
