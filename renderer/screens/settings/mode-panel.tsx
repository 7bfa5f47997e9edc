// Into training and out of it. Out only when real money can be taken at all.
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./settings.module.css";
import { changeMode } from "./store.ts";

export function ModePanel({ state }: { readonly state: TillState }) {
  const { settings, app } = useWords();
  const isTraining = state.mode === "training";
  return (
    <section className={cls(css.panel)} aria-label={settings.mode}>
      <h2>{settings.mode}</h2>
      <div className={cls(css.beside)}>
        <p className={cls(css.text)}>{isTraining ? settings.modeTraining : settings.modeReal}</p>
        {isTraining ? (
          <Button size="small" isDisabled={!state.realReady} onPress={() => void changeMode("real")}>
            {settings.leave}
          </Button>
        ) : (
          <Button size="small" onPress={() => void changeMode("training")}>
            {settings.enter}
          </Button>
        )}
      </div>
      {isTraining && !state.realReady ? <p className={cls(css.note)}>{app.leaveNotReady}</p> : null}
    </section>
  );
}
