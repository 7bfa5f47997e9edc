// The one sentence under the cashier's hands: why a scan or a key was refused. It is put as a code and a few
// numbers; the words are chosen where it is shown.
import { create } from "zustand";
import type { Failure } from "../preload/contract/failure.ts";
import type { ScanAnswer } from "../preload/contract/views.ts";

/** Refusals that are the page's own. */
export type Remark =
  | "no_verdict_yet"
  | "amount_is_locked"
  | "over_limit"
  | "put_on_hold"
  | "nothing_held"
  | "back_on_hold"
  | "too_many_lines"
  | "nothing_taken_yet"
  | "next_before_scan"
  | "cannot_park"
  | "asked_just_now"
  | "mode_not_possible"
  | "check_change"
  | "still_due"
  | "pick_a_reason"
  | "hold_the_key";

/** What was asked for and is under way. */
export type Done = "again" | "drawer";

export type Notice =
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "remark"; readonly remark: Remark }
  | { readonly kind: "done"; readonly done: Done }
  | { readonly kind: "scan"; readonly answer: ScanAnswer };

export const useNotice = create<{ readonly notice: Notice | null; readonly count: number }>()(() => ({
  notice: null,
  count: 0,
}));

export const notify = (notice: Notice): void => useNotice.setState((was) => ({ notice, count: was.count + 1 }));
export const remark = (name: Remark): void => notify({ kind: "remark", remark: name });
export const sayDone = (done: Done): void => notify({ kind: "done", done });
export const sayFailure = (failure: Failure): void => notify({ kind: "failure", failure });
/** Each key says so: where there is nothing to take away, nobody draws anything anew. */
export const hush = (): void => {
  if (useNotice.getState().notice !== null) useNotice.setState({ notice: null });
};
