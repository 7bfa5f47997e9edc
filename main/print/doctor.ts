// What is wrong with the printers, in plain words: one line for each, and what waits. Pure. English, like all that support
// reads.
import type { PrinterTarget, PrinterView, PrintingState } from "../../preload/contract/printing.ts";
import type { Probed } from "./probe.ts";

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

const SAID: Readonly<Record<Probed, string>> = {
  online: "on-line, and it answers",
  one_way: "reached, and it answers nothing: its paper is handed over, never proved",
  out_of_paper: "out of paper",
  cover_open: "its cover is open",
  offline: "cannot be reached, or is off-line: is it on, and is its address right?",
  no_answer: "answers nothing, though it did before",
};

function addressOf(target: PrinterTarget): string {
  switch (target.kind) {
    case "tcp":
      return `${target.host}:${target.port}`;
    case "serial":
      return `${target.path} at ${target.baudRate}`;
    case "file":
      return target.path;
    case "system":
      return "the system's printing";
  }
}

export function doctorPrinters(
  printers: readonly { readonly printer: PrinterView; readonly probed: Probed }[],
  { waiting, attention }: Pick<PrintingState, "waiting" | "attention">,
): Check {
  const lines = printers.map(({ printer: { config, paused, talks }, probed }) => {
    const isSystem = config.target.kind === "system";
    const state = talks && probed === "one_way" ? "no_answer" : probed;
    const said = isSystem ? "the window's; nothing of it can be asked here" : SAID[state];
    return {
      ok: isSystem || state === "online" || state === "one_way",
      text: `${config.name} (${addressOf(config.target)}): ${said}${paused ? "; paused" : ""}`,
    };
  });
  const counts = [
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(attention > 0 ? [`${attention} for a person to look at`] : []),
  ];
  const detail = lines.length === 0 ? ["none is set up: no receipts"] : lines.map(({ text }) => text);
  return { name: "printers", ok: lines.every(({ ok }) => ok), detail: [...detail, ...counts].join("; ") };
}
