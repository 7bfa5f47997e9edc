// The verb `doctor`: is everything a till needs there? It asks each channel the one harmless question of its self-check,
// opens the scanners as the till would, asks the printers how they are, and keeps nothing but what the self-checks found. Exit 0 when all is well, 1 when something is not.
import type { RealChannelId } from "../../preload/contract/channels.ts";
import { type Check, doctorScanners } from "../devices/doctor.ts";
import { hasDisplay } from "../host/display.ts";
import { doctorPrinters } from "../print/doctor.ts";
import { verifyStore } from "../store/verify.ts";
import type { Till } from "../till.ts";
import type { Context, Verb } from "./verbs.ts";

const OLDEST_NODE = 24;
/** What plugged-in scanners need to be found and opened. */
const SCANNERS_MS = 2_500;

export const doctor: Verb = {
  texts: [],
  flags: [],
  usesDevices: true,
  read: () => async (context) => {
    const [channels, scanners, printers] = await Promise.all([
      checkChannels(context.till),
      checkScanners(context),
      checkPrinters(context.till),
    ]);
    const checks: readonly Check[] = [runtime(), store(context.till), ...channels, scanners, printers, display()];
    return { code: checks.every((check) => check.ok) ? 0 : 1, body: { checks } };
  },
};

function runtime(): Check {
  const { node, electron, v8 } = process.versions;
  const name = electron === undefined ? `Node ${node}` : `Electron ${electron} (Node ${node})`;
  const isNew = Number.parseInt(node, 10) >= OLDEST_NODE;
  const old = isNew ? "" : `; Node ${OLDEST_NODE} or newer is needed`;
  return { name: "runtime", ok: isNew, detail: `${name}, V8 ${v8}, ${process.platform} ${process.arch}${old}` };
}

function store(till: Till): Check {
  const checked = Object.values(till.books).map((book) => ({ kind: book.kind, ...verifyStore(book.store.read) }));
  const problems = checked.flatMap(({ kind, problems: found }) => found.map((problem) => `${kind}: ${problem}`));
  const events = checked.map((one) => `${one.kind} ${one.events} events`).join(", ");
  return { name: "store", ok: problems.length === 0, detail: problems.length === 0 ? events : problems.join("; ") };
}

/** The clock and the channels, which one question answers. */
async function checkChannels(till: Till): Promise<Check[]> {
  const ready = till.books.real.setups().filter((setup) => setup.isStored);
  const asked = await Promise.all(ready.map(({ id }) => askChannel(till, id)));
  const said = (name: string, part: "clock" | "reach", none: string): Check => ({
    name,
    ok: asked.every((one) => one[part].ok),
    detail: asked.length === 0 ? none : asked.map((one) => `${one.id}: ${one[part].detail}`).join("; "),
  });
  return [
    said("clock", "clock", "no channel is set up to compare it with"),
    said("channels", "reach", "none is set up: training only"),
  ];
}

type Part = { readonly ok: boolean; readonly detail: string };

async function askChannel(till: Till, id: RealChannelId): Promise<{ id: RealChannelId; clock: Part; reach: Part }> {
  const answer = await till.handlers["channels.check"]({ id });
  if (!answer.ok) {
    const unknown = { ok: true, detail: "not compared" };
    return { id, clock: unknown, reach: { ok: false, detail: answer.failure.code } };
  }
  const { steps } = answer.value;
  const clock = steps.filter((step) => step.name === "clock");
  const others = steps.filter((step) => step.name !== "clock");
  const part = (of: typeof steps, show: (step: (typeof steps)[number]) => string): Part => ({
    ok: of.every((step) => step.state !== "failed"),
    detail: of.map(show).join(", "),
  });
  return {
    id,
    clock: part(clock, (step) => (step.state === "ok" ? `${step.detail ?? "0"} s off` : (step.finding ?? step.state))),
    reach: part(others, (step) => `${step.name} ${step.finding ?? step.state}`),
  };
}

/** Nothing is printed: what waits goes on waiting. */
async function checkPrinters({ prints }: Till): Promise<Check> {
  const probed = prints
    .printers()
    .map(async (printer) => ({ printer, probed: await prints.probe(printer.config.target) }));
  return doctorPrinters(await Promise.all(probed), prints.state());
}

async function checkScanners({ till, clock, stopping }: Context): Promise<Check> {
  await clock.sleep(SCANNERS_MS, stopping);
  const [state, ports] = [await till.handlers["till.state"]({}), await till.handlers["scanner.ports"]({})];
  if (!state.ok || !ports.ok) return { name: "scanners", ok: false, detail: "the till does not answer" };
  return doctorScanners(state.value.scanner, state.value.settings.scanners, ports.value.ports);
}

function display(): Check {
  const ok = hasDisplay();
  return { name: "display", ok, detail: ok ? "there is one" : "no display: a window cannot be opened here" };
}
