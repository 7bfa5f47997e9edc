// A book on disk with a few payments in it, for tests of the store.
import { readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { makeNumber, orderId, tradeNo } from "../../preload/contract/ids.ts";
import { type NewAttempt, insertAttempt } from "../../main/store/attempts.ts";
import { insertOrder } from "../../main/store/orders.ts";
import { type Store, type Writer, openStore } from "../../main/store/open.ts";
import { verifyStore } from "../../main/store/verify.ts";
import { must, openDesk, tempFolder } from "./flow-desk.ts";
import { newBook } from "./new-book.ts";

export const newFile = (): string => join(tempFolder(), "till.db");

export function openBook(file = newFile()): Store {
  const store = must(openStore(newBook(file)));
  onTestFinished(() => store.close());
  return store;
}

export const bytes = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

export function numberOf(count: number): NewAttempt["tradeNo"] {
  const number = tradeNo(makeNumber("9", "260301100000", 1, count));
  if (!number) throw new Error("not a number");
  return number;
}

/** Writes the n-th order and its attempt (status created), as `create` does. */
export function writeAttempt(tx: Writer, count: number, order = `order-${count}`): void {
  const id = orderId(order);
  if (tx.all("SELECT 1 FROM orders WHERE order_id = ?", id).length === 0)
    insertOrder(tx, {
      orderId: id,
      amountFen: fen(1250),
      day: "2026-03-01",
      dayNumber: count,
      note: null,
      cashier: null,
      createdAt: count,
    });
  insertAttempt(tx, {
    tradeNo: numberOf(count),
    orderId: id,
    channel: "pooul",
    method: "pay_code",
    mode: null,
    wallet: "wechat",
    codeTail: "6789",
    amountFen: fen(1250),
    givenFen: null,
    leg: 0,
    createdAt: count,
  });
}

let whole: Buffer | null = null;

/** A book with a paid, a refunded, a cancelled and a declined payment in it; closed, so that the file is whole. */
export async function writtenBook(): Promise<string> {
  const file = newFile();
  whole ??= await writeBook();
  writeFileSync(file, whole);
  return file;
}

async function writeBook(): Promise<Buffer> {
  const desk = openDesk({ file: newFile() });
  await desk.pay();
  const { tradeNo: number } = await desk.pay();
  const refund = must(desk.payment.startRefund({ tradeNo: number, amountFen: fen(300), why: "broken" }));
  await desk.clock.run(desk.payment.followRefund(refund));
  desk.channel.script.payer = { typesMs: null };
  await desk.pay();
  desk.channel.script.payer = "refuses";
  await desk.pay();
  desk.store.close();
  return readFileSync(desk.file);
}

/** What `verify` says about the file. */
export function problemsOf(file: string): readonly string[] {
  const store = must(openStore(file));
  try {
    return verifyStore(store.read).problems;
  } finally {
    store.close();
  }
}
