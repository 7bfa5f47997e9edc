// The log: structured lines without money talk. It is handed trade numbers, codes and counts, never a pay code,
// a key, or what a channel or a customer wrote.
import pino from "pino";

export type Log = {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  /** For bugs: keeps the error's name and stack frames, not its message, which may quote data. */
  error(event: string, error: unknown): void;
};

export type LogLevel = "debug" | "info" | "warn" | "silent";

/** Of lines that could not be written; beyond it they are dropped. */
const MOST_WAITING_BYTES = 256 * 1024;

/**
 * Writes to a file, or to stderr when none is given. Lines are on disk when a call returns; a disk or pipe that refuses them
 * costs the lines and nothing else.
 */
export function openLog(level: LogLevel, file?: string): Log {
  const destination = pino.destination({
    dest: file ?? 2,
    sync: true,
    mkdir: true,
    append: true,
    maxLength: MOST_WAITING_BYTES,
  });
  // Unheard, it would be thrown where the line is written: in the middle of a payment.
  destination.on("error", () => {});
  const logger = pino({ level, base: null }, destination);
  return {
    info: (event, facts) => logger.info(facts ?? {}, event),
    warn: (event, facts) => logger.warn(facts ?? {}, event),
    error: (event, error) => logger.error({ error: shape(error) }, event),
  };
}

function shape(error: unknown): { name: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { name: error.name, frames: frames.slice(0, 8).map((line) => line.trim()) };
}
