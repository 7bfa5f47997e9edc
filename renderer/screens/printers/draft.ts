// A printer as it is typed: every field as text or a choice, also those of another kind of connection, so that trying one
// loses nothing. Pure.
import type { PrinterConfig, PrinterTarget } from "../../../preload/contract/printing.ts";

export type TargetKind = PrinterTarget["kind"];
export const TARGET_KINDS: readonly TargetKind[] = ["tcp", "file"];

export type Draft = Omit<PrinterConfig, "target" | "perMinute"> & {
  readonly kind: TargetKind;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly perMinute: string;
};

const BLANK = { host: "", port: "9100", path: "" } as const;

function typedTarget(target: PrinterTarget): Partial<Draft> {
  switch (target.kind) {
    case "tcp":
      return { host: target.host, port: String(target.port) };
    case "file":
      return { path: target.path };
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
  fourByte: false,
  cutter: true,
  drawer: false,
  perMinute: "30",
  copies: { sale: 1, refund: 1, unknown: 1, shift: 1, day: 1, test: 1 },
});

const numberOf = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

/** As main would take it; not checked yet. */
export function readDraft({ kind, host, port, path, perMinute, ...rest }: Draft): unknown {
  const targets = {
    tcp: { kind, host: host.trim(), port: numberOf(port) },
    file: { kind, path: path.trim() },
  } as const;
  return { ...rest, name: rest.name.trim(), perMinute: numberOf(perMinute), target: targets[kind] };
}
