// An attempt put into a book in any status, past the flow: for tables over all of them.
import type { AttemptStatus } from "../../preload/contract/status.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { AttemptEvent } from "../../main/payment/transitions.ts";
import { advance } from "../../main/store/attempts.ts";
import { queuePrint } from "../../main/store/settings.ts";
import { numberOf, writeAttempt } from "../support/flow-book.ts";
import type { Desk } from "../support/flow-desk.ts";

/** The events that lead to each status, so that the journal still replays. */
const PATHS: Readonly<Record<AttemptStatus, readonly AttemptEvent[]>> = {
  created: [],
  sending: ["send"],
  awaiting_payer: ["send", "awaiting"],
  unknown: ["send", "unknown"],
  cancelling: ["send", "unknown", "stop"],
  needs_review: ["send", "review"],
  paid: ["send", "paid"],
  declined: ["send", "declined"],
  cancelled: ["stop"],
};

export function addNumber(desk: Desk, status: AttemptStatus): TradeNo {
  const number = numberOf(1);
  desk.store.write((tx) => writeAttempt(tx, 1));
  for (const event of PATHS[status]) desk.store.write((tx) => advance(tx, desk.attempt(number), { event, at: 2 }));
  if (status === "paid") desk.store.write((tx) => queuePrint(tx, "sale", number, 2));
  return number;
}
