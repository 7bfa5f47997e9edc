// Links to printers through a devices process of their own, as the till's print queue uses them. The process is started
// when the first link is wanted; when it is gone, so is every link, and the queue knows what was under way on each.
import type { WireTarget } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import type { StartService } from "../host/service.ts";
import type { Log } from "../log.ts";
import { CannotReach, type Link, LinkBroken, type Transport } from "../print/link.ts";
import { canHear } from "../print/transports.ts";
import { type Devices, openDevices } from "./devices.ts";
import { type DeviceMessage, isLinkMessage, type LinkMessage, MAX_PIECE_BYTES, type ToDevices } from "./messages.ts";

export type PrinterWires = {
  transport(target: WireTarget): Transport;
  /** Ends the process for good. */
  close(): Promise<void>;
};

/** How long the process may take to start, and a link to open: its own limits are shorter. */
const START_MS = 10_000;
const OPEN_MS = 20_000;
const CLOSE_MS = 3_000;

/** One link as this side sees it. */
type Wired = {
  heard(message: LinkMessage): void;
  /** The process is gone. */
  lost(): void;
};

export function openPrinterWires(parts: { start: StartService; clock: Clock; log: Log }): PrinterWires {
  const { clock } = parts;
  const links = new Map<number, Wired>();
  let devices: Devices | null = null;
  let isClosed = false;
  let count = 0;
  let started = Promise.withResolvers<void>();

  const family = {
    started: (): readonly ToDevices[] => {
      started.resolve();
      return [];
    },
    heard: (message: DeviceMessage): void => {
      if (isLinkMessage(message)) links.get(message.link)?.heard(message);
    },
    gone: (): void => {
      started = Promise.withResolvers();
      for (const link of links.values()) link.lost();
      links.clear();
    },
  };
  const ready = async (): Promise<Devices> => {
    if (isClosed) throw new CannotReach("closed");
    devices ??= openDevices({ ...parts, family });
    if (!devices.isRunning) await within(clock, START_MS, started.promise);
    if (!devices.isRunning) throw new CannotReach("the devices process does not run");
    return devices;
  };
  return {
    transport: (target) => ({
      canHear: canHear(target),
      async open() {
        const process = await ready();
        const id = ++count;
        const wired = new WiredLink(
          (message) => process.send(message),
          id,
          clock,
          () => links.delete(id),
        );
        links.set(id, wired);
        process.send({ kind: "print.open", link: id, target });
        const why = await within(clock, OPEN_MS, wired.opened);
        if (why === null) return wired;
        links.delete(id);
        process.send({ kind: "print.close", link: id });
        throw new CannotReach(why ?? "late");
      },
    }),
    async close() {
      isClosed = true;
      await devices?.close();
      family.gone();
    },
  };
}

/** What it resolves to, or undefined when the time is over. */
async function within<T>(clock: Clock, ms: number, what: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(() => undefined);
  const first = await Promise.race([what, late]);
  over.abort();
  return first;
}

class WiredLink implements Link, Wired {
  readonly #send: (message: ToDevices) => void;
  readonly #id: number;
  readonly #clock: Clock;
  readonly #forget: () => void;
  readonly #opened = Promise.withResolvers<string | null>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #takers = new Map<number, () => void>();
  #listener: (bytes: Uint8Array) => void = () => {};
  #pieces = 0;
  isOpen = false;

  constructor(send: (message: ToDevices) => void, id: number, clock: Clock, forget: () => void) {
    this.#send = send;
    this.#id = id;
    this.#clock = clock;
    this.#forget = forget;
  }

  /** Null once it is open, else why it is not. */
  get opened(): Promise<string | null> {
    return this.#opened.promise;
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  heard(message: LinkMessage): void {
    switch (message.kind) {
      case "print.opened":
        this.isOpen = true;
        return this.#opened.resolve(null);
      case "print.unreachable":
        return this.#opened.resolve(message.why);
      case "print.taken":
        return this.#takers.get(message.piece)?.();
      case "print.said":
        return this.#listener(Buffer.from(message.bytes, "base64"));
      case "print.ended":
        return this.lost();
    }
  }

  lost(): void {
    this.isOpen = false;
    this.#forget();
    this.#opened.resolve("gone");
    this.#ended.resolve();
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += MAX_PIECE_BYTES) {
      if (!this.isOpen) throw new LinkBroken("the link is gone");
      await this.#piece(bytes.subarray(at, at + MAX_PIECE_BYTES));
    }
  }

  /** The other side has its own limit for a piece; a process that stands still is ended, and then so is this. */
  async #piece(bytes: Uint8Array): Promise<void> {
    const piece = this.#pieces++;
    const taken = new Promise<boolean>((resolve) => this.#takers.set(piece, () => resolve(true)));
    this.#send({
      kind: "print.write",
      link: this.#id,
      piece,
      bytes: Buffer.from(bytes).toString("base64"),
    });
    const isTaken = await Promise.race([taken, this.#ended.promise.then(() => false)]);
    this.#takers.delete(piece);
    if (!isTaken) throw new LinkBroken("the link broke");
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.#send({ kind: "print.close", link: this.#id });
    await within(this.#clock, CLOSE_MS, this.#ended.promise);
    this.lost();
  }
}
