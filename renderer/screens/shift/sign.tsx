// Who takes over, what stays in the drawer, and the button that ends the shift: only once nothing is open, the left money
// is no more than was counted, and a difference has its reason.
import { type ReactNode, useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { formatYuan, subtractFen } from "../../../preload/contract/money.ts";
import type { DrawerView, ShiftDesk, ShiftView } from "../../../preload/contract/shifts.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { Handover } from "./handover.tsx";
import css from "./shift.module.css";
import own from "./sign.module.css";
import { cashOf, closeShift, useShift } from "./store.ts";

type Props = {
  readonly desk: ShiftDesk;
  readonly shift: ShiftView;
  readonly drawer: DrawerView;
  readonly why: string | null;
};

export function Sign({ desk, shift, drawer, why }: Props) {
  const { shift: words } = useWords();
  const isBusy = useShift((each) => each.isBusy);
  const first = drawer.floatFen <= drawer.countedFen ? drawer.floatFen : drawer.countedFen;
  const isSigned = useTill((till) => till.state?.staff.isOn ?? false);
  const [left, setLeft] = useState(formatYuan(first));
  const [takenBy, setTakenBy] = useState("");
  const [after, setAfter] = useState<"next" | "end">("next");
  const leftFen = cashOf(left);
  const isTooMuch = leftFen !== null && leftFen > drawer.countedFen;
  const isExplained = drawer.differenceFen === 0 || why !== null;
  const { hands, takes } = desk.proved;
  const isProved = !isSigned || (hands !== null && (after === "end" || takes !== null));
  const isReady = isProved && leftFen !== null && !isTooMuch && isExplained && desk.blockers.length === 0 && !isBusy;
  const close = () => {
    if (leftFen === null) return;
    const name = isSigned ? "" : takenBy.trim();
    const named = { ...(why === null ? {} : { why }), ...(name === "" ? {} : { takenBy: name }) };
    void closeShift({ leftFen, next: after === "next", ...named });
  };
  return (
    <div className={cls(own.side)}>
      <div className={cls(own.signed)}>
        <section className={cls(css.panel)} aria-label={words.sign}>
          <h2>{words.sign}</h2>
          <dl className={cls(own.facts)}>
            <dt>{words.givenBy}</dt>
            <dd>{shift.countedBy ?? shift.cashier ?? words.nobody}</dd>
            <dt>{words.handed}</dt>
            <dd>{leftFen === null || isTooMuch ? "–" : `¥${formatYuan(subtractFen(drawer.countedFen, leftFen))}`}</dd>
          </dl>
          <TextField
            value={left}
            onChange={setLeft}
            isInvalid={leftFen === null || isTooMuch}
            className={cls(css.field, own.inline)}
          >
            <Label>{words.left}</Label>
            <Input className={cls(css.input)} inputMode="decimal" autoComplete="off" />
            <FieldError className={cls(css.error)}>{isTooMuch ? words.leftTooMuch : words.badAmount}</FieldError>
          </TextField>
          <Choice
            name={words.after}
            options={[
              { value: "next", label: words.next },
              { value: "end", label: words.end },
            ]}
            value={after}
            onChange={setAfter}
            look="chip"
          />
          {isSigned ? (
            <Handover desk={desk} needsTaker={after === "next"} />
          ) : (
            <TextField value={takenBy} onChange={setTakenBy} maxLength={40} className={cls(css.field, own.inline)}>
              <Label>{words.takenByNote}</Label>
              <Input className={cls(css.input)} autoComplete="off" />
            </TextField>
          )}
        </section>
      </div>
      <ul className={cls(own.checks)} aria-label={words.checks}>
        <Check isDone={desk.blockers.length === 0} done={words.noneOpen} left={words.someOpen}>
          {words.orders({ count: desk.blockers.length })}
        </Check>
        <Check isDone={desk.printsWaiting === 0} done={words.printsDone} left={words.printsLeft}>
          {words.sheets({ count: desk.printsWaiting })}
        </Check>
      </ul>
      <Button kind="go" size="big" isWide isDisabled={!isReady} onPress={close}>
        {words.close}
      </Button>
    </div>
  );
}

/** What should be over before a handover, and how much of it is not. */
function Check({ isDone, done, left, children }: { isDone: boolean; done: string; left: string; children: ReactNode }) {
  return (
    <li>
      <Shape name={isDone ? "ok" : "wait"} tone="ink" />
      {isDone ? done : left}
      {isDone ? null : <b>{children}</b>}
    </li>
  );
}
