// A shop with a real book, cash sales in it, a printer peer on a real port, and the print queue between them.
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { type Clock, systemClock } from "../../main/clock.ts";
import type { Log } from "../../main/log.ts";
import { openPrints } from "../../main/print/open-prints.ts";
import type { Prints } from "../../main/print/prints.ts";
import type { Store } from "../../main/store/open.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { type PrinterConfig, type PrinterTarget, printerConfig } from "../../preload/contract/printing.ts";
import { type PrinterPeer, openPrinterPeer } from "../peers/printer.ts";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";

export const NO_LOG: Log = { info() {}, warn() {}, error() {} };

export function printsOn(store: Store, log: Log = NO_LOG, clock: Clock = systemClock): Prints {
  const prints = openPrints({ store, clock, log });
  onTestFinished(() => prints.close());
  return prints;
}

/** A clock that goes four times as fast, for where a printer is waited for in vain. */
export const HURRIED: Clock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * 4,
  sleep: (ms, signal) => systemClock.sleep(ms / 4, signal),
};

export const configFor = (target: PrinterTarget, change: Partial<PrinterConfig> = {}): PrinterConfig => ({
  ...printerConfig.parse({ name: "前台", target, perMinute: 6000 }),
  ...change,
});

export async function openPeer(): Promise<PrinterPeer> {
  const peer = await openPrinterPeer();
  onTestFinished(() => peer.close());
  return peer;
}

export type Shop = {
  readonly desk: Desk;
  readonly prints: Prints;
  readonly peer: PrinterPeer;
  /** Takes cash and answers the trade number. */
  sell(): TradeNo;
  /** The statuses of all jobs but the drawer's, oldest first. */
  statuses(): string[];
};

/** With one printer, `front`, set up and the queue running. */
export async function openShop(change: Partial<PrinterConfig> = {}, clock: Clock = systemClock): Promise<Shop> {
  const desk = openDesk();
  const peer = await openPeer();
  const prints = printsOn(desk.store, NO_LOG, clock);
  prints.save("front", configFor({ kind: "tcp", host: "127.0.0.1", port: peer.port }, change));
  prints.start();
  return {
    desk,
    prints,
    peer,
    sell() {
      const number = sellIn(desk);
      prints.wake();
      return number;
    },
    statuses: () =>
      prints
        .jobs(1000)
        .filter((job) => job.kind !== "drawer")
        .map((job) => job.status)
        .reverse(),
  };
}

export const sellIn = (desk: Desk): TradeNo =>
  must(desk.payment.takeCash({ amountFen: fen(1250), note: null, order: null }, fen(2000)));

/** Waits until it holds; throws with what is there after ten seconds. */
export async function until(holds: () => boolean, say: () => unknown = () => "", limitMs = 10_000): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += 10) {
    if (holds()) return;
    await wait(10);
  }
  throw new Error(`never: ${JSON.stringify(say())}`);
}

/** The trade numbers on whole slips, in the order they came out. */
export const printedNumbers = (peer: PrinterPeer): string[] =>
  peer.paper.slips.flatMap(({ text }) => /\[code128 (\d+)\]/.exec(text)?.[1] ?? []);
