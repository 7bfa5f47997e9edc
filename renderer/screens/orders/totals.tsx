// The day in four sums, as main counted them; a dash for what who is at the till may not know before the drawer is counted.
import { type Fen, subtractFen } from "../../../preload/contract/money.ts";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./orders.module.css";
import { useList } from "./list.ts";

const HIDDEN = "—";
const sumOf = (sum: Fen | null): string => (sum === null ? HIDDEN : yuan(sum));

/** More may have gone back today than came in. */
function netOf(paid: Fen | null, back: Fen | null): string {
  if (paid === null || back === null) return HIDDEN;
  return paid >= back ? yuan(subtractFen(paid, back)) : `−${yuan(subtractFen(back, paid))}`;
}

export function Totals() {
  const { orders, ordersList } = useWords();
  const isYesterday = useList((each) => each.days === "yesterday");
  const training = useTill((till) => till.state?.mode === "training");
  const totals = useList((each) => each.totals);
  const sums =
    totals === null
      ? []
      : [
          {
            label: isYesterday ? ordersList.netYesterday : training ? orders.netTraining : orders.net,
            value: netOf(totals.paidFen, totals.refundedFen),
          },
          { label: orders.paidCount({ count: totals.paidCount }), value: sumOf(totals.paidFen) },
          { label: orders.refundedCount({ count: totals.refundedCount }), value: sumOf(totals.refundedFen) },
          { label: orders.openCount({ count: totals.openCount }), value: yuan(totals.openFen) },
        ];
  return (
    <dl className={cls(css.totals)}>
      {sums.map((sum) => (
        <div key={sum.label}>
          <dt>{sum.label}</dt>
          <dd>{sum.value}</dd>
        </div>
      ))}
    </dl>
  );
}
