// A receipt printer on TCP port 9100 or on a serial line: prints what it is sent onto a Paper, answers DLE EOT at once and GS r when it comes to
// it, and can run out of paper, open its cover, go off-line, fall silent, be slow and break off midway. What it has not
// printed yet stays in it when the connection breaks, as in a real one.
import { type Server, type Socket, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { takeCommand } from "./printer/decode.ts";
import { Paper } from "./printer/paper.ts";

export type PrinterScript = {
  paper: "there" | "out";
  cover: "closed" | "open";
  online: boolean;
  /** `nothing`: a one-way printer. `no_proof`: it answers DLE EOT, but not GS r. */
  answers: "all" | "no_proof" | "nothing";
  /** It says by itself (ASB) when its state changes. */
  unasked: boolean;
  /** How long each cut takes. */
  slowMs: number;
  /** Breaks the connection once it has taken so many more bytes; null: never. */
  breakAfterBytes: number | null;
  /** Runs out of paper after so many more cuts; null: never. */
  paperForCuts: number | null;
};

export type PrinterPeer = {
  readonly port: number;
  readonly paper: Paper;
  readonly script: PrinterScript;
  /** How many connections it had. */
  connections: number;
  /** A person puts paper in, closes the cover, switches it on: it goes on with what it has. */
  mend(change: Partial<PrinterScript>): void;
  /** Switched off: the port is closed, and what it had not printed is lost. */
  switchOff(): Promise<void>;
  switchOn(): Promise<void>;
  /** Puts it on another wire beside its network, such as the far end of a pty. */
  wire(answer: (bytes: Uint8Array) => void): (chunk: Buffer) => void;
  close(): Promise<void>;
};

const HEALTHY: PrinterScript = {
  paper: "there",
  cover: "closed",
  online: true,
  answers: "all",
  unasked: false,
  slowMs: 0,
  breakAfterBytes: null,
  paperForCuts: null,
};

export async function openPrinterPeer(options: { columns?: number; fourByte?: boolean } = {}): Promise<PrinterPeer> {
  const printer = new Printer(new Paper(options.columns ?? 48, options.fourByte ?? false));
  await printer.switchOn();
  return printer;
}

type Wire = { write(bytes: Uint8Array): void; cut(): void };

class Printer implements PrinterPeer {
  readonly paper: Paper;
  readonly script: PrinterScript = { ...HEALTHY };
  connections = 0;
  port = 0;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #wires: Wire[] = [];
  #buffer = Buffer.alloc(0);
  #busy = false;

  constructor(paper: Paper) {
    this.paper = paper;
  }

  async switchOn(): Promise<void> {
    const server = createServer((socket) => this.#talk(socket));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    const address = server.address();
    if (address !== null && typeof address === "object") this.port = address.port;
  }

  async switchOff(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    this.#buffer = Buffer.alloc(0);
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  async close(): Promise<void> {
    await this.switchOff();
  }

  mend(change: Partial<PrinterScript>): void {
    Object.assign(this.script, change);
    if (this.script.unasked) this.#sayUnasked();
    void this.#work();
  }

  /** Four bytes as in Epson's reference: off-line, cover; errors; paper; nothing. */
  #sayUnasked(): void {
    const { paper, cover } = this.script;
    const first = 0x10 | (this.#isReady ? 0 : 0x08) | (cover === "open" ? 0x20 : 0);
    for (const wire of this.#wires) wire.write(Uint8Array.of(first, 0, paper === "out" ? 0x0c : 0, 0));
  }

  #talk(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.on("error", () => {});
    const wire: Wire = { write: (bytes) => void socket.write(bytes), cut: () => void socket.destroy() };
    this.#wires.push(wire);
    socket.on("close", () => {
      this.#sockets.delete(socket);
      this.#wires.splice(this.#wires.indexOf(wire), 1);
    });
    socket.on("data", (chunk: Buffer) => this.#take(wire, chunk));
  }

  wire(answer: (bytes: Uint8Array) => void): (chunk: Buffer) => void {
    const wire: Wire = { write: answer, cut: () => {} };
    this.#wires.push(wire);
    return (chunk) => this.#take(wire, chunk);
  }

  #take(wire: Wire, chunk: Buffer): void {
    const { breakAfterBytes } = this.script;
    const taken = breakAfterBytes === null ? chunk : chunk.subarray(0, breakAfterBytes);
    for (let at = 0; at + 2 < taken.length; at++)
      if (taken[at] === 0x10 && taken[at + 1] === 0x04) this.#answer(wire, taken[at + 2] ?? 0);
    this.#buffer = Buffer.concat([this.#buffer, taken]);
    if (breakAfterBytes !== null) {
      this.script.breakAfterBytes = breakAfterBytes - taken.length;
      if (this.script.breakAfterBytes === 0) {
        this.script.breakAfterBytes = null;
        wire.cut();
      }
    }
    void this.#work();
  }

  get #isReady(): boolean {
    const { paper, cover, online } = this.script;
    return paper === "there" && cover === "closed" && online;
  }

  /** DLE EOT n is answered whatever else is going on. */
  #answer(wire: Wire, question: number): void {
    if (this.script.answers === "nothing") return;
    const { paper, cover } = this.script;
    const out = paper === "out";
    const bits: Readonly<Record<number, number>> = {
      1: this.#isReady ? 0 : 0x08,
      2: (cover === "open" ? 0x04 : 0) | (out ? 0x20 : 0),
      4: out ? 0x60 : 0,
    };
    const found = bits[question];
    if (found !== undefined) wire.write(Uint8Array.of(0x12 | found));
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#isReady) {
        const taken = takeCommand(this.#buffer);
        if (!taken) return;
        this.#buffer = this.#buffer.subarray(taken.length);
        this.paper.take(taken.command);
        if (taken.command.kind === "cut") await this.#cut();
        if (taken.command.kind === "proof" && this.script.answers === "all")
          for (const wire of this.#wires) wire.write(Uint8Array.of(0));
      }
    } finally {
      this.#busy = false;
    }
  }

  async #cut(): Promise<void> {
    if (this.script.slowMs > 0) await wait(this.script.slowMs);
    if (this.script.paperForCuts === null) return;
    this.script.paperForCuts -= 1;
    if (this.script.paperForCuts > 0) return;
    this.script.paperForCuts = null;
    this.script.paper = "out";
  }
}
