// A serial cable without hardware: a pseudo-terminal by socat whose far end is in the test's hand. The till opens
// `path`, a link that stays the same when the gun is unplugged and plugged in again.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { lstat, mkdtemp, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Why a test with a pty cannot run here, or null. For `describe.skipIf` and for the name of what is skipped. */
export const ptyMissing: string | null = (() => {
  if (process.platform === "win32") return "no pseudo-terminals on Windows";
  try {
    execFileSync("socat", ["-V"], { stdio: "ignore" });
    return null;
  } catch {
    return "socat is not installed";
  }
})();

/** A test's name, with the reason in it where it is skipped. */
export const withPty = (name: string): string => (ptyMissing === null ? name : `${name} (skipped: ${ptyMissing})`);

export type Pty = {
  /** What the till opens. A link to `/dev/pts/N`. */
  readonly path: string;
  /** The device the link leads to now. */
  device(): Promise<string>;
  /** Resolves when the bytes are on their way. A string is sent as latin1: one byte a character. */
  write(bytes: Uint8Array | string): Promise<void>;
  /** Everything the till wrote to the gun so far. */
  received(): Buffer;
  /** Told what the till writes from now on. One listener. */
  onReceived(listener: (bytes: Buffer) => void): void;
  /** Kills socat and removes the link: the gun is gone. */
  unplug(): Promise<void>;
  /** The gun is back under the same path. */
  plug(): Promise<void>;
  /** Unplugs and removes the folder. */
  close(): Promise<void>;
};

const START_MS = 10_000;

export async function openPty(): Promise<Pty> {
  const folder = await mkdtemp(join(tmpdir(), "cashier-pty-"));
  const path = join(folder, "gun");
  const received: Buffer[] = [];
  let heard: (bytes: Buffer) => void = () => {};
  let socat: ChildProcess | null = null;

  const plug = async (): Promise<void> => {
    const child = spawn("socat", ["STDIO", `PTY,raw,echo=0,link=${path}`], { stdio: ["pipe", "pipe", "ignore"] });
    // Without listeners, a failed start or a write after the end would be thrown out of the event loop.
    child.on("error", () => {});
    child.stdin.on("error", () => {});
    child.stdout.on("data", (chunk: Buffer) => {
      received.push(chunk);
      heard(chunk);
    });
    socat = child;
    await untilThere(path, child);
  };
  const unplug = async (): Promise<void> => {
    const child = socat;
    socat = null;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
    await rm(path, { force: true });
  };

  await plug();
  return {
    path,
    device: () => readlink(path),
    write(bytes) {
      const stdin = socat?.stdin;
      if (!stdin) return Promise.reject(new Error("the gun is not plugged in"));
      const buffer = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
      return new Promise((resolve, reject) => {
        stdin.write(buffer, (error) => (error ? reject(error) : resolve()));
      });
    },
    received: () => Buffer.concat(received),
    onReceived: (listener) => void (heard = listener),
    unplug,
    plug,
    async close() {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the link is there and leads to a device. */
async function untilThere(path: string, child: ChildProcess): Promise<void> {
  const stepMs = 5;
  for (let waitedMs = 0; waitedMs < START_MS; waitedMs += stepMs) {
    if (child.exitCode !== null) throw new Error(`socat ended with ${child.exitCode}`);
    const there = await lstat(path).then(
      () => stat(path).then((found) => found.isCharacterDevice()),
      () => false,
    );
    if (there) return;
    await wait(stepMs);
  }
  throw new Error(`socat made no pty within ${START_MS} ms`);
}
