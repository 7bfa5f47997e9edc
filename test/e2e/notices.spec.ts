// The notices page in the real window: switched on it listens, a port that is taken changes nothing, and a forged notice is
// counted and told, and changes nothing else.
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { type Page, expect } from "@playwright/test";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { test } from "./doors.ts";
import { backToTraining, useChannel } from "./real-till.ts";

let peer: PooulPeer;

test.beforeAll(async () => {
  peer = await startPooulPeer();
});
test.afterAll(async () => {
  await peer.close();
});

const receiver = (page: Page) => page.getByRole("region", { name: "通道通知" });
const port = (page: Page) => page.getByRole("textbox", { name: "端口" });

/** A port that was free a moment ago, or one that is held until the returned function is called. */
async function holdPort(): Promise<{ readonly number: number; release(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port: number } = server.address() as AddressInfo;
  return { number, release: () => new Promise((resolve) => void server.close(() => resolve())) };
}

let listening = 0;

test("switched on at a free port, it says that it listens and which address to enter", async ({ till: { page } }) => {
  await useChannel(page, "pooul", peer.config());
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "通道通知" }).click();
  await expect(receiver(page).getByRole("status")).toHaveText("没开");
  await receiver(page).getByText("只有本机（127.0.0.1）").click();
  const free = await holdPort();
  await free.release();
  listening = free.number;
  await port(page).fill(String(listening));
  await receiver(page).getByText("接收", { exact: true }).click();
  await expect(receiver(page).getByRole("status")).toHaveText("正在收");
  await expect(page.getByRole("region", { name: "填到通道里的地址" })).toContainText(`:${listening}/notice/pooul`);
});

test("a port that another program holds is named, and the old one goes on", async ({ till: { page } }) => {
  const held = await holdPort();
  await port(page).fill(String(held.number));
  await page.getByRole("button", { name: "换成这个端口" }).click();
  await expect(page.getByText(`端口 ${held.number} 被别的程序占着`, { exact: false })).toBeVisible();
  await held.release();
  await expect(receiver(page).getByRole("status")).toHaveText("正在收");
  const answer = await fetch(`http://127.0.0.1:${listening}/notice/nobody`, { method: "POST", body: "{}" });
  expect(answer.status).toBe(404);
});

test("a forged notice is turned away, counted here, told under the exceptions, and changes nothing", async ({
  till: { page },
}) => {
  const forged = `${Buffer.from('{"alg":"RS256","typ":"JWT"}').toString("base64url")}.${Buffer.from('{"code":0}').toString("base64url")}.AAAA`;
  const answer = await fetch(`http://127.0.0.1:${listening}/notice/pooul`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: forged,
  });
  expect(answer.ok).toBe(false);
  const row = page.getByRole("region", { name: "收到过什么" }).getByRole("row").filter({ hasText: "普尔瀚达" });
  await expect(row.getByRole("cell").nth(2)).toHaveText("1", { timeout: 15_000 });
  await page.keyboard.press("F4");
  await page.getByText("例外 0", { exact: true }).first().click();
  await expect(page.getByText("收到过 1 条签名不对的通知", { exact: false })).toBeVisible();
  await expect(page.getByText("没有要人处理的")).toBeVisible();
  expect(peer.books.orders.size).toBe(0);
});

test("switched off, nobody listens any more", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "通道通知" }).click();
  await receiver(page).getByText("不接收", { exact: true }).click();
  await expect(receiver(page).getByRole("status")).toHaveText("没开");
  await expect(fetch(`http://127.0.0.1:${listening}/notice/pooul`, { method: "POST" })).rejects.toThrow();
});

test("training can be entered again", ({ till: { page } }) => backToTraining(page));
