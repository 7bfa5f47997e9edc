// A whole till that receives notices, on a data folder of its own, with the real HTTP client and the channels' peers.
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { BOOK_FILES } from "../../main/book.ts";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { keepNoticeSettings } from "../../main/notice/settings.ts";
import type { Attempt } from "../../main/payment/attempt.ts";
import type { Driver } from "../../main/payment/flow.ts";
import { attemptByNo } from "../../main/store/attempts.ts";
import { openStore } from "../../main/store/open.ts";
import { refundByNo } from "../../main/store/refunds.ts";
import type { EventRow } from "../../main/store/journal.ts";
import { verifyStore } from "../../main/store/verify.ts";
import { type Till, openTill } from "../../main/till.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import { must, tempFolder } from "../support/flow-desk.ts";
import { newBook } from "../support/new-book.ts";

export const AMOUNT = fen(1250);

/** Nobody asks by itself within a test: what settles is the notice. */
export const PATIENT = { firstQueryMs: 60_000, pollEveryMs: 60_000, pollForMs: 120_000, requestTimeoutMs: 5000 };
/** Asks fast and gives up soon. */
export const BRISK = {
  firstQueryMs: 20,
  pollEveryMs: 40,
  pollForMs: 150,
  requestTimeoutMs: 2000,
  reverseNotBeforeMs: 0,
  closeNotBeforeMs: 0,
};

export type Logged = { readonly event: string; readonly facts: unknown };

export type Shop = {
  readonly till: Till;
  readonly folder: string;
  readonly logged: readonly Logged[];
  readonly address: (channel: ChannelId) => string;
  pay(channel: ChannelId): { readonly tradeNo: TradeNo; readonly driver: Driver; readonly sent: Promise<void> };
  attempt(tradeNo: TradeNo): Attempt;
  refundStatus(number: RefundNo): string | undefined;
  history(id: string): string[];
  count(channel: string, kind: string): number;
  /** The whole journal, to see that nothing changed. */
  events(): number;
  /** Closes the till; every test does at its end. The journal must hold, and no bug was logged. */
  close(): Promise<void>;
};

export type Wish = {
  readonly enabled?: boolean;
  readonly port?: number;
  readonly notices?: boolean;
  readonly raw?: unknown;
};

/** The settings as another start left them. */
function prepare(folder: string, { enabled = true, port = 0, raw }: Wish): void {
  for (const name of Object.values(BOOK_FILES)) newBook(join(folder, name));
  const store = must(openStore(join(folder, "till.db")));
  must(keepNoticeSettings(store, { enabled, host: "127.0.0.1", port }, 1));
  if (raw !== undefined)
    store.write((tx) => tx.run("UPDATE settings SET value = ? WHERE key = 'notices'", JSON.stringify(raw)));
  store.close();
}

let codes = 0;

export async function openShop(wish: Wish = {}): Promise<Shop> {
  const folder = tempFolder();
  prepare(folder, wish);
  const logged: Logged[] = [];
  const http = openHttp();
  const till = must(
    await openTill({
      folder,
      clock: systemClock,
      ids: systemIds,
      http: http.http,
      secrets: fileKeyBox(folder, systemIds),
      log: {
        info: (event, facts) => void logged.push({ event, facts }),
        warn: (event, facts) => void logged.push({ event, facts }),
        error: (event, error) => void logged.push({ event, facts: error }),
      },
      version: "test",
      patienceMs: Number.POSITIVE_INFINITY,
      devices: null,
      notices: wish.notices ?? true,
    }),
  );
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    const { problems } = verifyStore(till.books.real.store.read);
    await till.close();
    http.close();
    if (problems.length > 0) throw new Error(problems.join("\n"));
    const bugs = logged.filter(({ event }) => event.endsWith(".bug") || event.endsWith(".failed"));
    if (bugs.length > 0) throw new Error(`bugs: ${bugs.map(({ event, facts }) => `${event} ${String(facts)}`).join()}`);
  };
  onTestFinished(close);
  const { store, payment } = till.books.real;
  return {
    till,
    folder,
    logged,
    address(channel) {
      const state = till.notices.state();
      if (state.status !== "listening") throw new Error(`not listening: ${JSON.stringify(state)}`);
      return `http://${state.host}:${state.port}/notice/${channel}`;
    },
    pay(channel) {
      const code = new PayCode(`13${String(++codes).padStart(16, "0")}`, "wechat");
      return must(payment.collect({ amountFen: AMOUNT, channel, mode: null, note: null, order: null }, code));
    },
    attempt(tradeNo) {
      const found = attemptByNo(store.read, tradeNo);
      if (!found) throw new Error("no such attempt");
      return found;
    },
    refundStatus: (number) => refundByNo(store.read, number)?.status,
    history: (id) =>
      store.read.all<EventRow>("SELECT * FROM events WHERE subject_id = ? ORDER BY seq", id).map((row) => row.kind),
    count: (channel, kind) =>
      till.notices.counts().find((one) => one.channel === channel && one.kind === kind)?.count ?? 0,
    events: () => store.read.get<{ n: number }>("SELECT count(*) AS n FROM events")?.n ?? 0,
    close,
  };
}

/** Waits until a condition holds; a test that waits for ever fails by its own time. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await systemClock.sleep(10);
}
