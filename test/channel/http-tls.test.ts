// TLS: what may be called "nothing was sent", and what may not.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type TlsOptions, createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import { client, listen, tcp } from "./http-support.ts";

describe("TLS", () => {
  let folder = "";
  let files: TlsOptions = {};
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "till-tls-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject],
      {
        stdio: "ignore",
      },
    );
    files = { key: readFileSync(key), cert: readFileSync(cert) };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A TLS server that counts the bytes it was really sent. */
  async function secure(options: TlsOptions): Promise<{ url: string; heard: () => number }> {
    let heard = 0;
    const server = createTlsServer({ ...files, ...options }, (socket) => {
      socket.on("error", () => undefined).on("data", (chunk: Buffer) => (heard += chunk.length));
    });
    server.on("tlsClientError", () => undefined);
    return { url: `https://127.0.0.1:${await listen(server)}`, heard: () => heard };
  }

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "a certificate signed by itself is tls_failed, and the server heard not one byte (%s)",
    async (version) => {
      const { url, heard } = await secure({ minVersion: version, maxVersion: version });
      const answer = await client()(url);
      expect(answer).toMatchObject({ ok: false, failure: "tls_failed" });
      await sleep(100);
      expect(heard()).toBe(0);
    },
  );

  test("a server that speaks no TLS is tls_failed", async () => {
    const url = await tcp((socket) => void socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
    expect(await client()(url.replace("http:", "https:"))).toMatchObject({ ok: false, failure: "tls_failed" });
  });

  test("a server that cuts or stalls the handshake is tls_failed: nothing was sent", async () => {
    const cut = await tcp((socket) => void socket.once("data", () => socket.destroy()));
    expect(await client()(cut.replace("http:", "https:"))).toMatchObject({ ok: false, failure: "tls_failed" });
    const stalled = await tcp(() => undefined);
    expect(await client()(stalled.replace("http:", "https:"), { timeoutMs: 300 })).toEqual({
      ok: false,
      failure: "tls_failed",
      detail: "timeout",
    });
  });

  test("plain HTTP spoken to a TLS server is no answer", async () => {
    const { url } = await secure({});
    const answer = await client()(url.replace("https:", "http:"));
    expect(answer).toMatchObject({ ok: false });
    expect(["broken_connection", "unreadable"]).toContain(answer.ok ? "" : answer.failure);
  });

  /** Runs one request in a process that trusts the certificate: the only way, because our client has no such switch. */
  const trusting = (url: string) => {
    const script = `
      import { openHttp } from ${JSON.stringify(join(import.meta.dirname, "../../main/channel/http.ts"))};
      const { http, close } = openHttp();
      const request = { method: "POST", url: ${JSON.stringify(url)}, body: "charge", timeoutMs: 1500 };
      console.log(JSON.stringify([await http(request), await http(request)]));
      close();`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "cert.pem") };
    return new Promise<HttpAnswer[]>((resolve, reject) => {
      execFile(process.execPath, ["--input-type=module-typescript", "-e", script], { env }, (error, stdout) =>
        error ? reject(error) : resolve(JSON.parse(stdout) as HttpAnswer[]),
      );
    });
  };

  test("a trusted server that demands a certificate after the handshake is broken_connection: bytes may have gone", async () => {
    const { url } = await secure({ requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.3" });
    for (const answer of await trusting(url)) expect(answer).toMatchObject({ ok: false, failure: "broken_connection" });
  });

  test("a trusted server that cuts the connection after the request is broken_connection", async () => {
    const server = createTlsServer(files, (socket) => {
      socket.on("error", () => undefined).once("data", () => socket.destroy());
    });
    const answers = await trusting(`https://127.0.0.1:${await listen(server)}`);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: "broken_connection" });
  });

  test("a trusted server answers, also on a used connection", async () => {
    const server = createTlsServer(files, (socket) => {
      socket.on("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    });
    const answers = await trusting(`https://127.0.0.1:${await listen(server)}`);
    expect(answers).toMatchObject([
      { ok: true, text: "ok" },
      { ok: true, text: "ok" },
    ]);
  });

  test("[hazard] a used TLS connection that is cut is broken_connection, never tls_failed", async () => {
    let requests = 0;
    const server = createTlsServer(files, (socket) => {
      socket
        .on("error", () => undefined)
        .on("data", () => {
          requests += 1;
          if (requests === 1) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          else socket.destroy();
        });
    });
    const answers = await trusting(`https://127.0.0.1:${await listen(server)}`);
    expect(answers).toMatchObject([{ ok: true }, { ok: false, failure: "broken_connection" }]);
    expect(requests).toBe(2);
  });
});
