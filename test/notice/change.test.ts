// Switching the receiver on, off and elsewhere while the till runs; what cannot be listened to changes nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readNoticeSettings } from "../../main/notice/settings.ts";
import { openShop } from "./shop.ts";

const HOST = "127.0.0.1";

/** A port somebody else holds, and what frees it. */
async function taken(): Promise<{ readonly port: number; free(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const free = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  onTestFinished(free);
  return { port: (server.address() as AddressInfo).port, free };
}
async function freePort(): Promise<number> {
  const { port, free } = await taken();
  await free();
  return port;
}
const answers = async (port: number): Promise<boolean> =>
  fetch(`http://${HOST}:${port}/notice/pooul`, { method: "POST", body: "x" }).then(
    () => true,
    () => false,
  );

test("it is switched on without a restart, and what came in is counted at once", async () => {
  const { till } = await openShop({ enabled: false });
  const port = await freePort();
  expect(await till.handlers["notices.get"]({})).toMatchObject({ ok: true, value: { status: "off", sums: [] } });
  expect(await till.handlers["notices.set"]({ enabled: true, host: HOST, port })).toMatchObject({
    ok: true,
    value: { status: "listening", wish: { enabled: true, host: HOST, port } },
  });
  expect(await answers(port)).toBe(true);
  await fetch(`http://${HOST}:${port}/notice/pooul`, { method: "POST", body: "y".repeat(70_000) });
  expect(await till.handlers["notices.get"]({})).toMatchObject({
    value: { sums: [{ channel: "pooul", accepted: 0, oversized: 1, other: 1 }] },
  });
});

test("it moves to another port, and off again", async () => {
  const { till } = await openShop({ enabled: false });
  const [first, second] = [await freePort(), await freePort()];
  await till.notices.change({ enabled: true, host: HOST, port: first });
  await till.notices.change({ enabled: true, host: HOST, port: second });
  expect([await answers(first), await answers(second)]).toEqual([false, true]);
  await till.notices.change({ enabled: false, host: HOST, port: second });
  expect(await answers(second)).toBe(false);
  expect(readNoticeSettings(till.books.real.store.read)).toEqual({ enabled: false, host: HOST, port: second });
});

test("a taken port is a clear failure, and the receiver stays where it was", async () => {
  const { till } = await openShop({ enabled: false });
  const port = await freePort();
  await till.notices.change({ enabled: true, host: HOST, port });
  const other = await taken();
  expect(await till.handlers["notices.set"]({ enabled: true, host: HOST, port: other.port })).toMatchObject({
    ok: false,
    failure: { code: "notice_port_taken", detail: String(other.port) },
  });
  expect(await answers(port)).toBe(true);
  expect(readNoticeSettings(till.books.real.store.read)).toEqual({ enabled: true, host: HOST, port });
});

test("an address that is not this machine's is refused by name", async () => {
  const { till } = await openShop({ enabled: false });
  expect(await till.notices.change({ enabled: true, host: "203.0.113.7", port: 8787 })).toMatchObject({
    ok: false,
    failure: { code: "notice_host_not_here", detail: "203.0.113.7" },
  });
});

test("two changes at once do not leave two receivers", async () => {
  const { till } = await openShop({ enabled: false });
  const [first, second] = [await freePort(), await freePort()];
  await Promise.all([
    till.notices.change({ enabled: true, host: HOST, port: first }),
    till.notices.change({ enabled: true, host: HOST, port: second }),
  ]);
  expect([await answers(first), await answers(second)]).toEqual([false, true]);
});
