// Cuts a gun's bytes into frames: at a suffix, after a silence, or at whichever comes first. Pure: times are handed in.
// It holds at most `maxBytes`, never hands over part of a frame that was too long, and wipes what it has handed over.
import { MAX_SCAN_CHARS } from "./pay-code.ts";

/** Bytes guns end a code with. CRLF is CR and LF: the empty frame between them is not one. */
export const SUFFIX = { cr: 0x0d, lf: 0x0a, etx: 0x03, tab: 0x09 } as const;

const NUL = 0x00;
const STX = 0x02;
/** What a line break or a plug going in leaves on the wire; no text begins or ends with it. */
const BREAK = 0xff;

export type FramerOptions = {
  /** Bytes that end a frame. Default: all of SUFFIX. Empty: only silence ends one. */
  readonly suffixes?: readonly number[];
  /** Milliseconds without a byte that end a frame; null: only a suffix does. Default 50. */
  readonly silenceMs?: number | null;
  /** Default 4096. */
  readonly maxBytes?: number;
};

export const DEFAULT_SILENCE_MS = 50;
const DEFAULT_MAX_BYTES = 4096;

/** Stands for a frame that did not fit: longer than any text `classify` looks at, so it is refused as too long. */
export const OVERLONG = "?".repeat(MAX_SCAN_CHARS + 1);

export type Framer = {
  /** Takes bytes that arrived at `nowMs` (any clock that never goes back); answers the frames they ended. */
  push(bytes: Uint8Array, nowMs: number): string[];
  /** Ends the frame if the silence has lasted long enough. */
  tick(nowMs: number): string[];
  /** Ends the frame now. */
  flush(): string[];
  /** Forgets the frame: the gun was unplugged in the middle of a code. */
  drop(): void;
  /** True while a frame is begun and not ended. */
  readonly pending: boolean;
};

export function createFramer(options: FramerOptions = {}): Framer {
  const { suffixes = Object.values(SUFFIX), silenceMs = DEFAULT_SILENCE_MS, maxBytes = DEFAULT_MAX_BYTES } = options;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const buffer = new Uint8Array(maxBytes);
  let length = 0;
  let overlong = false;
  let lastMs = 0;

  const drop = (): void => {
    buffer.fill(0, 0, length);
    length = 0;
    overlong = false;
  };
  const end = (frames: string[]): void => {
    while (length > 0 && isTail(buffer[length - 1])) length--;
    const text = overlong ? OVERLONG : decoder.decode(buffer.subarray(0, length));
    drop();
    if (hasInk(text)) frames.push(text);
  };
  const take = (byte: number, frames: string[]): void => {
    if (suffixes.includes(byte)) end(frames);
    else if (length === 0 && (byte === STX || isPadding(byte))) return;
    else if (length < maxBytes) buffer[length++] = byte;
    else overlong = true;
  };
  const tick = (nowMs: number): string[] => {
    const frames: string[] = [];
    if (silenceMs !== null && length > 0 && nowMs - lastMs >= silenceMs) end(frames);
    return frames;
  };

  return {
    push(bytes, nowMs) {
      const frames = tick(nowMs);
      lastMs = nowMs;
      for (const byte of bytes) take(byte, frames);
      return frames;
    },
    tick,
    flush() {
      const frames: string[] = [];
      end(frames);
      return frames;
    },
    drop,
    get pending() {
      return length > 0;
    },
  };
}

/** ETX ends no text either, also while it is not listened for. */
const isTail = (byte: number | undefined): boolean => isPadding(byte) || byte === SUFFIX.etx;
const isPadding = (byte: number | undefined): boolean => byte === NUL || byte === BREAK;

/** False for a frame of nothing but blanks, control characters and bytes that are no text: noise, not a scan. */
const hasInk = (text: string): boolean => /[^\s\u0000-\u001f\u007f-\u009f\ufffd]/.test(text);
