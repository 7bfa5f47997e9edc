// A whole till on an empty folder, as the window's calls reach it: through the door, with its schemas. Everything
// opened is closed after each test, and a peer that saw a breach of its protocol fails the test.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { type RequestListener, createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallInput, CallName, CallOutput } from "../../preload/contract/calls.ts";
import type { ChannelSetup, CheckStep, PlainValue, RealChannelId } from "../../preload/contract/channels.ts";
import type { Result } from "../../preload/contract/failure.ts";
import { BOOK_FILES } from "../../main/book.ts";
import { openHttp } from "../../main/channel/http.ts";
import { type Clock, systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { openDoor } from "../../main/ipc/door.ts";
import { openLog } from "../../main/log.ts";
import { type Till, openTill } from "../../main/till.ts";
import { newBook } from "../support/new-book.ts";
import { afterEachTest } from "../support/each-test.ts";

let closers: (() => Promise<unknown> | void)[] = [];
afterEachTest(async () => {
  const all = closers.toReversed();
  closers = [];
  for (const close of all) await close();
});

type Peer = { readonly breaches: string[]; close(): Promise<void> };

/** Closes the peer after the test, which fails when the peer saw a breach. */
export function kept<P extends Peer>(peer: P): P {
  closers.push(async () => {
    await peer.close();
    if (peer.breaches.length > 0) throw new Error(`breaches of the protocol:\n${peer.breaches.join("\n")}`);
  });
  return peer;
}

/** For a test whose config is wrong on purpose. */
export const forgive = (peer: Peer) => void (peer.breaches.length = 0);

const ORIGIN = "https://till.local";

export type Desk = {
  readonly folder: string;
  readonly till: Till;
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** The value, or a thrown failure code. */
  done<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  setup(id: RealChannelId): Promise<ChannelSetup>;
  /** Saves a config as the form does: nested fields by their path. */
  save(id: RealChannelId, config: Record<string, unknown>): Promise<Result<unknown>>;
  check(id: RealChannelId): Promise<Record<CheckStep["name"], string>>;
  close(): Promise<void>;
};

export async function openDesk(
  folder = mkdtempSync(join(tmpdir(), "till-desk-")),
  clock: Clock = systemClock,
): Promise<Desk> {
  const http = openHttp();
  for (const name of Object.values(BOOK_FILES)) newBook(join(folder, name));
  const opened = await openTill({
    folder,
    clock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log: openLog("silent"),
    version: "0.0.0-test",
    patienceMs: 2000,
    devices: null,
    notices: false,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  const till = opened.value;
  const door = openDoor({ handlers: till.handlers, guard: till.guard, origin: ORIGIN, log: openLog("silent") });
  const sender = { knownWindow: true, mainFrame: true, url: `${ORIGIN}/index.html` };
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await till.close();
    http.close();
  };
  // The last is done first: nothing is written into a folder that is gone.
  closers.push(() => rmSync(folder, { recursive: true, force: true }), close);
  const call: Desk["call"] = async (name, input) =>
    (await door.answer(sender, name, input)) as Result<CallOutput<typeof name>>;
  const done: Desk["done"] = async (name, input) => {
    const answer = await call(name, input);
    if (!answer.ok) throw new Error(`${answer.failure.code} ${answer.failure.detail ?? ""}`);
    return answer.value;
  };
  return {
    folder,
    till,
    call,
    done,
    async setup(id) {
      const { channels } = await done("channels.list", {});
      const found = channels.find((channel) => channel.id === id);
      if (!found) throw new Error(`no ${id}`);
      return found;
    },
    save: (id, config) => call("channels.save", { id, config: flat(config) }),
    async check(id) {
      const { steps } = await done("channels.check", { id });
      const said = steps.map(({ name, state, finding }) => [name, finding === null ? state : `${state} ${finding}`]);
      return Object.fromEntries(said) as Record<CheckStep["name"], string>;
    },
    close,
  };
}

function flat(config: Record<string, unknown>): Record<string, PlainValue> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one as PlainValue])
        : [[name, value as PlainValue]],
    ),
  );
}

async function listen(server: Server, scheme: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that is not the channel. */
export async function web(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAlive: false }, listener);
  closers.push(() => server.closeAllConnections());
  return listen(server, "http");
}

/** A server with a certificate it signed itself. */
export async function selfSigned(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "till-tls-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"];
  const make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject];
  execFileSync("openssl", make, { stdio: "ignore" });
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) });
  closers.push(() => server.closeAllConnections());
  return listen(server, "https");
}

/** Whether any file of the folder holds the text. */
export const isOnDisk = (folder: string, text: string): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text));
