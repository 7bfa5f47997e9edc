// The whole till with a printer on a real port: a sale and a refund come out by themselves, a payment never waits for
// paper, and what is trained is never printed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { type Till, openTill } from "../../main/till.ts";
import { fen } from "../../preload/contract/money.ts";
import { must } from "../support/flow-desk.ts";
import { NO_LOG, configFor, openPeer, printedNumbers, until } from "./shop.ts";

async function openShop() {
  const folder = mkdtempSync(join(tmpdir(), "cashier-print-till-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const http = openHttp();
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log: NO_LOG,
    version: "0.0.0-test",
    patienceMs: 2000,
    devices: null,
    notices: false,
  });
  const till = must(opened);
  onTestFinished(async () => {
    await till.close();
    http.close();
  });
  const peer = await openPeer();
  const target = { kind: "tcp", host: "127.0.0.1", port: peer.port } as const;
  till.prints.save("front", configFor(target, { drawer: true }));
  till.prints.start();
  return { till, peer };
}

const sellIn = (till: Till, book: "real" | "training") =>
  must(till.books[book].payment.takeCash({ amountFen: fen(1250), note: null, order: null }, fen(2000)));

test("a cash sale prints its receipt and opens the drawer once; giving it back prints that", async () => {
  const { till, peer } = await openShop();
  const number = sellIn(till, "real");
  await until(() => printedNumbers(peer).length === 1);
  expect(printedNumbers(peer)).toEqual([number]);
  expect(peer.paper.drawers).toBe(1);
  must(till.books.real.payment.undoOrder(number, "不要了"));
  await until(() => peer.paper.slips.length === 2);
  expect(peer.paper.slips[1]?.text).toContain("退款凭证");
  expect(peer.paper.slips[1]?.text).toContain("现金退还");
});

test("a sale is paid at once while the printer is off, and prints when it is on again", async () => {
  const { till, peer } = await openShop();
  await peer.switchOff();
  const number = sellIn(till, "real");
  await until(
    () => till.prints.printers()[0]?.status === "offline",
    () => till.prints.printers(),
  );
  expect(till.prints.jobs(9).find(({ kind }) => kind === "sale")).toMatchObject({ subject: number, status: "queued" });
  await peer.switchOn();
  await until(
    () => printedNumbers(peer).length === 1,
    () => till.prints.jobs(9),
    15_000,
  );
});

test("nothing that is trained comes out", async () => {
  const { till, peer } = await openShop();
  sellIn(till, "training");
  const number = sellIn(till, "real");
  await until(() => printedNumbers(peer).length === 1);
  expect(printedNumbers(peer)).toEqual([number]);
  expect(till.prints.jobs(9).map(({ subject }) => subject)).toEqual([number, number]);
});
