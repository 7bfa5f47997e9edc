// The shell around every screen: rail, training frame, strip. While training is on, no screen is without its frame.
import { useEffect } from "react";
import type { TillState } from "../preload/contract/views.ts";
import { Button } from "./components/button.tsx";
import { failureText } from "./components/notice-line.tsx";
import { KeyCard } from "./components/key-card.tsx";
import { Rail } from "./components/rail.tsx";
import { Strip } from "./components/strip.tsx";
import { TrainingBand } from "./components/training-band.tsx";
import { cls } from "./class-names.ts";
import css from "./app.module.css";
import { CollectScreen } from "./screens/collect/screen.tsx";
import { Guide } from "./screens/guide/guide.tsx";
import { isGuided } from "./screens/guide/store.ts";
import { OrdersScreen } from "./screens/orders/screen.tsx";
import { DrawerDialog } from "./screens/print/drawer-dialog.tsx";
import { PrintScreen } from "./screens/print/screen.tsx";
import { ReconcileScreen } from "./screens/reconcile/screen.tsx";
import { RefundScreen } from "./screens/refund/screen.tsx";
import { SettingsScreen } from "./screens/settings/screen.tsx";
import { ApprovalDialog } from "./screens/staff/approval-dialog.tsx";
import { SignIn } from "./screens/staff/sign-in.tsx";
import { ShiftScreen } from "./screens/shift/screen.tsx";
import { useWords } from "./text/use-words.ts";
import { type Screen, readTill, useTill } from "./till.ts";

const SCREENS: Readonly<Record<Screen, React.ReactNode>> = {
  collect: <CollectScreen />,
  orders: <OrdersScreen />,
  refund: <RefundScreen />,
  shift: <ShiftScreen />,
  print: <PrintScreen />,
  settings: <SettingsScreen />,
  reconcile: <ReconcileScreen />,
};

export function App() {
  const { state, screen } = useTill();
  const words = useWords();
  useLook(state);
  const isTraining = state?.mode === "training";
  const isShut = state !== null && state.staff.isOn && state.staff.person === null;
  if (isGuided(state)) {
    return (
      <>
        <Guide state={state} />
        <ApprovalDialog />
      </>
    );
  }
  return (
    <div className={cls(css.window, isTraining && css.training)}>
      {isTraining ? <TrainingBand /> : null}
      <div className={cls(css.app)}>
        <Rail />
        <main className={cls(css.main)} aria-label={words[screen].title}>
          {state === null ? <Unread /> : isShut ? <SignIn /> : SCREENS[screen]}
        </main>
        <Strip />
        <DrawerDialog />
        <ApprovalDialog />
      </div>
      <KeyCard />
    </div>
  );
}

/** Theme, language and mode, where the style sheets look for them. */
function useLook(state: TillState | null): void {
  const theme = state?.settings.theme ?? "light";
  const language = state?.settings.language ?? "zh-CN";
  const mode = state?.mode ?? "real";
  useEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const isDark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset["mode"] = mode;
  }, [language, mode]);
}

/** The ledger has not answered, or cannot be read: nothing is offered, and the reason is said. */
function Unread() {
  const words = useWords();
  const failure = useTill((till) => till.failure);
  if (failure === null) return <p className={cls(css.unread)}>{words.app.reading}</p>;
  return (
    <div className={cls(css.unread)} role="alert">
      <h1>{words.app.readingFailed}</h1>
      <p>{failureText(words, failure)}</p>
      <small>{words.app.code({ text: failure.code })}</small>
      <Button kind="go" onPress={() => void readTill()}>
        {words.app.retry}
      </Button>
    </div>
  );
}
