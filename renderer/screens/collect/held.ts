// Putting the sale being made up aside, and taking one up again. Main keeps them; here is only which one is being taken up.
import { call } from "../../cashier.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { wordsNow } from "../../text/words-now.ts";
import { showTill, useTill } from "../../till.ts";
import { fromFen, totalFen } from "./entry.ts";
import { fromLines, linesOf } from "./entry-lines.ts";
import { NEW_SALE, useCollect } from "./store.ts";

/** Those in the list: the one that is being taken up is not. */
export const waiting = <T extends { readonly id: number }>(sales: readonly T[], held: number | null): readonly T[] =>
  sales.filter(({ id }) => id !== held);

/** With an amount: puts it aside. Without: opens the list. */
export async function holdOrList(): Promise<void> {
  const { entry, note, held } = useCollect.getState();
  const owedFen = totalFen(entry);
  if (owedFen > 0) {
    const lines = [...linesOf(entry, wordsNow().goods.other)];
    const about = { ...(note === null ? {} : { note }), ...(held === null ? {} : { instead: held }) };
    const answer = await call("held.add", { owedFen, lines, ...about });
    if (!answer.ok) return sayFailure(answer.failure);
    showTill(answer.value);
    useCollect.setState(NEW_SALE);
    return remark("put_on_hold");
  }
  hush();
  const sales = waiting(useTill.getState().state?.heldSales ?? [], held);
  if (sales.length === 0) remark("nothing_held");
  else useCollect.setState({ panel: "held" });
}

/** By its number in the list, from 1 on. */
export async function takeHeldByKey(digit: string): Promise<void> {
  const { held } = useCollect.getState();
  const sale = waiting(useTill.getState().state?.heldSales ?? [], held)[Number(digit) - 1];
  if (sale !== undefined) await takeHeld(sale.id);
}

export async function takeHeld(id: number): Promise<void> {
  const answer = await call("held.show", { id });
  if (!answer.ok) return sayFailure(answer.failure);
  const { owedFen, lines, note } = answer.value;
  const entry = lines.length > 0 ? fromLines(lines) : fromFen(owedFen);
  useCollect.setState({ entry, note, held: id, panel: "none" });
  hush();
}

export async function dropHeld(id: number): Promise<void> {
  const answer = await call("held.drop", { id });
  if (!answer.ok) return sayFailure(answer.failure);
  showTill(answer.value);
  if (waiting(answer.value.heldSales, useCollect.getState().held).length === 0) useCollect.setState({ panel: "none" });
}
