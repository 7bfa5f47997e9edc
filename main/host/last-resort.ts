// What nobody caught, in a door: written down by its name and where it was, never by what it says, which may quote data. A
// promise nobody waited for costs what it was to do and no more; after a thrown error nothing is certain any more but what
// is on disk, so the process ends and the next start takes over.
import type { Log } from "../log.ts";

/** `end`: the door's own way to end the process at once. */
export function catchTheRest(log: Log, end: (code: number) => void): void {
  process.on("unhandledRejection", (reason) => log.error("unhandled_rejection", reason));
  process.on("uncaughtException", (error) => {
    log.error("uncaught_exception", error);
    end(1);
  });
}
