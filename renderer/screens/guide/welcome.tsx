// The first page of the guided first run: what there is to do, and training in one press.
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { StepMark } from "./step-mark.tsx";
import { MINUTES, STEPS, firstOpen, goStep, isDone, leaveGuide, useGuide } from "./store.ts";
import css from "./welcome.module.css";

export function Welcome({ state }: { readonly state: TillState }) {
  const { app, guide: words } = useWords();
  const guide = useGuide();
  const next = firstOpen(state, guide);
  const isBegun = STEPS.some((step) => isDone(step, state, guide));
  return (
    <main className={cls(css.welcome)} aria-label={words.name}>
      <div className={cls(css.left)}>
        <p className={cls(css.brand)}>{app.name}</p>
        <div>
          <h1 className={cls(css.heading)}>
            {words.heading.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </h1>
          <p className={cls(css.intro)}>
            <span>{words.intro}</span>
            <span>{words.later}</span>
          </p>
        </div>
        <div>
          <NoticeLine />
          <div className={cls(css.acts)}>
            <Button kind="go" size="big" keyName="Enter" autoFocus onPress={() => goStep(next)}>
              <span>{isBegun ? words.resume : words.start}</span>
              <span>{words.steps[next].go}</span>
            </Button>
            <Button size="big" onPress={() => void leaveGuide("training")}>
              {words.train}
            </Button>
          </div>
        </div>
      </div>
      <ol className={cls(css.steps)} aria-label={words.stepsName}>
        {STEPS.map((step) => {
          const isOver = isDone(step, state, guide);
          return (
            <li key={step}>
              <StepMark step={step} isDone={isOver} isNow={step === next} />
              <span className={cls(css.texts)}>
                <b>{words.steps[step].title}</b>
                <span>{words.steps[step].note}</span>
              </span>
              <span className={cls(css.time)}>{isOver ? words.done : words.minutes({ count: MINUTES[step] })}</span>
            </li>
          );
        })}
      </ol>
    </main>
  );
}
