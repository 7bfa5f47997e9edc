// The streams of a command: standard input read to its end (a configuration, never more than one could be, and never
// past a signal to stop), and lines written out whole.
import { type Readable, addAbortSignal } from "node:stream";
import { Usage } from "./options.ts";

const MAX_BYTES = 1024 * 1024;

/** The whole text. Usage when it is too long, cannot be read, or a signal came first: then nothing was done. */
export async function readInput(stream: Readable, stopping: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(stopping, stream)) {
      const part = Buffer.from(chunk as Uint8Array);
      bytes += part.length;
      if (bytes > MAX_BYTES) break;
      chunks.push(part);
    }
  } catch {
    throw new Usage(null, "Standard input could not be read to its end; nothing was changed.");
  }
  if (bytes > MAX_BYTES) throw new Usage(null, "Standard input is longer than any configuration; nothing was changed.");
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Writes one line; resolves when it has left this process, or when nobody reads it any more. */
export function writeLine(stream: NodeJS.WriteStream, line: string): Promise<void> {
  return new Promise((resolve) => {
    stream.once("error", () => resolve());
    stream.write(`${line}\n`, () => resolve());
  });
}
