// The guide's last step: what the three verdicts tell the cashier and how the training phone brings each about; then into
// training, or to real money once a channel is there. Nothing here is green: no money has come.
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./guide.module.css";
import { leaveGuide } from "./store.ts";

const VERDICTS = ["paid", "wait", "none"] as const;

export function PracticePage({ state }: { readonly state: TillState }) {
  const { verdict, guide } = useWords();
  const { practice: words } = guide;
  const names = { paid: verdict.trainingRelease, wait: verdict.waitName, none: verdict.none };
  return (
    <section className={cls(css.panel)} aria-label={guide.steps.practice.title}>
      <p>{words.intro}</p>
      <dl className={cls(css.verdicts)}>
        {VERDICTS.map((each) => (
          <div key={each}>
            <dt>
              <Shape name={each === "paid" ? "ok" : each} tone={each === "paid" ? "ink" : "verdict"} />
              {names[each]}
            </dt>
            <dd>
              {words[each]}
              <small className={cls(css.note)}>{words.how[each]}</small>
            </dd>
          </div>
        ))}
      </dl>
      <div className={cls(css.acts)}>
        <Button kind="go" size="big" autoFocus onPress={() => void leaveGuide("training")}>
          {words.train}
        </Button>
        <Button size="big" isDisabled={!state.realReady} onPress={() => void leaveGuide("real")}>
          {words.real}
        </Button>
      </div>
      {state.realReady ? null : <p className={cls(css.note)}>{words.notReady}</p>}
    </section>
  );
}
