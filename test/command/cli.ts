// Runs the command line as another program would: a process, its exit code, the last line of its standard output.
// Everything any run prints, at the highest log level, is searched for pay codes and keys.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "../../main/command/run.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";

export const root = resolve(import.meta.dirname, "..", "..");
const node = join(root, "node_modules", ".bin", "node");

export type Json = { readonly [key: string]: unknown };
export type Ran = { readonly code: number | null; readonly json: Json; readonly out: string; readonly err: string };

export type RunOptions = {
  /** The data folder; null leaves `--data` away. */
  readonly folder: string | null;
  /** null: standard input stays open and says nothing. */
  readonly stdin?: string | null;
  readonly env?: Record<string, string>;
  /** The program; main/cli.ts when left away. */
  readonly entry?: string;
  started?(child: ChildProcess): void;
};

/** What must never be printed or kept: pay codes as they are made, lines of keys as they are used. */
const secrets = new Set<string>();
export const keep = (...texts: readonly string[]): void => texts.forEach((text) => secrets.add(text));

/** The lines of a key that must stand nowhere. */
export const linesOfPem = (pem: string): string[] =>
  pem.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));

export const keepPem = (pem: string): void => keep(...linesOfPem(pem));

/** The secrets that stand in a text, shortened so that a failing test does not print them. */
export const spilled = (text: string): string[] =>
  [...secrets].filter((secret) => text.includes(secret)).map((secret) => `…${secret.slice(-4)}`);

let count = 0;
/** A pay code nobody used before. `head` is what it begins with. */
export function payCode(head = "13", length = 18): string {
  const own = `${process.pid % 10_000}${String(++count).padStart(4, "0")}`;
  const code = head + own.padStart(length - head.length, "7");
  keep(code);
  return code;
}

/** Folders of this run, taken away when the process ends. */
const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A data folder that does not exist yet. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "till-cli-"));
  folders.push(parent);
  return join(parent, "收银 数据");
}

/** A home that is nobody's: a run without a data folder must not reach a real one. */
export const home = mkdtempSync(join(tmpdir(), "till-home-"));
folders.push(home);

function answerOf(out: string, what: string): Json {
  const lines = out.split("\n");
  if (lines.pop() !== "" || lines.length !== 1) throw new Error(`${what}: ${lines.length} lines on standard output`);
  const value: unknown = JSON.parse(lines[0] ?? "");
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${what}: not an object`);
  return { ...value };
}

/** Runs to the end; `out` is exactly one line, a JSON object, and neither output holds a secret. */
export async function cli(options: RunOptions | string, ...args: readonly string[]): Promise<Ran> {
  const ran = await run(typeof options === "string" ? { folder: options } : options, args);
  return { ...ran, json: answerOf(ran.out, `${args[0]} (${ran.code}) ${ran.err}`) };
}

/** As `cli`, for a process that may be killed before it has said anything. */
export function run(options: RunOptions, args: readonly string[]): Promise<Omit<Ran, "json">> {
  const data = options.folder === null ? [] : ["--data", options.folder];
  const child = spawn(node, [options.entry ?? "main/cli.ts", ...args, ...data], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", HOME: home, CASHIER_LOG: "debug", ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  options.started?.(child);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (part: Buffer) => out.push(part));
  child.stderr.on("data", (part: Buffer) => err.push(part));
  // Whoever is killed or refuses early does not read its input.
  child.stdin.on("error", () => {});
  if (options.stdin !== null) child.stdin.end(options.stdin ?? "");
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => {
      const ran = { code, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") };
      const found = spilled(ran.out + ran.err);
      if (found.length > 0) fail(new Error(`${args[0]} printed a secret: ${found.join(" ")}`));
      else done(ran);
    });
  });
}

/** The same verbs without a process of their own: for what prepares a test and what looks at its end. */
export async function inside(
  folder: string,
  args: readonly string[],
  stdin = "",
  stopping = new AbortController().signal,
): Promise<Ran> {
  const lines: string[] = [];
  const code = await runCommand([...args, "--data", folder], {
    env: { CASHIER_LOG: "silent" },
    version: "test",
    readStdin: () => Promise.resolve(stdin),
    stdout: (line) => lines.push(line),
    stderr: () => {},
    secretsFor: (asked) => fileKeyBox(asked, systemIds),
    stopping,
  });
  const found = spilled(lines.join("\n"));
  if (found.length > 0) throw new Error(`${args[0]} printed a secret: ${found.join(" ")}`);
  return { code, out: lines.join("\n"), err: "", json: answerOf(`${lines.join("\n")}\n`, args[0] ?? "") };
}

/** Every secret that stands in a file of the folder, with the file's name. */
export function spilledIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .flatMap((name) => spilled(readFileSync(join(folder, name), "latin1")).map((secret) => `${name}: ${secret}`));
}

export const text = (json: Json, field: string): string => {
  const value = json[field];
  if (typeof value !== "string") throw new Error(`no ${field} in ${JSON.stringify(json)}`);
  return value;
};
