// Runs one command: opens the till of the data folder, runs the verb, prints one JSON object as the last line of
// standard output. It never prompts, and prints no secret and no pay code at any log level.
import type { Failure } from "../../preload/contract/failure.ts";
import { openHttp } from "../channel/http.ts";
import { systemClock } from "../clock.ts";
import { dataFolder } from "../host/folder.ts";
import type { SecretBox } from "../host/secrets.ts";
import type { StartService } from "../host/service.ts";
import { systemIds } from "../ids.ts";
import { type LogLevel, openLog } from "../log.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { openTill } from "../till.ts";
import type { Answer } from "./answer.ts";
import { STAFF_FLAGS, STAFF_TEXTS, holdDeed, readClaim } from "./by-staff.ts";
import { bundleVerb } from "./bundle.ts";
import { backup, restore } from "./copy-verbs.ts";
import { DESK_VERBS, channelList, channelSet } from "./desk-verbs.ts";
import { doctor } from "./doctor.ts";
import { noticesSet, noticesShow } from "./notice-verbs.ts";
import { Usage, readOptions } from "./options.ts";
import { print, printerList, printerRemove, printerSet, receiptSet } from "./print-verbs.ts";
import { reconcile } from "./reconcile-verb.ts";
import { PAYMENT_VERBS, Refused, type Verb } from "./verbs.ts";
import { REVIEW_VERBS } from "./review-verbs.ts";
import { REPORT_VERBS, SHIFT_VERBS } from "./shift-verbs.ts";
import { TENDER_VERBS } from "./tender-verbs.ts";
import { sentence } from "./words.ts";

export type CommandIo = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readStdin(): Promise<string>;
  /** Waited for when it answers a promise: the process ends after the last line. */
  stdout(line: string): unknown;
  stderr(line: string): unknown;
  secretsFor(folder: string): SecretBox;
  /** Starts the devices process, for the verbs that look at devices. */
  readonly devices?: StartService;
  /** Aborts on SIGINT and SIGTERM. */
  readonly stopping: AbortSignal;
};

/** A wait longer than this is left to `recover`: nobody stands before a command for minutes. */
const PATIENCE_MS = 60_000;

/** What lies where a book should. */
const NO_BOOK: ReadonlySet<Failure["code"]> = new Set(["store_damaged", "store_not_a_book", "store_other_book"]);

const VERBS: Readonly<Record<string, Verb>> = {
  ...PAYMENT_VERBS,
  ...TENDER_VERBS,
  ...REVIEW_VERBS,
  ...DESK_VERBS,
  ...REPORT_VERBS,
  doctor,
  print,
  reconcile,
};

/** Exit codes: 0 done · 1 declined, cancelled or a broken book · 2 bad usage, configuration or input · 3 open or unknown. */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const answer = await attempt(argv, io);
  await io.stdout(JSON.stringify(answer.body));
  return answer.code;
}

async function attempt(argv: readonly string[], io: CommandIo): Promise<Answer> {
  try {
    return await run(argv, io);
  } catch (error) {
    if (error instanceof Usage) return refused(io, "bad_usage", error.message, { option: error.option });
    if (error instanceof Refused) return refusedBy(io, error.failure, error.option);
    if (error instanceof StoreCannotWrite)
      return refusedBy(io, { code: "store_cannot_write", who: "manager", retry: "now", detail: error.code });
    openLog("warn").error("command.bug", error);
    return refusedBy(io, { code: "bug", who: "developer", retry: "after_query" });
  }
}

function refused(io: CommandIo, code: string, message: string, about: Record<string, string | null>): Answer {
  void io.stderr(message);
  return { code: 2, body: { error: { code, ...about, message } } };
}

function refusedBy(io: CommandIo, failure: Failure, option: string | null = null): Answer {
  const about = { detail: failure.detail ?? null, ...(option === null ? {} : { option }) };
  return refused(io, failure.code, `${option === null ? "" : `--${option}: `}${sentence(failure)}`, about);
}

function findVerb(argv: readonly string[]): { verb: Verb; rest: readonly string[]; name: string } {
  const [name = "", second = "", third = ""] = argv;
  if (name === "channel" && second === "list") return { name, verb: channelList, rest: argv.slice(2) };
  if (name === "channel" && second === "set" && third !== "" && !third.startsWith("-"))
    return { name, verb: channelSet(third), rest: argv.slice(3) };
  if (name === "notices" && second === "set") return { name, verb: noticesSet, rest: argv.slice(2) };
  if (name === "notices" && second === "show") return { name, verb: noticesShow, rest: argv.slice(2) };
  const shift = name === "shift" && Object.hasOwn(SHIFT_VERBS, second) ? SHIFT_VERBS[second] : undefined;
  if (shift) return { name, verb: shift, rest: argv.slice(2) };
  const printing = findPrinting(argv);
  if (printing) return printing;
  const isFile = second !== "" && !second.startsWith("-");
  if (name === "backup" && isFile) return { name, verb: backup(second), rest: argv.slice(2) };
  if (name === "bundle")
    return isFile && third !== "" && !third.startsWith("-")
      ? { name, verb: bundleVerb({ order: second, file: third }), rest: argv.slice(3) }
      : { name, verb: bundleVerb(null), rest: argv.slice(1) };
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb) return { name, verb, rest: argv.slice(1) };
  throw new Usage(
    null,
    `Give a verb: channel set ID, channel list, notices set, notices show, printer set ID, printer list, printer remove ID, receipt set, shift ${Object.keys(SHIFT_VERBS).join("|")}, ${Object.keys(VERBS).join(", ")}, backup FILE, restore FILE, bundle ORDER FILE.`,
  );
}

function findPrinting([name = "", second = "", third = "", ...rest]: readonly string[]) {
  if (name === "printer" && second === "list")
    return { name, verb: printerList, rest: [third, ...rest].filter(Boolean) };
  if (name === "receipt" && second === "set") return { name, verb: receiptSet, rest: [third, ...rest].filter(Boolean) };
  if (name !== "printer" || third === "" || third.startsWith("-")) return null;
  if (second === "set") return { name, verb: printerSet(third), rest };
  return second === "remove" ? { name, verb: printerRemove(third), rest } : null;
}

/** The one verb that must work where no till can be opened. */
async function runRestore([, file = "", ...rest]: readonly string[], io: CommandIo): Promise<Answer> {
  const options = readOptions(rest, withStaff({ texts: [], flags: [] }));
  if (file === "" || file.startsWith("-")) throw new Usage(null, "Give the backup's file: restore FILE.");
  const folder = dataFolder(options.optional("data") ?? undefined, io.env);
  const { claim } = await readClaim(options, io);
  return restore(file, { folder, clock: systemClock, log: openLog(logLevel(io.env)), claim });
}

const withStaff = ({ texts, flags }: Pick<Verb, "texts" | "flags">) => ({
  texts: [...texts, ...STAFF_TEXTS],
  flags: [...flags, ...STAFF_FLAGS],
});

async function run(argv: readonly string[], io: CommandIo): Promise<Answer> {
  if (argv[0] === "restore") return runRestore(argv, io);
  const { name, verb, rest } = findVerb(argv);
  const { deed } = verb;
  const options = readOptions(rest, deed ? withStaff(verb) : verb);
  const folder = dataFolder(options.optional("data") ?? undefined, io.env);
  const { claim, readStdin } = deed ? await readClaim(options, io) : { claim: null, readStdin: io.readStdin };
  const work = await verb.read(options, { readStdin, version: io.version });
  if (io.stopping.aborted) throw new Usage(null, "Stopped before anything was done.");
  const { http, close } = openHttp();
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http,
    secrets: io.secretsFor(folder),
    log: openLog(logLevel(io.env)),
    version: io.version,
    patienceMs: PATIENCE_MS,
    devices: verb.usesDevices ? (io.devices ?? null) : null,
    notices: false,
  });
  if (!opened.ok) {
    close();
    // A book that cannot even be opened is what `verify` is there to report.
    if (name === "verify" && NO_BOOK.has(opened.failure.code))
      return { code: 1, body: { ok: false, events: 0, problems: [sentence(opened.failure)] } };
    throw new Refused(opened.failure);
  }
  const till = opened.value;
  try {
    const signedBy = deed ? await holdDeed(till, claim, deed(options)) : null;
    return await work({ till, folder, clock: systemClock, signedBy, stopping: io.stopping });
  } finally {
    await till.close();
    close();
  }
}

function logLevel(env: CommandIo["env"]): LogLevel {
  const level = env["CASHIER_LOG"];
  return level === "debug" || level === "info" || level === "silent" ? level : "warn";
}
