// The receiver as a thing that strangers reach: what is not a notice never gets near the books, costs little, and is
// counted. Off unless somebody switched it on; a port that is taken does not keep the till from opening.
import { join } from "node:path";
import { type Socket, connect, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { openNotices } from "../../main/notice/notices.ts";
import { LIMITS, type Limits } from "../../main/notice/server.ts";
import { keepNoticeSettings } from "../../main/notice/settings.ts";
import { tell } from "../peers/common/tell.ts";
import { must, openDesk } from "../support/flow-desk.ts";
import { look } from "../support/flow-raw.ts";
import { systemClock } from "../../main/clock.ts";
import { openShop, until } from "./shop.ts";

/** Sends bytes as they are and answers everything that came back until the end. */
function raw(port: number, ...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    // A peer that closes on us while we still send is an answer too.
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
    for (const part of parts) socket.write(part);
  });
}

const post = (path: string, body: string, ...headers: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, "Host: till", `Content-Length: ${Buffer.byteLength(body)}`, ...headers, "", body].join(
    "\r\n",
  );

const portOf = (address: string): number => Number(new URL(address).port);

describe("what is not a notice", () => {
  test.each<[string, string, number, string, string]>([
    ["GET", "GET /notice/pooul HTTP/1.1\r\nHost: till\r\n\r\n", 405, "pooul", "wrong_method"],
    ["PUT", "PUT /notice/pooul HTTP/1.1\r\nHost: till\r\nContent-Length: 0\r\n\r\n", 405, "pooul", "wrong_method"],
    ["the front page", post("/", "x"), 404, "-", "wrong_path"],
    ["no channel", post("/notice/", "x"), 404, "-", "wrong_path"],
    ["a channel there is not", post("/notice/nobody", "x"), 404, "-", "wrong_path"],
    ["a name of every object", post("/notice/constructor", "x"), 404, "-", "wrong_path"],
    ["a longer path", post("/notice/pooul/x", "x"), 404, "-", "wrong_path"],
    ["a query", post("/notice/pooul?a=1", "x"), 404, "-", "wrong_path"],
    ["another case", post("/notice/POOUL", "x"), 404, "-", "wrong_path"],
    ["dots", post("/notice/../notice/pooul", "x"), 404, "-", "wrong_path"],
    ["gzip", post("/notice/pooul", "x", "Content-Encoding: gzip"), 415, "pooul", "wrong_encoding"],
    ["a channel that is not set up", post("/notice/pooul", "x"), 404, "pooul", "not_set_up"],
    ["no HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400, "-", "malformed"],
    ["a header that is too long", post("/notice/pooul", "x", `X: ${"x".repeat(20_000)}`), 400, "-", "malformed"],
    ["two lengths", post("/notice/pooul", "x", "Content-Length: 5"), 400, "-", "malformed"],
    ["a length and chunks", post("/notice/pooul", "x", "Transfer-Encoding: chunked"), 400, "-", "malformed"],
  ])("%s", async (_name, bytes, status, channel, kind) => {
    const shop = await openShop();
    const answer = await raw(portOf(shop.address("pooul")), bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).not.toContain("success");
    expect(answer.toLowerCase()).toContain("connection: close");
    expect(shop.count(channel, kind)).toBe(1);
    expect(shop.events()).toBe(0);
  });

  test("bytes that are no UTF-8", async () => {
    const shop = await openShop();
    const answer = await raw(
      portOf(shop.address("leshua")),
      post("/notice/leshua", "xx").slice(0, -2),
      Buffer.from([0xc3, 0x28]),
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(shop.count("leshua", "unreadable")).toBe(1);
  });
});

describe("a body", () => {
  test("of exactly 64 KiB is read, one byte more is refused before it is read", async () => {
    const shop = await openShop();
    const port = portOf(shop.address("pooul"));
    expect(await raw(port, post("/notice/pooul", "x".repeat(65_536)))).toMatch(/^HTTP\/1.1 404 /);
    expect(shop.count("pooul", "not_set_up")).toBe(1);
    // Only announced, never sent.
    const announced = "POST /notice/pooul HTTP/1.1\r\nHost: till\r\nContent-Length: 65537\r\n\r\n";
    expect(await raw(port, announced)).toMatch(/^HTTP\/1.1 413 /);
    expect(shop.count("pooul", "too_large")).toBe(1);
  });

  test("in chunks without end is cut off at 64 KiB", async () => {
    const shop = await openShop();
    const head = "POST /notice/pooul HTTP/1.1\r\nHost: till\r\nTransfer-Encoding: chunked\r\n\r\n";
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    await raw(portOf(shop.address("pooul")), head, ...Array<string>(10).fill(chunk));
    expect(shop.count("pooul", "too_large")).toBe(1);
    expect(shop.count("pooul", "not_set_up")).toBe(0);
  });
});

describe("slow, many, again", () => {
  /** The receiver alone, with short times, on the scripted desk's book. */
  async function small(limits: Partial<Limits>) {
    const desk = openDesk();
    must(keepNoticeSettings(desk.store, { enabled: true, host: "127.0.0.1", port: 0 }, 1));
    const notices = await openNotices(desk.payment, true, { ...LIMITS, ...limits });
    onTestFinished(() => notices.close());
    const state = notices.state();
    if (state.status !== "listening") throw new Error(state.status);
    const count = (kind: string) => notices.counts().find((one) => one.kind === kind)?.count ?? 0;
    return { port: state.port, count, notices };
  }

  test("a body that drips is cut off", async () => {
    const { port, count } = await small({ headersMs: 200, requestMs: 200 });
    const answer = await raw(port, "POST /notice/pooul HTTP/1.1\r\nHost: till\r\nContent-Length: 10\r\n\r\nx");
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(count("too_slow")).toBe(1);
    expect(count("not_set_up")).toBe(0);
  });

  test("headers that drip are cut off", async () => {
    const { port, count } = await small({ headersMs: 200, requestMs: 400 });
    expect(await raw(port, "POST /notice/pooul HTTP/1.1\r\nHost: ti")).toMatch(/^HTTP\/1.1 408 /);
    expect(count("too_slow")).toBe(1);
  });

  test("a connection that says nothing at all ends", async () => {
    const { port } = await small({ silentMs: 200 });
    expect(await raw(port)).toBe("");
  });

  test("more connections than allowed are dropped, and those that are there go on", async () => {
    const { port } = await small({ connections: 2, silentMs: 1000 });
    const first = raw(port, "POST /notice/pooul HTTP/1.1\r\n");
    const second = connect(port, "127.0.0.1");
    await new Promise((resolve) => second.once("connect", resolve));
    await systemClock.sleep(50);
    expect(await raw(port, post("/notice/pooul", "x"))).toBe("");
    second.write(post("/notice/pooul", "x"));
    const answer = await new Promise<string>((resolve) => second.once("data", (chunk) => resolve(chunk.toString())));
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    await first;
  });

  test("one request a connection: a second one behind it is not looked at", async () => {
    const { port, count } = await small({});
    const answer = await raw(port, post("/notice/pooul", "x"), post("/notice/pooul", "x"));
    expect(answer.match(/HTTP\/1.1 404 /g)).toHaveLength(1);
    expect(count("not_set_up")).toBe(1);
  });

  test("whoever hangs up in the middle leaves nothing behind", async () => {
    const { port, count } = await small({});
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /notice/pooul HTTP/1.1\r\nHost: till\r\nContent-Length: 10\r\n\r\nx");
    await systemClock.sleep(50);
    socket.destroy();
    await systemClock.sleep(50);
    expect(count("bug") + count("not_set_up")).toBe(0);
    expect(await raw(port, post("/notice/pooul", "x"))).toMatch(/^HTTP\/1.1 404 /);
  });
});

describe("on and off", () => {
  test("off unless it is switched on, and never for the command line", async () => {
    expect((await openShop({ enabled: false })).till.notices.state()).toEqual({ status: "off" });
    expect((await openShop({ notices: false })).till.notices.state()).toEqual({ status: "off" });
    expect((await openNotices(openDesk().payment, true)).state()).toEqual({ status: "off" });
  });

  test("closed with the till, which writes the last counts down", async () => {
    const shop = await openShop();
    const port = portOf(shop.address("pooul"));
    await raw(port, post("/notice/pooul", "x"));
    await shop.close();
    expect(await raw(port, post("/notice/pooul", "x"))).toBe("");
    const rows = look(join(shop.folder, "till.db"), "SELECT channel, kind, count FROM notice_counts");
    expect(rows).toEqual([{ channel: "pooul", kind: "not_set_up", count: 1 }]);
  });

  test("a port that is taken: the till opens, says so in its log, and the next start may have it", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const shop = await openShop({ port });
    expect(shop.till.notices.state()).toEqual({ status: "failed", problem: "EADDRINUSE" });
    expect(shop.logged).toContainEqual({ event: "notices.not_listening", facts: { problem: "EADDRINUSE" } });
    expect((await shop.till.handlers["till.state"]({})).ok).toBe(true);
    await new Promise((resolve) => other.close(resolve));
    const again = await openShop({ port });
    expect(again.till.notices.state()).toEqual({ status: "listening", host: "127.0.0.1", port });
  });

  test.each([
    { enabled: true },
    { enabled: "yes", host: "127.0.0.1", port: 1 },
    [],
    null,
    { enabled: true, host: "x", port: 1 },
  ])("settings that are none mean off: %j", async (settings) => {
    const shop = await openShop({ raw: settings });
    expect(shop.till.notices.state()).toEqual({ status: "failed", problem: "settings_unreadable" });
  });

  test.each<[object, string]>([
    [{ enabled: true, host: "localhost", port: 1 }, "host"],
    [{ enabled: true, host: "127.0.0.1", port: 65_536 }, "port"],
    [{ enabled: true, host: "127.0.0.1", port: 1.5 }, "port"],
    [{ enabled: 1, host: "127.0.0.1", port: 1 }, "enabled"],
  ])("settings are checked before they are kept: %j", (settings, detail) => {
    expect(keepNoticeSettings(openDesk().store, settings, 1)).toMatchObject({
      ok: false,
      failure: { code: "bad_input", detail },
    });
  });
});

test("counts gather for a moment, stand on disk after it, and later ones add to them", async () => {
  const shop = await openShop();
  const { store } = shop.till.books.real;
  await tell(shop.address("pooul"), "x", "text/plain");
  await tell(shop.address("pooul"), "x", "text/plain");
  expect(shop.count("pooul", "not_set_up")).toBe(2);
  await until(() => store.read.all("SELECT * FROM notice_counts").length === 1);
  await tell(shop.address("pooul"), "x", "text/plain");
  expect(shop.count("pooul", "not_set_up")).toBe(3);
  expect(shop.logged).toContainEqual({
    event: "notices.refused",
    facts: { channel: "pooul", kind: "not_set_up", count: 2 },
  });
});
