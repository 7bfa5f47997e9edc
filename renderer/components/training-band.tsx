// The black band of the training: on every screen, so that nobody takes practice for money. The way out is shut,
// with its reason, while no real channel is set up.
import { cls } from "../class-names.ts";
import { hush, sayFailure } from "../notice.ts";
import { useWords } from "../text/use-words.ts";
import { setMode, useTill } from "../till.ts";
import { Button } from "./button.tsx";
import css from "./training-band.module.css";

async function leave(): Promise<void> {
  hush();
  const failure = await setMode("real");
  if (failure !== null) sayFailure(failure);
}

export function TrainingBand() {
  const { app } = useWords();
  const isReady = useTill((till) => till.state?.realReady === true);
  return (
    <header className={cls(css.band)} aria-label={app.trainingName}>
      <b>{app.training}</b>
      <span className={cls(css.line)}>{app.trainingLine}</span>
      {isReady ? null : <span className={cls(css.why)}>{app.leaveNotReady}</span>}
      <Button size="small" isDisabled={!isReady} className={cls(css.leave)} onPress={() => void leave()}>
        {app.leaveTraining}
      </Button>
    </header>
  );
}
