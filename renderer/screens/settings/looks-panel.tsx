// Language and look.
import type { Settings, TillState } from "../../../preload/contract/views.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./settings.module.css";
import { change } from "./store.ts";

const LANGUAGES: readonly Settings["language"][] = ["zh-CN", "en"];
const THEMES: readonly Settings["theme"][] = ["light", "dark", "system"];

export function LooksPanel({ state }: { readonly state: TillState }) {
  const { settings } = useWords();
  return (
    <section className={cls(css.panel, css.looks)} aria-label={settings.theme}>
      <Choice
        name={settings.language}
        options={LANGUAGES.map((language) => ({ value: language, label: settings.languages[language] }))}
        value={state.settings.language}
        onChange={(language) => void change({ language })}
        look="chip"
        showName
      />
      <Choice
        name={settings.theme}
        options={THEMES.map((theme) => ({ value: theme, label: settings.themes[theme] }))}
        value={state.settings.theme}
        onChange={(theme) => void change({ theme })}
        look="chip"
        showName
      />
      <p className={cls(css.note)}>{settings.themeNote}</p>
    </section>
  );
}
