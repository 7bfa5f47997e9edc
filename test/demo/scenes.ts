// The demo's scenes: what a cashier does, by keys, by mouse or by scanning, and what the window says then.
import type { Page } from "playwright-core";
import { tradeNo } from "../../preload/contract/ids.ts";
import { payers } from "../peers/pooul.ts";
import type { Stage } from "../support/stage.ts";

export type Scene = {
  readonly name: string;
  readonly expected: string;
  run(stage: Stage, shot: (name: string) => Promise<void>): Promise<string>;
};

/** A wait long enough for a slow machine; nothing is asserted about how long it took. */
const LONG = { timeout: 60_000 };

/** As a person types: a burst would be taken for a scanner. */
async function keys(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 140 });
}

async function lock(page: Page, amount: string): Promise<void> {
  await keys(page, amount);
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await page.getByText("请顾客出示付款码").first().waitFor(LONG);
}

const words = { release: "放货", wait: "别放货，等", retry: "没收到" } as const;

/** The verdict the window shows, and what the books say: both must agree. */
async function verdict({ page, till }: Stage, kind: keyof typeof words): Promise<string> {
  const word = till.counter.mode === "training" && kind === "release" ? "训练：放货" : words[kind];
  await page.getByRole("heading", { name: word, exact: true }).waitFor(LONG);
  const shown = till.counter.current;
  const view = shown && (await till.handlers["orders.show"]({ order: shown }));
  const status = view?.ok ? view.value.attempt.status : "no order";
  return `${word} (${status})`;
}

async function nextSale(page: Page): Promise<void> {
  // Enter right after a verdict is swallowed on purpose, so that a scanner's tail cannot press it.
  await page.waitForTimeout(600);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "应收金额" }).waitFor(LONG);
}

let scanned = 0;
/** A new WeChat pay code from the gun: eighteen digits and a carriage return on the serial line. */
async function scan(stage: Stage): Promise<void> {
  const code = `13${String(4_000_000_000_000_000 + ++scanned * 987_654_321)}`;
  await stage.gun.write(`${code}\r`);
}

const training: Scene = {
  name: "training, paid by mouse and keys",
  expected: "训练：放货 (paid)",
  async run(stage, shot) {
    const { page } = stage;
    await page.getByText("训练模式").first().waitFor(LONG);
    await shot("training-idle");
    await lock(page, "12.50");
    await shot("training-locked");
    await page.getByRole("button", { name: "放到扫码枪下" }).click();
    const said = await verdict(stage, "release");
    await shot("training-paid");
    await nextSale(page);
    return said;
  },
};

const pooul: Scene = {
  name: "Pooul, typing a password, serial scan",
  expected: "放货 (paid)",
  async run(stage, shot) {
    const { page, peer, till } = stage;
    const timing = {
      firstQueryMs: 1000,
      pollEveryMs: 1000,
      pollForMs: 6000,
      reverseNotBeforeMs: 2500,
      closeNotBeforeMs: 2500,
    };
    const set = till.books.real.configure("pooul", peer.config({ timing }));
    if (!set.ok) return set.failure.code;
    await till.handlers["till.mode"]({ mode: "real" });
    await page
      .getByText("训练模式")
      .first()
      .waitFor({ ...LONG, state: "hidden" });
    await shot("idle");
    peer.script.nextPayer(payers.types(3));
    await lock(page, "28.50");
    await shot("locked");
    await scan(stage);
    await page.getByRole("heading", { name: "等顾客输密码" }).waitFor(LONG);
    await page.waitForTimeout(1500);
    await shot("waiting");
    const said = await verdict(stage, "release");
    await shot("paid");
    await nextSale(page);
    return said;
  },
};

const qr: Scene = {
  name: "Pooul, the customer scans our QR",
  expected: "放货 (paid)",
  async run(stage, shot) {
    const { page, peer } = stage;
    peer.script.nextPayer(payers.types(3));
    await page.keyboard.press("Slash");
    await keys(page, "128");
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await page.getByRole("timer").first().waitFor(LONG);
    await page.waitForTimeout(1200);
    await shot("qr");
    const said = await verdict(stage, "release");
    await nextSale(page);
    const payCode = page.getByRole("radio", { name: /^付款码/ });
    for (let presses = 0; presses < 4 && !(await payCode.isChecked()); presses++) {
      await page.keyboard.press("Slash");
      await page.waitForTimeout(200);
    }
    return said;
  },
};

const neverPays: Scene = {
  name: "Pooul, a payer who never pays",
  expected: "没收到 (cancelled), the channel has it reversed",
  async run(stage, shot) {
    const { page, peer, till } = stage;
    peer.script.nextPayer(payers.neverPays);
    await lock(page, "9.90");
    await scan(stage);
    const said = await verdict(stage, "retry");
    await shot("not-received");
    const order = peer.books.orders.get(till.counter.current ?? "");
    await page.waitForTimeout(600);
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "应收金额" }).waitFor(LONG);
    return `${said}, the channel has it ${order?.undone ?? "open"}`;
  },
};

const lostAnswer: Scene = {
  name: "Pooul, an answer lost on the wire",
  expected: "放货 (paid), charged once",
  async run(stage, shot) {
    const { page, peer, till } = stage;
    peer.script.next("pay", { do: "lose_answer" });
    peer.script.next("query", { do: "lose_answer" }, { do: "behave" });
    await lock(page, "86");
    await scan(stage);
    await page.getByRole("alert").filter({ hasText: "别放货" }).waitFor(LONG);
    await shot("unknown");
    const said = await verdict(stage, "release");
    const order = peer.books.orders.get(till.counter.current ?? "");
    await nextSale(page);
    return `${said}, charged ${order?.charges === 1 ? "once" : `${order?.charges ?? 0} times`}`;
  },
};

const refund: Scene = {
  name: "Pooul, part of it given back",
  expected: "20.00 of 86.00 given back, by the channel's books too",
  async run(stage, shot) {
    const { page, peer, till } = stage;
    await page.keyboard.press("F4");
    await page.getByRole("row").filter({ hasText: "86.00" }).first().click();
    await shot("order");
    await page.getByRole("button", { name: "退款", exact: true }).click();
    await page.getByRole("textbox", { name: "退给顾客" }).fill("20");
    await page.getByText("商品质量").click();
    await shot("refund");
    await page.getByRole("button", { name: /退给顾客/ }).click();
    const order = [...peer.books.orders.values()].find((candidate) => candidate.feeFen === 8600);
    const number = tradeNo(order?.tradeNo ?? "");
    if (!order || !number) return "the channel does not know the order";
    for (let waited = 0; waited < 120; waited++) {
      const shown = await till.handlers["orders.show"]({ order: number });
      if (shown.ok && shown.value.attempt.refundedFen > 0) break;
      await page.waitForTimeout(250);
    }
    await page.waitForTimeout(500);
    await shot("refunded");
    const shown = await till.handlers["orders.show"]({ order: number });
    const ours = shown.ok ? shown.value.attempt.refundedFen : -1;
    const agree =
      ours === order.returnedFen ? "by the channel's books too" : `but ${order.returnedFen} by the channel's books`;
    return `${ours === 2000 ? "20.00" : ours} of 86.00 given back, ${agree}`;
  },
};

export const SCENES: readonly Scene[] = [training, pooul, qr, neverPays, lostAnswer, refund];
