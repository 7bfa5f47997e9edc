// Waits until what was refused for want of a right is allowed, or nobody wants it any more. It decides nothing: main does.
import type { TillState } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { showTill, useTill } from "../../till.ts";

/** True once somebody allowed it: the same call may then be made once more. */
export function askApproval(): Promise<boolean> {
  return new Promise((resolve) => {
    let wasSeen = false;
    const look = (state: TillState | null) => {
      if (state === null) return;
      const { approval, allowedBy } = state.staff;
      if (approval !== null) wasSeen = true;
      else if (allowedBy !== null) end(true);
      else if (wasSeen) end(false);
    };
    const stop = useTill.subscribe(({ state }) => look(state));
    const end = (isAllowed: boolean) => {
      stop();
      resolve(isAllowed);
    };
    look(useTill.getState().state);
  });
}

export async function dismiss(): Promise<void> {
  const answer = await call("staff.dismiss", {});
  if (answer.ok) showTill(answer.value);
}
