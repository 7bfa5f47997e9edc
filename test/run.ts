// `npm test`: everything that must hold, in one command; `npm run check`: the same without the tests. It prints each
// step's own output, then one last line, `N passed, N failed`. A step that crashes, or finds nothing to test, is a
// failure, never a silence. A step of check (format, lint, types of one area) counts as one test.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { prepareMachine } from "./support/prepare.ts";

type Skip = { readonly name: string; readonly reason: string };
type Count = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skip[];
  /** The names of what failed, where a report names them. */
  readonly broken?: readonly string[];
};

const root = resolve(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
const reports = mkdtempSync(join(tmpdir(), "till-reports-"));
/** What tests leave behind, an ended worker's last folder say, is gone with this run. */
const scratch = mkdtempSync(join(tmpdir(), "till-tests-"));
const onlyCheck = process.argv[2] === "check";

type RunOptions = {
  readonly env?: Record<string, string>;
  /** Takes the output, which else goes to ours. */
  say?(part: Buffer): void;
};

/** Runs a command; answers its exit code, or 127 when it could not be started. */
function run(command: string, args: readonly string[], { env = {}, say }: RunOptions = {}): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      // Node 24 first, whichever node started this.
      env: {
        ...process.env,
        TMPDIR: scratch,
        TEMP: scratch,
        TMP: scratch,
        ...env,
        PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`,
      },
      stdio: ["ignore", say ? "pipe" : "inherit", say ? "pipe" : "inherit"],
      shell: process.platform === "win32",
    });
    if (say) for (const stream of [child.stdout, child.stderr]) stream?.on("data", say);
    child.on("error", () => done(127));
    child.on("close", (code) => done(code ?? 128));
  });
}

/** Wraps up a step whose report may be missing: then the step itself is the failure. */
function counted(code: number, read: () => Count): Count {
  let count: Count;
  try {
    count = read();
  } catch (error) {
    console.log(`no usable report: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: [] };
  }
  if (count.passed + count.failed + count.skipped.length === 0) {
    console.log("not one test was found");
    return { ...count, failed: 1 };
  }
  // All tests green but the runner not: an unhandled error, a leaking worker, an interrupted run.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** A step that counts as one test, begun at once, beside others; its output is shown when its turn has come. */
function begun(command: string, args: readonly string[]): () => Promise<Count> {
  const parts: Buffer[] = [];
  const ended = run(command, args, { say: (part) => parts.push(part) });
  return async () => {
    const code = await ended;
    process.stdout.write(Buffer.concat(parts));
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  };
}

type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
};

async function vitest(): Promise<Count> {
  const file = join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run(bin("vitest"), ["run", "--config", "test/vitest.config.ts", ...reporters]);
  return counted(code, () => {
    const report: VitestReport = JSON.parse(readFileSync(file, "utf8"));
    const tests = report.testResults.flatMap((result) => result.assertionResults);
    const broken = report.testResults.filter(
      (result) => result.status === "failed" && result.assertionResults.length === 0,
    );
    const skipped = tests.filter(({ status }) => ["skipped", "pending", "todo", "disabled"].includes(status));
    const failed = tests.filter(({ status }) => status === "failed");
    return {
      passed: tests.filter(({ status }) => status === "passed").length,
      failed: failed.length + broken.length,
      broken: [...failed.map(({ fullName }) => fullName), ...broken.map(({ name }) => name)],
      skipped: skipped.map(({ fullName }) => ({ name: fullName, reason: "see the test's own name or note" })),
    };
  });
}

type Annotation = { type: string; description?: string };
type Suite = {
  suites?: Suite[];
  specs?: { title: string; tests: { status: string; annotations: Annotation[]; projectName: string }[] }[];
};

const CONFIG = "test/e2e/playwright.config.ts";
/** Two windows at a time, each with a till of its own; a test may then take twice as long. */
const PLAYWRIGHT = ["test", "--config", CONFIG, "--workers=2", "--timeout=120000", "--reporter=list,json"] as const;

async function playwright(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Count> {
  const file = join(reports, `playwright-${args.length}.json`);
  const code = await run(command, args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
  return counted(code, () => {
    const report: { suites: Suite[]; errors?: unknown[] } = JSON.parse(readFileSync(file, "utf8"));
    const specs = (suite: Suite): NonNullable<Suite["specs"]> => [
      ...(suite.specs ?? []),
      ...(suite.suites ?? []).flatMap(specs),
    ];
    const tests = report.suites
      .flatMap(specs)
      .flatMap((spec) => spec.tests.map((test) => ({ ...test, name: `[${test.projectName}] ${spec.title}` })));
    const skipped = tests.filter(({ status }) => status === "skipped");
    const failed = tests.filter(({ status }) => status === "unexpected" || status === "flaky");
    return {
      passed: tests.filter(({ status }) => status === "expected").length,
      failed: failed.length + (report.errors?.length ?? 0),
      broken: failed.map(({ name }) => name),
      skipped: skipped.map(({ name, annotations }) => ({
        name,
        reason: annotations.find(({ type }) => type === "skip")?.description ?? "no reason given",
      })),
    };
  });
}

/** Payments again, in a window that is really shown. */
function onDisplay(): Promise<Count> {
  const screen = ["-a", "-s", "-screen 0 1366x768x24", bin("playwright"), ...PLAYWRIGHT];
  return playwright("xvfb-run", [...screen, "--project=browser", "payment.spec.ts"], { TILL_HEADED: "1" });
}

/** Each uses one core or hardly more: they run beside each other. */
const checks = () =>
  [
    ["format", begun(bin("oxfmt"), ["--check"])],
    ["lint", begun(bin("oxlint"), ["--deny-warnings"])],
    ...["preload/contract", "preload", "main", "renderer", "test"].map(
      (area) => [`types of ${area}`, begun(bin("tsc"), ["-p", area])] as const,
    ),
  ] as const;
/** What the tests open. */
const built = () => [["build", begun(bin("electron-vite"), ["build", "--logLevel", "warn"])]] as const;
const tests = [
  ["tests", vitest],
  ["end-to-end tests", () => playwright(bin("playwright"), PLAYWRIGHT)],
  // The same window as a person sees it: on a display, a virtual one.
  ...(process.platform === "linux" ? [["payments on a virtual display", onDisplay] as const] : []),
] as const;

if (!onlyCheck && !prepareMachine()) process.exit(1);
const results: { name: string; count: Count }[] = [];
for (const [name, step] of onlyCheck ? checks() : [...checks(), ...built(), ...tests]) {
  console.log(`\n=== ${name}`);
  results.push({ name, count: await step() });
}
for (const folder of [reports, scratch]) rmSync(folder, { recursive: true, force: true });

console.log("\n=== summary");
for (const { name, count } of results) {
  console.log(`${count.failed === 0 ? "ok  " : "FAIL"} ${name}: ${count.passed} passed, ${count.failed} failed`);
  for (const broken of count.broken ?? []) console.log(`       ${broken}`);
}
const skipped = results.flatMap(({ count }) => count.skipped);
for (const reason of new Set(skipped.map((skip) => skip.reason))) {
  const names = skipped.filter((skip) => skip.reason === reason).map(({ name }) => name);
  console.log(`skipped, ${names.length} (${reason}):\n  ${names.join("\n  ")}`);
}
const sum = (pick: (count: Count) => number) => results.reduce((total, { count }) => total + pick(count), 0);
const [passed, failed] = [sum((count) => count.passed), sum((count) => count.failed)];
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
