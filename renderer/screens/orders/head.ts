// What stands first about one order. Pure.
import { isAllBack } from "../../../preload/contract/proof.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import type { Standing } from "../../components/row-state.tsx";

/** In the drawer the verdict stands first; only money that is all back, or on its way, overrides it. */
export function headOf(attempt: AttemptView): Standing {
  if (isAllBack([attempt])) return "back";
  if (attempt.status === "paid" && attempt.dueFen > 0) return "part";
  const byVerdict = { release: "paid", wait: "wait", retry: "none" } as const;
  return byVerdict[attempt.verdict];
}
