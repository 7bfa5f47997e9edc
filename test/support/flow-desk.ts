// A desk for tests of the flow: one real book on disk, the scripted channel, the virtual clock, and the verbs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Attempt } from "../../main/payment/attempt.ts";
import type { Sale } from "../../main/payment/collect.ts";
import type { Flow } from "../../main/payment/flow.ts";
import { type Payment, bindPayment } from "../../main/payment/payment.ts";
import { attemptByNo } from "../../main/store/attempts.ts";
import { type EventRow } from "../../main/store/journal.ts";
import { type Store, openStore } from "../../main/store/open.ts";
import { refundByNo } from "../../main/store/refunds.ts";
import { verifyStore } from "../../main/store/verify.ts";
import type { Result } from "../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { type ChannelOptions, type FlowChannel, openFlowChannel } from "./flow-channel.ts";
import { newBook } from "./new-book.ts";
import { VirtualClock } from "./virtual-clock.ts";

export const CODE = new PayCode("134567890123456789", "wechat");
export const AMOUNT = fen(1250);

/** A folder of its own for one test, gone when the test is. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cashier-flow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.failure.code} ${result.failure.detail ?? ""}`);
  return result.value;
}

export type Desk = {
  readonly file: string;
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly channel: FlowChannel;
  readonly flow: Flow;
  readonly payment: Payment;
  readonly closing: AbortController;
  /** Errors the flow logged, by event name. */
  readonly logged: string[];
  sale(change?: Partial<Sale>): Sale;
  /** Takes a payment and answers how it ended. */
  pay(change?: Partial<Sale>): Promise<Attempt>;
  attempt(tradeNo: TradeNo): Attempt;
  refundStatus(number: RefundNo): string | undefined;
  /** The kinds of the events of one attempt or refund. */
  history(id: string): string[];
  problems(): readonly string[];
};

export type DeskOptions = {
  readonly file?: string;
  readonly clock?: VirtualClock;
  readonly channel?: FlowChannel;
  readonly options?: ChannelOptions;
  readonly patienceMs?: number;
  wrap?(store: Store): Store;
  changed?(tradeNo: TradeNo): void;
};

let nonces = 0;

export function openDesk(parts: DeskOptions = {}): Desk {
  const file = parts.file ?? join(tempFolder(), "till.db");
  const clock = parts.clock ?? new VirtualClock();
  const channel = parts.channel ?? openFlowChannel(clock, parts.options);
  const opened = must(openStore(newBook(file)));
  const store = parts.wrap ? parts.wrap(opened) : opened;
  const closing = new AbortController();
  onTestFinished(() => {
    closing.abort();
    opened.close();
  });
  const logged: string[] = [];
  const flow: Flow = {
    store,
    clock,
    ids: { nonce: () => (nonces++).toString(16).padStart(32, "0"), below: () => 0 },
    log: { info() {}, warn() {}, error: (event) => logged.push(event) },
    terminal: 1,
    isTraining: false,
    staff: { who: () => null, answers: () => null },
    patienceMs: parts.patienceMs ?? Number.POSITIVE_INFINITY,
    channel: (id) => (id === "pooul" ? channel : null),
    changed: (tradeNo) => parts.changed?.(tradeNo),
    refundChanged() {},
    drivers: new Map(),
    refundDrivers: new Map(),
    openedMono: clock.monotonic(),
    closing: closing.signal,
  };
  const payment = bindPayment(flow);
  const sale = (change: Partial<Sale> = {}): Sale => ({
    amountFen: AMOUNT,
    channel: "pooul",
    mode: null,
    note: null,
    order: null,
    ...change,
  });
  const attempt = (tradeNo: TradeNo): Attempt => {
    const found = attemptByNo(store.read, tradeNo);
    if (!found) throw new Error("no such attempt");
    return found;
  };
  return {
    file,
    store,
    clock,
    channel,
    flow,
    payment,
    closing,
    logged,
    sale,
    attempt,
    async pay(change) {
      const { tradeNo, driver } = must(payment.collect(sale(change), CODE));
      await clock.run(driver.done);
      return attempt(tradeNo);
    },
    refundStatus: (number) => refundByNo(store.read, number)?.status,
    history: (id) =>
      store.read.all<EventRow>("SELECT * FROM events WHERE subject_id = ? ORDER BY seq", id).map((row) => row.kind),
    problems: () => verifyStore(store.read).problems,
  };
}
