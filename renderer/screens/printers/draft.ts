// A printer as it is typed: every field as text or a choice, also those of another kind of connection, so that trying one
// loses nothing. Pure.
import type { PrinterConfig, PrinterTarget } from "../../../preload/contract/printing.ts";

export type TargetKind = PrinterTarget["kind"];
export const TARGET_KINDS: readonly TargetKind[] = ["tcp", "serial", "file", "system"];

export type Flow = Extract<PrinterTarget, { kind: "serial" }>["flow"];
export const FLOWS: readonly Flow[] = ["none", "lines", "xon"];
export const BAUD_RATES: readonly number[] = [9600, 19_200, 38_400, 57_600, 115_200];

export type Draft = Omit<PrinterConfig, "target" | "perMinute"> & {
  readonly kind: TargetKind;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly serialPath: string;
  readonly baudRate: number;
  readonly flow: Flow;
  /** The system's printer; "" is its default. */
  readonly systemPrinter: string;
  readonly perMinute: string;
};

const BLANK = {
  host: "",
  port: "9100",
  path: "",
  serialPath: "",
  baudRate: 9600,
  flow: "none",
  systemPrinter: "",
} as const satisfies Partial<Draft>;

function typedTarget(target: PrinterTarget): Partial<Draft> {
  switch (target.kind) {
    case "tcp":
      return { host: target.host, port: String(target.port) };
    case "serial":
      return { serialPath: target.path, baudRate: target.baudRate, flow: target.flow };
    case "file":
      return { path: target.path };
    case "system":
      return { systemPrinter: target.printer };
  }
}

export const draftOf = ({ target, perMinute, ...rest }: PrinterConfig): Draft => ({
  ...rest,
  ...BLANK,
  ...typedTarget(target),
  kind: target.kind,
  perMinute: String(perMinute),
});

export const freshDraft = (name: string): Draft => ({
  ...BLANK,
  name,
  kind: "tcp",
  paper: 80,
  command: "generic",
  font: "printer",
  fourByte: false,
  cutter: true,
  drawer: false,
  perMinute: "30",
  copies: { sale: 1, refund: 1, unknown: 1, shift: 1, day: 1, test: 1 },
});

const numberOf = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

/** As main would take it; not checked yet. */
export function readDraft(draft: Draft): unknown {
  const { kind, host, port, path, serialPath, baudRate, flow, systemPrinter, perMinute, ...rest } = draft;
  const targets = {
    tcp: { kind, host: host.trim(), port: numberOf(port) },
    serial: { kind, path: serialPath.trim(), baudRate, flow },
    file: { kind, path: path.trim() },
    system: { kind, printer: systemPrinter },
  } as const;
  const name = rest.name.trim();
  // A drawer hangs on a cable that the system's printing does not reach.
  const drawer = rest.drawer && kind !== "system";
  return { ...rest, name, drawer, perMinute: numberOf(perMinute), target: targets[kind] };
}
