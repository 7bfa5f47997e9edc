// The self-check of the chosen channel: four steps, each ticked in turn, each that is not passed with its cause and
// what to do. No green: that is for money the channel has proved.
import type { ChannelSetup, CheckStep } from "../../../preload/contract/channels.ts";
import { Button } from "../../components/button.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useShortMoment, useWords } from "../../text/use-words.ts";
import css from "./check-panel.module.css";
import { check, useChannels } from "./store.ts";

const ALWAYS = ["reach", "clock", "credentials", "signature"] as const;

/** What an answer says of amounts is only looked at where a channel has a harmless question for it. */
const namesOf = (steps: readonly CheckStep[]): readonly CheckStep["name"][] =>
  steps.some((step) => step.name === "amounts") ? [...ALWAYS, "amounts"] : ALWAYS;

export function CheckPanel({ setup }: { readonly setup: ChannelSetup }) {
  const { channelPages } = useWords();
  const moment = useShortMoment();
  const { draft, busy, told } = useChannels();
  const isChecking = busy === "checking";
  const isTyped = Object.keys(draft).length > 0;
  // What is being asked again is not told from the check before.
  const steps = told === null ? (setup.check?.steps ?? []) : (setup.check?.steps ?? []).slice(0, told);
  const canCheck = setup.configured || isTyped;
  const label = isTyped ? channelPages.checkSave : setup.check ? channelPages.checkAgain : channelPages.check;
  return (
    <section className={cls(css.panel)} aria-label={channelPages.check} aria-busy={isChecking}>
      <header className={cls(css.head)}>
        <h2>{channelPages.check}</h2>
        <span role="status">{isChecking ? channelPages.checking : summary(channelPages.passedOf, steps)}</span>
      </header>
      {steps.length === 0 && !isChecking ? <p className={cls(css.note)}>{channelPages.checkIntro}</p> : null}
      <ol className={cls(css.steps)} aria-live="polite">
        {namesOf(setup.check?.steps ?? []).map((name, index) => {
          const step = steps.find((one) => one.name === name);
          if (step) return <Step key={name} step={step} />;
          const isNext = isChecking && index === steps.length;
          return (
            <li key={name} className={cls(css.step, css.waits)}>
              {isNext ? <Shape name="busy" tone="ink" className={cls(css.shape)} /> : <i className={cls(css.dot)} />}
              <b>{channelPages.steps[name]}</b>
            </li>
          );
        })}
      </ol>
      <footer className={cls(css.foot)}>
        <Button isWide isDisabled={!canCheck || busy !== null} onPress={() => void check()}>
          {isChecking ? channelPages.checking : label}
        </Button>
        {canCheck ? null : <p className={cls(css.note)}>{channelPages.checkFirst}</p>}
        {setup.check !== null && !isChecking ? (
          <p className={cls(css.note)}>{channelPages.checkedAt({ text: moment(setup.check.at) })}</p>
        ) : null}
      </footer>
    </section>
  );
}

function summary(
  say: (params: { readonly passed: number; readonly all: number }) => string,
  steps: readonly CheckStep[],
): string | null {
  const asked = steps.filter((step) => step.state !== "not_possible");
  return steps.length === 0
    ? null
    : say({ passed: asked.filter((step) => step.state === "ok").length, all: namesOf(steps).length });
}

function Step({ step }: { readonly step: CheckStep }) {
  const { channelPages } = useWords();
  const found = step.finding === null ? null : channelPages.findings[step.finding];
  const isNumber = step.name === "clock" || (step.name === "reach" && step.state === "ok");
  const number = isNumber && step.detail !== null ? { text: step.detail } : null;
  return (
    <li className={cls(css.step, step.state === "failed" && css.failed)}>
      {step.state === "not_possible" ? (
        <i className={cls(css.dot)} />
      ) : (
        <Shape
          name={step.state === "ok" ? "ok" : "none"}
          tone={step.state === "ok" ? "ink" : "verdict"}
          className={cls(css.shape)}
        />
      )}
      <b>{channelPages.steps[step.name]}</b>
      <span className={cls(css.detail)}>
        {number === null
          ? channelPages.states[step.state]
          : step.name === "reach"
            ? channelPages.took(number)
            : channelPages.off(number)}
      </span>
      {number === null && step.detail !== null ? (
        <p className={cls(css.words)}>{channelPages.said({ text: step.detail })}</p>
      ) : null}
      {found === null ? null : (
        <p className={cls(css.cause)}>
          {found.cause}
          <span>{found.remedy}</span>
        </p>
      )}
    </li>
  );
}
