// What stops the handover, and what helps: look at it, or ask the channel about all of it now. What only a person can
// decide does not stop anybody; it is named and goes along.
import type { ShiftDesk } from "../../../preload/contract/shifts.ts";
import { Button } from "../../components/button.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import { goTo } from "../../till.ts";
import { openOrder } from "../orders/store.ts";
import css from "./shift.module.css";
import { askBlockers, useShift } from "./store.ts";

export function BlockedBand({ desk: { blockers, carried } }: { readonly desk: ShiftDesk }) {
  const words = useWords();
  const told = useMoment();
  const isBusy = useShift((each) => each.isBusy);
  const [first] = blockers;
  const taken = carried.length === 0 ? null : words.shift.carried({ count: carried.length });
  if (!first) return taken === null ? null : <p className={cls(css.carried)}>{taken}</p>;
  const names = blockers
    .slice(0, 3)
    .map(({ wallet, amountFen, createdAt }) =>
      [wallet === null ? words.unknownWallet : words.wallets[wallet], yuan(amountFen), told(createdAt)].join(" "),
    );
  return (
    <section className={cls(css.blocked)} role="alert">
      <Shape name="wait" tone="inherit" />
      <div>
        <b>{words.shift.blocked({ count: blockers.length })}</b>
        <p>{[...names, taken].filter((each) => each !== null).join("　")}</p>
      </div>
      <Button
        className={cls(css.onAmber)}
        onPress={() => {
          goTo("orders");
          void openOrder(first.order);
        }}
      >
        {words.shift.look}
      </Button>
      <Button className={cls(css.onAmber)} isDisabled={isBusy} onPress={() => void askBlockers()}>
        {isBusy ? words.shift.asking : words.shift.askAll}
      </Button>
    </section>
  );
}
