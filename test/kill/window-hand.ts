// The kill test's hand on a window: starts window.ts or the real main/browser.ts as a process, makes the page call, and
// learns of its death instead of an answer.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallInput, CallName, CallOutput } from "../../preload/contract/calls.ts";
import type { Result } from "../../preload/contract/failure.ts";
import { home, root } from "../command/cli.ts";
import { type Aim, strike } from "./strike.ts";
import { type Phase, type World, tellEnd } from "./world.ts";

/** A window that did not open in this time hangs, and that is a fault of its own. */
const OPEN_MS = 40_000;

export type Hand = {
  readonly child: ChildProcess;
  /** Null: the window died before it answered. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>> | null>;
  /** Kills it where it stands, if it still does; resolves once it is gone. */
  end(): Promise<number | null>;
};

function start(world: World, args: readonly string[]): ChildProcess {
  const node = join(root, "node_modules", ".bin", "node");
  const env = { PATH: process.env.PATH ?? "", HOME: home };
  const child = spawn(node, [...args], { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin?.on("error", () => {});
  child.stderr?.on("data", (text) => world.story.push(`window: ${String(text).trim().slice(0, 300)}`));
  return child;
}

const gone = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => (hasEnded(child) ? done(child.exitCode) : child.once("close", (code) => done(code))));

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  const late = new AbortController();
  const timeout = sleep(OPEN_MS, null, { signal: late.signal }).then(
    () => {
      throw new Error(`${what} took more than ${OPEN_MS} ms`);
    },
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([work, timeout]);
  } finally {
    late.abort();
  }
}

/** Opens the window and waits until its page stands. */
export async function openWindow(world: World): Promise<Hand> {
  const child = start(world, ["test/kill/window.ts", world.folder]);
  const waiting: ((line: string | null) => void)[] = [];
  const next = () => new Promise<string | null>((done) => waiting.push(done));
  if (!child.stdout) throw new Error("no output");
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  child.once("close", () => waiting.splice(0).forEach((done) => done(null)));
  const first = await inTime(next(), "the window");
  if (first === null) throw new Error("the window did not open");
  return {
    child,
    async call(name, input) {
      if (hasEnded(child)) return null;
      const answer = next();
      child.stdin?.write(`${JSON.stringify([name, input])}\n`);
      const line = await inTime(answer, name);
      return line === null ? null : JSON.parse(line);
    },
    end() {
      child.kill("SIGKILL");
      return gone(child);
    },
  };
}

/** Waits until a strike met the window or `isDone` says that there is nothing left to meet, then ends it. */
export async function untilStruck(
  world: World,
  { child }: Hand,
  { phase, aim, what }: { readonly phase: Phase; readonly aim: Aim; readonly what: string },
  isDone: () => boolean,
): Promise<void> {
  for (const end = performance.now() + 6000; performance.now() < end && !hasEnded(child) && !isDone();) await sleep(30);
  const met = hasEnded(child);
  tellEnd(world, phase, what, met ? null : 0, aim);
}

/** The real `main/browser.ts` on the folder, killed by the strike, or once `isDone`: what it recovered must stand. */
export async function realWindow(world: World, aim: Aim | null, isDone: () => boolean): Promise<void> {
  const child = start(world, ["main/browser.ts", "--headless", "--data", world.folder]);
  if (aim) strike(child, aim, world);
  let isUp = false;
  child.stderr?.on("data", (text) => (isUp ||= String(text).includes("收银台窗口")));
  for (const end = performance.now() + 15_000; performance.now() < end && !hasEnded(child);) {
    if (isUp && isDone()) break;
    await sleep(40);
  }
  const met = hasEnded(child);
  if (met && child.exitCode !== null) world.story.push(`main/browser.ts ended by itself: exit ${child.exitCode}`);
  child.kill("SIGKILL");
  await gone(child);
  tellEnd(world, "window start", "main/browser.ts", met && child.signalCode ? null : 0, aim);
}
