// A shop in the middle of a morning, for the specs that look at every screen: a real book over a strict Pooul, a payment that
// only a person can end, a printer with something in doubt, the customer's display, and the same till in training.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Result } from "../../../preload/contract/failure.ts";
import { fen } from "../../../preload/contract/money.ts";
import { printerConfig } from "../../../preload/contract/printing.ts";
import { type GatheringPeer, startGatheringPeer } from "../../peers/gathering.ts";
import { type PooulPeer, payers, startPooulPeer } from "../../peers/pooul.ts";
import { type PrinterPeer, openPrinterPeer } from "../../peers/printer.ts";
import { test as base, openTillIn } from "../doors.ts";

type Opened = Awaited<ReturnType<typeof openTillIn>>;
export type Shop = {
  readonly till: Opened["till"];
  readonly page: Page;
  /** The customer's display; opened when it is first asked for. */
  customer(): Promise<Page>;
  readonly pooul: PooulPeer;
  readonly gathering: GatheringPeer;
  readonly printer: PrinterPeer;
  close(): Promise<void>;
};

/** The answer's value; what is refused here is a fault of the tour. */
export async function must<T>(answer: Promise<Result<T>>): Promise<T> {
  const { ok, ...rest } = await answer;
  if (!ok || !("value" in rest)) throw new Error(`refused: ${JSON.stringify(rest)}`);
  return rest.value;
}

let scanned = 0;
/** A pay code nobody has shown yet; 13 WeChat, 28 Alipay. */
export const freshCode = (head: "13" | "28" = "13"): string => `${head}${String(++scanned).padStart(16, "0")}`;

/** Charges one code and waits for its end, or for the moment a person has to look. */
export async function charge({ till }: Pick<Shop, "till">, amountFen: number, code = freshCode()): Promise<void> {
  const call = till.handlers;
  await must(call["collect.clear"]({ park: true }));
  await must(call["collect.begin"]({ amountFen: fen(amountFen) }));
  await must(call["collect.keys"]({ text: code }));
  const open = new Set(["created", "sending", "awaiting_payer", "cancelling", "unknown"]);
  for (let tries = 0; tries < 300; tries++) {
    const { current } = await must(call["till.state"]({}));
    const { attempt } = await must(call["orders.show"]({ order: current ?? neverCharged() }));
    if (!open.has(attempt.status)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the payment has no end");
}
function neverCharged(): never {
  throw new Error("the scan charged nothing");
}

export const cash = ({ till }: Pick<Shop, "till">, amountFen: number, givenFen = amountFen) =>
  must(till.handlers["collect.cash"]({ amountFen: fen(amountFen), givenFen: fen(givenFen) }));

export const setMode = ({ till }: Pick<Shop, "till">, mode: "real" | "training") =>
  must(till.handlers["till.mode"]({ mode }));

const SHOP = { on: false, shop: "禾田生鲜", branch: "建设路店" };

async function setUp(shop: Shop): Promise<void> {
  const { till, pooul, gathering, printer } = shop;
  const call = till.handlers;
  const { sound } = (await must(call["till.state"]({}))).settings;
  await must(call["settings.set"]({ guide: false, customer: SHOP, sound: { ...sound, on: false } }));
  const timing = { firstQueryMs: 700, pollEveryMs: 700, pollForMs: 60_000, reverseNotBeforeMs: 2000 };
  till.books.real.configure("gathering", gathering.config());
  till.books.real.configure("pooul", pooul.config({ timing: { ...timing, closeNotBeforeMs: 2000 } }));
  await setMode(shop, "real");
  // What only a person can end: nobody can ask this channel.
  await must(call["channels.use"]({ id: "gathering" }));
  gathering.script.next("gathering", { do: "lose_answer" });
  await charge(shop, 1250);
  await must(call["channels.use"]({ id: "pooul" }));
  await cash(shop, 3300, 5000);
  await charge(shop, 12_650, freshCode("28"));
  pooul.script.nextPayer(payers.declines);
  await charge(shop, 990);
  await charge(shop, 1580);
  await must(call["collect.clear"]({ park: true }));
  const target = { kind: "tcp", host: "127.0.0.1", port: printer.port };
  const kept = printerConfig.parse({ name: "前台", target, perMinute: 600, drawer: true });
  const { printers } = await must(call["printers.save"]({ id: null, config: kept }));
  for (const { id } of printers) await must(call["printers.test"]({ id }));
  for (let tries = 0; tries < 200; tries++) {
    if ((await must(call["till.state"]({}))).printing.status === "online") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the printer says nothing");
}

async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "till-tour-"));
  const peers = { pooul: await startPooulPeer({ reverseNotBeforeMs: 2000, closeNotBeforeMs: 2000 }) };
  const [gathering, printer] = [await startGatheringPeer(), await openPrinterPeer()];
  const opened = await openTillIn(folder);
  const window = await opened.openWindow();
  let customer: Awaited<ReturnType<typeof opened.openWindow>> | null = null;
  const shop: Shop = {
    till: opened.till,
    page: window.page,
    customer: async () => (customer ??= await opened.openWindow({ isCustomer: true })).page,
    ...peers,
    gathering,
    printer,
    async close() {
      await customer?.close();
      await window.close();
      await opened.close();
      await Promise.all([peers.pooul.close(), gathering.close(), printer.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await setUp(shop);
  return shop;
}

/** `test` with the shop; one for all the stops of a worker. */
export const test = base.extend<object, { shop: Shop }>({
  shop: [
    async ({ door }, use) => {
      if (door !== "browser") throw new Error("the customer's display is opened by the browser door");
      const shop = await openShop();
      await use(shop);
      await shop.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});
