// The one way out to the network, against real servers that misbehave.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Socket, connect, createServer as createTcpServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { MAX_ANSWER_BYTES } from "../../main/channel/http.ts";
import { client, closers, listen, openedHttp, tcp, web } from "./http-support.ts";

describe("a good answer", () => {
  test("comes whole, with names in lower case and text as UTF-8", async () => {
    const url = await web((_request, response) => {
      response.writeHead(418, { "X-Thing": "A" });
      response.end("收到");
    });
    expect(await client()(url)).toMatchObject({ ok: true, status: 418, text: "收到", headers: { "x-thing": "A" } });
  });

  test("an empty answer is an answer", async () => {
    const url = await web((_request, response) => void response.writeHead(204).end());
    expect(await client()(url)).toMatchObject({ ok: true, status: 204, text: "" });
  });

  test("the server hears the caller's content type and body to the letter, and no other", async () => {
    const heard: { type: string | undefined; body: string; method: string | undefined }[] = [];
    const url = await web((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        heard.push({ type: request.headers["content-type"], body, method: request.method });
        response.end("ok");
      });
    });
    const send = client();
    await send(url, { body: "元" });
    await send(url, { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1" });
    await send(url, { headers: {}, body: '{"a":1}' });
    await openedHttp()({ method: "GET", url, timeoutMs: 1500 });
    expect(heard).toEqual([
      { type: "text/plain", body: "元", method: "POST" },
      { type: "application/x-www-form-urlencoded", body: "a=1", method: "POST" },
      { type: undefined, body: '{"a":1}', method: "POST" },
      { type: undefined, body: "", method: "GET" },
    ]);
  });

  test("no proxy of the environment is used", async () => {
    const url = await web((_request, response) => void response.end("direct"));
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9" });
    try {
      expect(await client()(url)).toMatchObject({ ok: true, text: "direct" });
    } finally {
      process.env = before;
    }
  });

  test("a gzipped answer is unpacked", async () => {
    const url = await web((_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("packed"));
    });
    expect(await client()(url)).toMatchObject({ ok: true, text: "packed" });
  });
});

describe("an answer that cannot be taken", () => {
  test("no answer at all is a timeout, on time", async () => {
    const url = await web(() => undefined);
    const began = performance.now();
    expect(await client()(url, { timeoutMs: 300 })).toEqual({ ok: false, failure: "timeout", detail: "" });
    expect(performance.now() - began).toBeLessThan(900);
  });

  test("a time that is a fraction, nothing or below nothing is an end all the same", async () => {
    const url = await web(() => undefined);
    expect(await client()(url, { timeoutMs: 99.5 })).toMatchObject({ ok: false, failure: "timeout" });
    expect(await client()(url, { timeoutMs: 0 })).toMatchObject({ ok: false });
    expect(await client()(url, { timeoutMs: -5 })).toMatchObject({ ok: false });
  });

  test("a slow drip is a timeout: the deadline is for the whole answer", async () => {
    const url = await web((_request, response) => {
      const timer = setInterval(() => response.write("x"), 50);
      response.on("close", () => clearInterval(timer));
    });
    expect(await client()(url, { timeoutMs: 400 })).toMatchObject({ ok: false, failure: "timeout" });
  });

  test("a slow drip of headers is a timeout too", async () => {
    const url = await tcp((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("X-A: b\r\n"), 50);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await client()(url, { timeoutMs: 400 })).toMatchObject({ ok: false, failure: "timeout" });
  });

  test("after a timeout the connection is cut, so nothing goes on behind the answer", async () => {
    let cut = false;
    const url = await web((request) => void request.socket.on("close", () => (cut = true)));
    await client()(url, { timeoutMs: 200 });
    await sleep(100);
    expect(cut).toBe(true);
  });

  test("a connection cut before the answer is broken", async () => {
    const url = await web((request) => void request.socket.destroy());
    expect(await client()(url)).toMatchObject({ ok: false, failure: "broken_connection" });
  });

  test("a connection cut in the middle of the answer is broken", async () => {
    const url = await web((_request, response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("half", () => response.socket?.destroy());
    });
    expect(await client()(url)).toMatchObject({ ok: false, failure: "broken_connection" });
  });

  test("an upgrade nobody asked for never hangs", async () => {
    const url = await tcp(
      (socket) =>
        void socket.once("data", () =>
          socket.write("HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"),
        ),
    );
    expect(await client()(url, { timeoutMs: 500 })).toMatchObject({ ok: false });
  });

  test("what is not HTTP is unreadable", async () => {
    const url = await tcp((socket) => void socket.once("data", () => socket.end("SSH-2.0-OpenSSH\r\n")));
    expect(await client()(url)).toMatchObject({ ok: false, failure: "unreadable" });
  });

  test("text that is not UTF-8 is unreadable", async () => {
    const url = await web((_request, response) => void response.end(Buffer.from([0xd6, 0xa7, 0xb8, 0xb6])));
    expect(await client()(url)).toMatchObject({ ok: false, failure: "unreadable" });
  });

  test("broken gzip is unreadable", async () => {
    const url = await web((_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end("this is not gzip");
    });
    expect(await client()(url)).toMatchObject({ ok: false, failure: "unreadable" });
  });

  test.each([
    ["announced", true],
    ["unannounced", false],
  ])("ten megabytes, %s, are too large", async (_name, announced) => {
    const url = await web((_request, response) => {
      const body = Buffer.alloc(10 * MAX_ANSWER_BYTES, "x");
      response.writeHead(200, announced ? { "Content-Length": String(body.length) } : {}).end(body);
    });
    expect(await client()(url)).toMatchObject({ ok: false, failure: "too_large" });
  });

  test("a gzip bomb is too large", async () => {
    const bomb = gzipSync(Buffer.alloc(100 * MAX_ANSWER_BYTES));
    const url = await web((_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb);
    });
    expect(bomb.length).toBeLessThan(MAX_ANSWER_BYTES);
    expect(await client()(url)).toMatchObject({ ok: false, failure: "too_large" });
  });

  test("an answer of exactly the most is taken", async () => {
    const url = await web((_request, response) => void response.end("x".repeat(MAX_ANSWER_BYTES)));
    expect(await client()(url)).toMatchObject({ ok: true });
  });

  test.each([301, 302, 303, 307, 308, 304])("a redirect (%i) is named and not followed", async (status) => {
    let followed = false;
    const elsewhere = await web((_request, response) => {
      followed = true;
      response.end();
    });
    const url = await web((_request, response) => void response.writeHead(status, { Location: elsewhere }).end());
    expect(await client()(url)).toEqual({ ok: false, failure: "redirected", detail: String(status) });
    expect(followed).toBe(false);
  });
});

describe("nothing was sent", () => {
  test("a refused connection is not_connected", async () => {
    const port = await listen(createTcpServer());
    await closers.pop()?.();
    const answer = await client()(`http://127.0.0.1:${port}`);
    expect(answer).toEqual({ ok: false, failure: "not_connected", detail: "ECONNREFUSED" });
  });

  test("a name nobody knows is not_connected", async () => {
    const answer = await client()("http://no-such-host.invalid", { timeoutMs: 5000 });
    expect(answer).toMatchObject({ ok: false, failure: "not_connected" });
  });

  test("a deadline that passes before there is a connection is not_connected", async () => {
    // A process that listens and never accepts: once its queue is full, the SYN stays unanswered.
    const script = `
      const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
        require("node:fs").writeSync(1, String(server.address().port));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000);
      });`;
    const deaf = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    closers.push(() => void deaf.kill("SIGKILL"));
    const port = Number(String((await once(deaf.stdout, "data"))[0]));
    for (let i = 0; i < 4; i++) {
      const filler = connect(port, "127.0.0.1").on("error", () => undefined);
      closers.push(() => void filler.destroy());
    }
    await sleep(100);
    const answer = await client()(`http://127.0.0.1:${port}`, { timeoutMs: 300 });
    expect(answer).toEqual({ ok: false, failure: "not_connected", detail: "timeout" });
  });

  test("waiting for a free connection until the deadline is not_connected, and it is never sent afterwards", async () => {
    let heard = 0;
    const url = await web((_request, response) => {
      heard += 1;
      setTimeout(() => response.end(), 600);
    });
    const send = client();
    const first = Array.from({ length: 16 }, () => send(url));
    await sleep(100);
    expect(await send(url, { timeoutMs: 200 })).toMatchObject({ ok: false, failure: "not_connected" });
    expect(await Promise.all(first)).toMatchObject(first.map(() => ({ ok: true })));
    await sleep(100);
    expect(heard).toBe(16);
  });

  test("an address that is none is our own bug, and thrown", async () => {
    await expect(client()("not an address")).rejects.toThrow();
  });
});

describe("keep-alive", () => {
  /** A server that answers the first request on a connection and does `second` with the next one. */
  const twice = (second: (socket: Socket) => void, seen: { connections: number; requests: number }) =>
    tcp((socket) => {
      seen.connections += 1;
      let mine = 0;
      socket.on("data", () => {
        seen.requests += 1;
        mine += 1;
        if (mine === 1) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        else second(socket);
      });
    });

  test("a used connection that is reset is broken_connection, never not_connected, and nothing is sent again", async () => {
    const seen = { connections: 0, requests: 0 };
    const url = await twice((socket) => socket.resetAndDestroy(), seen);
    const send = client();
    expect(await send(url)).toMatchObject({ ok: true });
    await sleep(20);
    expect(await send(url)).toMatchObject({ ok: false, failure: "broken_connection" });
    await sleep(50);
    expect(seen).toEqual({ connections: 1, requests: 2 });
  });

  test("a used connection that is closed without a word is broken_connection", async () => {
    const seen = { connections: 0, requests: 0 };
    const url = await twice((socket) => socket.end(), seen);
    const send = client();
    await send(url);
    await sleep(20);
    expect(await send(url)).toMatchObject({ ok: false, failure: "broken_connection" });
    expect(seen).toEqual({ connections: 1, requests: 2 });
  });

  test("a used connection that stays silent is a timeout", async () => {
    const seen = { connections: 0, requests: 0 };
    const url = await twice(() => undefined, seen);
    const send = client();
    await send(url);
    await sleep(20);
    expect(await send(url, { timeoutMs: 200 })).toMatchObject({ ok: false, failure: "timeout" });
  });

  test("a fresh request takes a connection of its own and leaves none behind", async () => {
    const seen = { connections: 0, requests: 0 };
    const url = await twice((socket) => socket.resetAndDestroy(), seen);
    const send = client();
    await send(url);
    await sleep(20);
    expect(await send(url, { fresh: true })).toMatchObject({ ok: true });
    expect(await send(url, { fresh: true })).toMatchObject({ ok: true });
    expect(seen.connections).toBe(3);
  });

  test("an idle connection is given up before a server would close it", { timeout: 15_000 }, async () => {
    const seen = { connections: 0, requests: 0 };
    const url = await twice((socket) => socket.resetAndDestroy(), seen);
    const send = client();
    await send(url);
    await sleep(4500);
    expect(await send(url)).toMatchObject({ ok: true });
    expect(seen.connections).toBe(2);
  });
});
