// Into training and out of it, and back to the guided first run. Out only when real money can be taken at all; until then, the way
// to a channel.
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./settings.module.css";
import { change, changeMode, goToSection } from "./store.ts";

export function ModePanel({ state }: { readonly state: TillState }) {
  const { settings, channelPages, guide } = useWords();
  const isTraining = state.mode === "training";
  const isShut = isTraining && !state.realReady;
  return (
    <section className={cls(css.panel)} aria-label={settings.mode}>
      <h2>{settings.mode}</h2>
      <div className={cls(css.beside)}>
        <p className={cls(css.text)}>
          {isShut ? channelPages.modeNotReady : isTraining ? settings.modeTraining : settings.modeReal}
        </p>
        {isShut ? (
          <Button size="small" onPress={() => goToSection("channels")}>
            {channelPages.setUp}
          </Button>
        ) : (
          <Button size="small" onPress={() => void changeMode(isTraining ? "real" : "training")}>
            {isTraining ? settings.leave : settings.enter}
          </Button>
        )}
      </div>
      {isTraining ? (
        <div className={cls(css.beside)}>
          <p className={cls(css.text)}>{guide.againNote}</p>
          <Button size="small" onPress={() => void change({ guide: true })}>
            {guide.again}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
