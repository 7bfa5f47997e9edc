// Amounts the shop takes often: a tap or a letter key adds one to the sale. Not there while none is set up.
import { formatYuan } from "../../../preload/contract/money.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { QUICK_KEYS } from "./key-table.ts";
import type { Face } from "./phase.ts";
import { press } from "./press.ts";
import css from "./quick-amounts.module.css";

export function QuickAmounts({ face }: { readonly face: Face }) {
  const { goods: words } = useWords();
  const amounts = useTill((till) => till.state?.settings.quickFen);
  if (amounts === undefined || amounts.length === 0 || face !== "idle") return null;
  return (
    <div role="group" aria-label={words.quick} className={cls(css.row)}>
      {amounts.map((amount, at) => (
        <Button
          key={QUICK_KEYS[at]}
          {...(QUICK_KEYS[at] === undefined ? {} : { keyName: QUICK_KEYS[at] })}
          className={cls(css.amount)}
          onPress={() => press({ name: "quick", text: String(at) }, false)}
        >
          {formatYuan(amount).replace(/\.00$/, "")}
        </Button>
      ))}
    </div>
  );
}
