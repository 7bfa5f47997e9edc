// A printer that is written as a file: a real pseudo-terminal, whose far end prints; and what is no device at all.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDesk } from "../support/flow-desk.ts";
import { openPty, ptyMissing, withPty } from "../support/pty.ts";
import { Paper } from "../peers/printer/paper.ts";
import { feed } from "./on-paper.ts";
import { configFor, printsOn, sellIn, until } from "./shop.ts";

function shopAt(path: string) {
  const desk = openDesk();
  const prints = printsOn(desk.store);
  prints.save("front", configFor({ kind: "file", path }, { paper: 58 }));
  prints.start();
  const sell = () => {
    const number = sellIn(desk);
    prints.wake();
    return number;
  };
  return { prints, sell, status: () => prints.jobs(1)[0]?.status };
}

describe.skipIf(ptyMissing !== null)("a device", () => {
  test(withPty("takes the receipt whole, and it is handed over, not proved"), async () => {
    const pty = await openPty();
    onTestFinished(() => pty.close());
    const { sell, status } = shopAt(pty.path);
    const number = sell();
    await until(() => status() === "handed_over", status);
    const paper = new Paper(32, false);
    await until(() => pty.received().subarray(-3).toString("hex") === "1d7201");
    feed(paper, pty.received());
    expect(paper.problems).toEqual([]);
    expect(paper.slips).toHaveLength(1);
    expect(paper.slips[0]?.text).toContain(`[code128 ${number}]`);
  });

  test(withPty("that is unplugged is waited for, and prints when it is back"), async () => {
    const pty = await openPty();
    onTestFinished(() => pty.close());
    await pty.unplug();
    const { sell, status, prints } = shopAt(pty.path);
    sell();
    await until(
      () => prints.printers()[0]?.status === "offline",
      () => prints.printers(),
    );
    expect(status()).toBe("queued");
    await pty.plug();
    await until(() => status() === "handed_over", status);
  });
});

test("a path where there is no device stays empty: no file is made of receipts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cashier-print-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "lp0");
  const { sell, status, prints } = shopAt(path);
  sell();
  await until(
    () => prints.printers()[0]?.status === "offline",
    () => prints.printers(),
  );
  expect(status()).toBe("queued");
  expect(existsSync(path)).toBe(false);
});
