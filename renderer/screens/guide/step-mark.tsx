// The mark before a step of the guide: its number, or a tick of ink. A step that is done is no money, so it is not green.
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import css from "./guide.module.css";
import { STEPS, type Step } from "./store.ts";

type MarkProps = { readonly step: Step; readonly isDone: boolean; readonly isNow: boolean };

export const StepMark = ({ step, isDone: isOver, isNow }: MarkProps) => (
  <i className={cls(css.mark, isNow && css.markNow, isOver && css.markDone)} aria-hidden="true">
    {isOver ? <Shape name="ok" tone="inherit" /> : STEPS.indexOf(step) + 1}
  </i>
);
