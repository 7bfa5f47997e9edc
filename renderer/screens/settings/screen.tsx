// The few settings there are: language, look, scanner, training. Nothing secret is shown.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo, useTill } from "../../till.ts";
import { ChannelPanel } from "./channel-panel.tsx";
import { ScannerPanel } from "./scanner-panel.tsx";
import css from "./settings.module.css";
import { LooksPanel } from "./looks-panel.tsx";
import { ModePanel } from "./mode-panel.tsx";

function onKey(event: KeyboardEvent): void {
  if (event.code !== "Escape" || event.isComposing) return;
  event.preventDefault();
  goTo("collect");
}

export function SettingsScreen() {
  const words = useWords();
  const state = useTill((till) => till.state);
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className={cls(css.screen)}>
      <header className={cls(css.header)}>
        <h1>{words.settings.title}</h1>
        <NoticeLine />
        {state === null ? null : (
          <span className={cls(css.version)}>{words.settings.version({ text: state.version })}</span>
        )}
      </header>
      {state === null ? null : <Panels state={state} />}
    </div>
  );
}

const Panels = ({ state }: { readonly state: TillState }) => (
  <div className={cls(css.panels)}>
    <ScannerPanel state={state} />
    <div className={cls(css.column)}>
      <LooksPanel state={state} />
      <ModePanel state={state} />
      <ChannelPanel state={state} />
    </div>
  </div>
);
