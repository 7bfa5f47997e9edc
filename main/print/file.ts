// A printer as a file: a device (/dev/usb/lp0, a serial line the system has set up) or a share (\\PC\printer). One way.
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Clock } from "../clock.ts";
import { CannotReach, type Link, LinkBroken, type Transport } from "./link.ts";

/** A printer without paper takes nothing: asked again every RETRY_MS, for so long. */
const WRITE_MS = 60_000;
const RETRY_MS = 50;

/** Never makes a file where the device is missing, and never waits in the system for a device that takes nothing. */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

export const fileTransport = (path: string, clock: Clock): Transport => ({
  canHear: false,
  async open() {
    try {
      return linkOf(await open(path, FLAGS), clock);
    } catch (error) {
      throw new CannotReach(codeOf(error));
    }
  },
});

function linkOf(file: FileHandle, clock: Clock): Link {
  const state = { isOpen: true };
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const close = async (): Promise<void> => {
    if (!state.isOpen) return;
    state.isOpen = false;
    resolve();
    // A device that is gone cannot even be closed; nothing is lost by that.
    await file.close().catch(() => {});
  };
  return {
    get isOpen() {
      return state.isOpen;
    },
    async write(bytes) {
      const startedMs = clock.monotonic();
      for (let done = 0; done < bytes.length;) {
        const taken = await writeSome(file, bytes.subarray(done));
        if (taken === null || (taken === 0 && clock.monotonic() - startedMs > WRITE_MS)) {
          await close();
          throw new LinkBroken("the device takes no more");
        }
        done += taken;
        if (taken === 0) await clock.sleep(RETRY_MS);
      }
    },
    onBytes: () => {},
    ended,
    close,
  };
}

/** How many bytes were taken; 0 when the device is busy, null when it is gone. */
async function writeSome(file: FileHandle, bytes: Uint8Array): Promise<number | null> {
  try {
    return (await file.write(bytes)).bytesWritten;
  } catch (error) {
    return codeOf(error) === "EAGAIN" ? 0 : null;
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
