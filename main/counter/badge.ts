// What became of a scanned badge, which takes a moment: it is answered later than the scan, and only where it was refused.
// It comes by no call, so whatever goes wrong ends here and not the process.
import { type Failure, fail } from "../../preload/contract/failure.ts";
import type { ScanAnswer } from "../../preload/contract/views.ts";
import type { Log } from "../log.ts";
import type { Session } from "../staff/session.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { NOTHING } from "./hear-other.ts";

/** What is to be said about it; null where it did what it should. Never rejects. */
export async function hearBadge(session: Pick<Session, "badge">, badge: string, log: Log): Promise<ScanAnswer | null> {
  try {
    const failure = await session.badge(badge);
    return failure && badgeRefused(failure);
  } catch (error) {
    log.error("badge", error);
    return badgeRefused(
      error instanceof StoreCannotWrite
        ? fail("store_cannot_write", error.code, "manager", "now").failure
        : fail("bug", undefined, "developer", "never").failure,
    );
  }
}

const badgeRefused = (failure: Failure): ScanAnswer => ({
  ...NOTHING,
  source: "hid",
  gun: null,
  heard: "badge",
  did: "refused",
  failure,
});
