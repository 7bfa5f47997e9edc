// A computer whose clock is wrong, in the real window: what a channel's answers show of it stands at the foot of the screen
// until it is right, and stops nothing.
import { type Server, createServer } from "node:http";
import { expect } from "@playwright/test";
import { startPooulPeer } from "../peers/pooul.ts";
import { test } from "./doors.ts";
import { setUp } from "./real-till.ts";

test.use({ own: "clock" });

/** How far its clock is ahead of ours; it knows nothing of payments. */
let aheadMs = 0;
let server: Server;
test.beforeAll(async () => {
  server = createServer((_, answer) => {
    answer.setHeader("date", new Date(Date.now() + aheadMs).toUTCString());
    answer.end("{}");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
test.afterAll(() => new Promise<void>((done) => server.close(() => done())));

test("a clock that is ten minutes slow is named, and no longer once it was set", async ({ till: { page } }) => {
  const peer = await startPooulPeer();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  await setUp(page, "pooul", { ...peer.config(), baseUrl: `http://127.0.0.1:${address.port}` });
  await peer.close();
  const ask = () => page.evaluate(() => window.cashier.call("channels.check", { id: "pooul" }));
  const strip = page.locator("footer");
  aheadMs = 600_000;
  await ask();
  await expect(strip).toContainText("电脑时钟 慢 10 分");
  aheadMs = 0;
  await ask();
  await expect(strip).not.toContainText("电脑时钟");
});
