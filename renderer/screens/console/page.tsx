// The channel console: any documented call of a channel, by a form made of its schema, and what came of it. It is for
// people who talk with a channel's support; what it does stands in no book of the till, and it says so.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { goToSection } from "../settings/store.ts";
import { AnswerPanel } from "./answer-panel.tsx";
import css from "./console.module.css";
import { CallFields } from "./call-fields.tsx";
import { Picker } from "./picker.tsx";
import {
  callOf,
  chooseCall,
  chooseChannel,
  chooseVariant,
  closeConsole,
  openConsole,
  send,
  setKnowsMoney,
  useConsole,
} from "./store.ts";

export function ConsolePage({ state }: { readonly state: TillState }) {
  const words = useWords();
  const text = words.channelPages.console;
  const { ready, id } = useConsole();
  useEffect(() => {
    void openConsole();
    return closeConsole;
  }, []);
  if (ready === null) return null;
  if (ready.length === 0)
    return (
      <section className={cls(css.panel, css.none)}>
        <p>{text.none}</p>
        <Button kind="go" onPress={() => goToSection("channels")}>
          {text.goSetUp}
        </Button>
      </section>
    );
  return (
    <div className={cls(css.page)}>
      <section className={cls(css.panel)} aria-label={words.channelPages.sections.console}>
        {ready.length < 2 ? null : (
          <Choice
            name={text.channel}
            options={ready.map((one) => ({ value: one, label: words.channels[one] }))}
            value={id}
            onChange={(next) => void chooseChannel(next)}
            look="chip"
          />
        )}
        <CallChoice />
        <CallFields />
        <SendBar isTraining={state.mode === "training"} />
      </section>
      <AnswerPanel />
    </div>
  );
}

function CallChoice() {
  const { channelPages } = useWords();
  const text = channelPages.console;
  const state = useConsole();
  const variants = callOf(state)?.variants ?? [];
  return (
    <div className={cls(css.pickers)}>
      <Picker
        label={text.call}
        value={state.name}
        options={state.calls.map((one) => ({ value: one.name, label: one.name }))}
        onChange={chooseCall}
      />
      {variants.length < 2 ? null : (
        <Picker
          label={text.variant}
          value={state.variant}
          options={variants.map((one) => ({ value: one.name, label: one.name }))}
          onChange={chooseVariant}
        />
      )}
    </div>
  );
}

/** Sending, and what must be known before: real money, real requests. */
function SendBar({ isTraining }: { readonly isTraining: boolean }) {
  const words = useWords();
  const text = words.channelPages.console;
  const state = useConsole();
  const movesMoney = callOf(state)?.movesMoney === true;
  const isShut = isTraining || state.isSending || (movesMoney && !state.knowsMoney);
  return (
    <footer className={cls(css.foot)}>
      <div className={cls(css.before)}>
        {state.refusal === null ? null : (
          <p role="alert" className={cls(css.wrong)}>
            {text.bad({ text: failureText(words, state.refusal) })}
          </p>
        )}
        {isTraining ? <p className={cls(css.note)}>{text.training}</p> : null}
        {movesMoney && !isTraining ? (
          <label className={cls(css.money)}>
            <input
              type="checkbox"
              checked={state.knowsMoney}
              onChange={(event) => setKnowsMoney(event.currentTarget.checked)}
            />
            {text.money}
          </label>
        ) : null}
      </div>
      <Button kind={movesMoney ? "out" : "go"} isDisabled={isShut} onPress={() => void send()}>
        {state.isSending ? text.sending : text.send}
      </Button>
    </footer>
  );
}
