// The guided first run: train at once, or set the till up step by step with a test at each. Nothing is sold while it is in
// front; it can be left at any time and goes on where it was.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { ChannelsPage } from "../channels/page.tsx";
import { PrintersPage } from "../printers/page.tsx";
import { ScannersPage } from "../scanners/page.tsx";
import css from "./guide.module.css";
import { PracticePage } from "./practice-page.tsx";
import { ShopPage } from "./shop-page.tsx";
import { StepMark } from "./step-mark.tsx";
import { STEPS, type Step, followChannels, goStep, isDone, turn, useGuide } from "./store.ts";
import { Welcome } from "./welcome.tsx";

export function Guide({ state }: { readonly state: TillState }) {
  const at = useGuide((each) => each.at);
  const isKnown = useGuide((each) => each.isChannelProved !== null);
  useEffect(followChannels, []);
  // Which step is the next one is not guessed.
  if (!isKnown) return null;
  return at === null ? <Welcome state={state} /> : <StepPage key={at} at={at} state={state} />;
}

/** Esc is one step back, as everywhere; a list or a question that is open takes it first. */
function onKey(event: KeyboardEvent): void {
  if (event.code !== "Escape" || event.isComposing || event.defaultPrevented) return;
  event.preventDefault();
  goStep(null);
}

type StepProps = { readonly at: Step; readonly state: TillState };

function StepPage({ at, state }: StepProps) {
  const { guide: words } = useWords();
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const pages: Readonly<Record<Step, React.ReactNode>> = {
    shop: <ShopPage state={state} />,
    channel: <ChannelsPage state={state} />,
    scanner: <ScannersPage state={state} />,
    printer: <PrintersPage />,
    practice: <PracticePage state={state} />,
  };
  return (
    <div className={cls(css.guide)}>
      <nav className={cls(css.rail)} aria-label={words.stepsName}>
        <p className={cls(css.brand)}>{words.name}</p>
        <ol className={cls(css.steps)}>
          {STEPS.map((step) => (
            <li key={step}>
              <StepLink step={step} at={at} state={state} />
            </li>
          ))}
        </ol>
      </nav>
      <main className={cls(css.page)} aria-label={words.steps[at].title}>
        <header className={cls(css.head)}>
          <h1>{words.steps[at].title}</h1>
          <span className={cls(css.note)}>{words.steps[at].note}</span>
        </header>
        <NoticeLine />
        <div className={cls(css.content)}>{pages[at]}</div>
        <Foot at={at} state={state} />
      </main>
    </div>
  );
}

function StepLink({ step, at, state }: StepProps & { readonly step: Step }) {
  const { guide: words } = useWords();
  const guide = useGuide();
  const isOver = isDone(step, state, guide);
  return (
    <button
      type="button"
      className={cls(css.step, step === at && css.now)}
      aria-current={step === at ? "step" : undefined}
      onClick={() => goStep(step)}
    >
      <StepMark step={step} isDone={isOver} isNow={step === at} />
      <span>{words.steps[step].title}</span>
      {isOver ? <span className="reader-only">{words.done}</span> : null}
    </button>
  );
}

function Foot({ at, state }: StepProps) {
  const { guide: words } = useWords();
  const guide = useGuide();
  const isOver = isDone(at, state, guide);
  return (
    <footer className={cls(css.foot)}>
      <Button keyName="Esc" onPress={() => goStep(null)}>
        {words.back}
      </Button>
      <span className={cls(css.where)}>{words.where({ at: STEPS.indexOf(at) + 1, of: STEPS.length })}</span>
      {at === "shop" ? null : <Button onPress={() => turn(at, -1)}>{words.before}</Button>}
      {at === "practice" ? null : (
        <Button kind={isOver ? "go" : "plain"} onPress={() => turn(at, 1)}>
          {isOver ? words.next : words.skip}
        </Button>
      )}
    </footer>
  );
}
