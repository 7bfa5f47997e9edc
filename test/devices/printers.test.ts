// Links to printers through a real devices process: bytes whole and in order, what is said heard, and its death the end of
// every link and of nothing else.
import { once } from "node:events";
import { type Server, type Socket, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { openPrinterWires } from "../../main/devices/printers.ts";
import { type ServiceProcess, forkService } from "../../main/host/service.ts";
import { openLog } from "../../main/log.ts";
import { CannotReach, LinkBroken } from "../../main/print/link.ts";
import { until } from "../scan/serial-gun.ts";
import { DEVICES } from "./shop.ts";

/** Whatever listens at an address, with all that came. */
async function openServer(): Promise<{ port: number; server: Server; sockets: Socket[]; came: () => Buffer }> {
  const chunks: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, server, sockets, came: () => Buffer.concat(chunks) };
}

function openWires() {
  const processes: ServiceProcess[] = [];
  const fork = forkService(DEVICES);
  const start = () => {
    const process = fork();
    processes.push(process);
    return process;
  };
  const wires = openPrinterWires({ start, clock: systemClock, log: openLog("silent") });
  onTestFinished(() => wires.close());
  const open = (port: number) => wires.transport({ kind: "tcp", host: "127.0.0.1", port }).open();
  return { wires, processes, open };
}

/** Bytes that show where they stand. */
const countingBytes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 255);

test("no process is started before a link is wanted", () => {
  const { wires, processes } = openWires();
  expect(wires.transport({ kind: "file", path: "/dev/null" }).canHear).toBe(false);
  expect(processes).toEqual([]);
});

test("a paper of many pieces arrives whole and in order, and what is said on the way is heard", async () => {
  const [{ port, sockets, came }, { open }] = [await openServer(), openWires()];
  const link = await open(port);
  const heard: Uint8Array[] = [];
  link.onBytes((bytes) => heard.push(bytes));
  const paper = countingBytes(300_000);
  await link.write(paper);
  await until(() => came().length === paper.length);
  expect(came().equals(paper)).toBe(true);
  sockets[0]?.write(Uint8Array.of(0x12, 0x16, 0));
  await until(() => Buffer.concat(heard).length === 3);
  expect(Buffer.concat(heard).toString("hex")).toBe("121600");
  await link.close();
  expect(link.isOpen).toBe(false);
  await expect(link.write(paper)).rejects.toThrow(LinkBroken);
});

test("an address where nobody listens cannot be reached", async () => {
  const [{ port, server }, { open }] = [await openServer(), openWires()];
  server.close();
  await once(server, "close");
  await expect(open(port)).rejects.toThrow(CannotReach);
});

test("a printer that hangs up ends its link alone", async () => {
  const [first, second, { open }] = [await openServer(), await openServer(), openWires()];
  const [one, two] = [await open(first.port), await open(second.port)];
  await until(() => first.sockets.length === 1);
  first.sockets[0]?.destroy();
  await one.ended;
  expect([one.isOpen, two.isOpen]).toEqual([false, true]);
  await two.write(countingBytes(10));
  await until(() => second.came().length === 10);
});

test("a process that dies ends every link, breaks the write under way, and is there again for the next", async () => {
  const [first, second, { open, processes }] = [await openServer(), await openServer(), openWires()];
  const [one, two] = [await open(first.port), await open(second.port)];
  // A printer that takes nothing: the write cannot end.
  await until(() => first.sockets.length === 1);
  first.sockets[0]?.pause();
  const write = one.write(Buffer.alloc(20_000_000, 1)).then(
    () => null,
    (error: unknown) => error,
  );
  processes[0]?.kill();
  await Promise.all([one.ended, two.ended]);
  expect(await write).toBeInstanceOf(LinkBroken);
  const again = await open(second.port);
  await again.write(countingBytes(10));
  await until(() => second.came().length === 10);
  expect(processes).toHaveLength(2);
});

test("after it was closed no process is started any more", async () => {
  const [{ port }, { wires, open, processes }] = [await openServer(), openWires()];
  await wires.close();
  await expect(open(port)).rejects.toThrow(CannotReach);
  expect(processes).toEqual([]);
});
