// Whose shift it is, since when, and how far its handover has come.
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useShortMoment, useWords } from "../../text/use-words.ts";
import css from "./shift.module.css";
import { useShift } from "./store.ts";

export function ShiftHead() {
  const { shift: words } = useWords();
  const told = useShortMoment();
  const { tab, desk } = useShift();
  const shift = desk?.shift;
  if (!shift || tab === "report") return null;
  const isCounted = shift.state === "counted";
  return (
    <>
      <p className={cls(css.who)}>
        {shift.cashier === null ? null : <span>{shift.cashier}</span>}
        <span>{words.running({ text: String(shift.shift) })}</span>
        <span>{words.since({ text: told(shift.openedAt) })}</span>
      </p>
      <ol className={cls(css.steps)} aria-label={words.stepsName}>
        <li aria-current={isCounted ? "false" : "step"}>
          {isCounted ? <Shape name="ok" tone="ink" /> : "1 "}
          {words.steps.count}
        </li>
        <li aria-current={isCounted ? "step" : "false"}>2 {words.steps.differences}</li>
        <li>3 {words.steps.sign}</li>
      </ol>
    </>
  );
}
