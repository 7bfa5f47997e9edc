// A printer on the network, port 9100: a plain socket, both ways.
import { type Socket, connect } from "node:net";
import type { Clock } from "../clock.ts";
import { CannotReach, type Link, LinkBroken, type Transport } from "./link.ts";

const CONNECT_MS = 3_000;
const WRITE_MS = 60_000;
const CLOSE_MS = 1_000;

export const tcpTransport = (host: string, port: number, clock: Clock): Transport => ({
  canHear: true,
  async open() {
    const socket = connect({ host, port, noDelay: true, keepAlive: true, allowHalfOpen: false });
    const failed = new Promise<"failed">((resolve) => socket.once("error", () => resolve("failed")));
    const connected = new Promise<"connected">((resolve) => socket.once("connect", () => resolve("connected")));
    const over = new AbortController();
    const late = clock.sleep(CONNECT_MS, over.signal).then(() => "late" as const);
    const how = await Promise.race([failed, connected, late]);
    over.abort();
    if (how === "connected") return linkOf(socket, clock);
    socket.destroy();
    throw new CannotReach(how);
  },
});

function linkOf(socket: Socket, clock: Clock): Link {
  // Without a listener an error would end the process; `close` follows each.
  socket.on("error", () => {});
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return {
    get isOpen() {
      return socket.writable && !socket.destroyed;
    },
    async write(bytes) {
      const over = new AbortController();
      const taken = new Promise<boolean>((resolve) => socket.write(bytes, (error) => resolve(!error)));
      const broken = ended.then(() => false);
      const late = clock.sleep(WRITE_MS, over.signal).then(() => false);
      const isTaken = await Promise.race([taken, broken, late]);
      over.abort();
      if (isTaken) return;
      socket.destroy();
      throw new LinkBroken("the connection broke");
    },
    onBytes: (listener) => void socket.on("data", listener),
    ended,
    async close() {
      const over = new AbortController();
      socket.end();
      await Promise.race([ended, clock.sleep(CLOSE_MS, over.signal)]);
      over.abort();
      socket.destroy();
    },
  };
}
