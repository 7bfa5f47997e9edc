// Real servers on this machine and the real client, for the tests of main/channel/http.ts. Everything opened is closed
// after each test.
import { type RequestListener, createServer } from "node:http";
import { type AddressInfo, type Server, type Socket, createServer as createTcpServer } from "node:net";
import { type HttpAnswer, type HttpRequest, openHttp } from "../../main/channel/http.ts";
import { afterEachTest } from "../support/each-test.ts";

export let closers: (() => Promise<unknown> | void)[] = [];
afterEachTest(async () => {
  for (const close of closers.toReversed()) await close();
  closers = [];
});

export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

export const web = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createServer(listener))}`;
export const tcp = async (onSocket: (socket: Socket) => void) =>
  `http://127.0.0.1:${await listen(createTcpServer(onSocket))}`;

export function openedHttp() {
  const { http, close } = openHttp();
  closers.push(close);
  return http;
}

export function client() {
  const http = openedHttp();
  return (url: string, more: Partial<HttpRequest> = {}): Promise<HttpAnswer> =>
    http({ method: "POST", url, headers: { "Content-Type": "text/plain" }, body: "charge", timeoutMs: 1500, ...more });
}
