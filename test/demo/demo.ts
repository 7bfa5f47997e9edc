// `npm run demo`: drives the real window, headless, through a day in six payments, and shows what happened: a table
// on standard output and a picture of every screen in demo-output/. Ends 0 only when every line is as expected.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { isStale } from "../../main/host/build.ts";
import { prepareMachine } from "../support/prepare.ts";
import { type Stage, openStage } from "../support/stage.ts";
import { SCENES, type Scene } from "./scenes.ts";

const root = resolve(import.meta.dirname, "../..");
const pictures = join(root, "demo-output");

type Line = { readonly scene: Scene; readonly seen: string; readonly ok: boolean; readonly seconds: string };

async function play(stage: Stage, scene: Scene, shot: (name: string) => Promise<void>): Promise<Line> {
  const start = performance.now();
  let seen: string;
  try {
    seen = await scene.run(stage, shot);
  } catch (error) {
    seen = error instanceof Error ? (error.message.split("\n")[0] ?? "an error") : String(error);
    await shot(`broken-${scene.name.replaceAll(/[^a-z]+/g, "-")}`);
  }
  return { scene, seen, ok: seen === scene.expected, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}

function print(lines: readonly Line[]): void {
  const width = Math.max(...lines.map(({ scene }) => scene.name.length));
  for (const { scene, seen, ok, seconds } of lines) {
    console.log(
      `${ok ? "as expected" : "NOT EXPECTED"}  ${scene.name.padEnd(width)}  ${seconds.padStart(5)} s  ${seen}`,
    );
    if (!ok) console.log(`              wanted: ${scene.expected}`);
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What must hold of the whole day, beside the single lines. */
function audit(stage: Stage): string[] {
  const { books, breaches } = stage.peer;
  const problems = breaches.map((breach) => `the channel complains: ${breach}`);
  for (const order of books.orders.values())
    if (order.charges > 1) problems.push(`${order.tradeNo} was charged ${order.charges} times`);
  const key = stage.peer.keys.merchantPrivatePem.split("\n")[1] ?? "";
  const codes = [...books.orders.values()].flatMap((order) => (order.authCode === null ? [] : [order.authCode]));
  for (const file of [...filesIn(stage.folder), ...filesIn(pictures)]) {
    const bytes = readFileSync(file).toString("latin1");
    if (codes.some((code) => bytes.includes(code))) problems.push(`${file} holds a pay code`);
    if (bytes.includes(key)) problems.push(`${file} holds a key`);
  }
  return problems;
}

async function demo(): Promise<number> {
  if (!prepareMachine()) return 1;
  if (isStale(root)) {
    console.log("building the window …");
    const built = spawnSync("npm", ["run", "-s", "build"], { cwd: root, stdio: ["ignore", 2, 2] });
    if (built.status !== 0) return 1;
  }
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  console.log("The real window, headless; Pooul is the local strict peer, its waits shortened; the gun is a pty.\n");
  const stage = await openStage({ width: 1366, height: 768 });
  let count = 0;
  const shot = async (name: string) => {
    const file = `${String(++count).padStart(2, "0")}-${name}.png`;
    await stage.page.screenshot({ path: join(pictures, file) });
  };
  try {
    const lines: Line[] = [];
    for (const scene of SCENES) lines.push(await play(stage, scene, shot));
    print(lines);
    const problems = audit(stage);
    for (const problem of problems) console.log(`NOT EXPECTED  ${problem}`);
    const good = lines.every((line) => line.ok) && problems.length === 0;
    console.log(
      `\n${count} pictures in demo-output/. ${good ? "Everything as expected." : "Not everything was as expected."}`,
    );
    return good ? 0 : 1;
  } finally {
    await stage.close();
  }
}

process.exit(await demo());
