// Whether the nights reconcile by themselves, and from when on.
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./reconcile.module.css";
import { setNightly, useReconcile } from "./store.ts";

const TIMES = ["03:30", "22:30"] as const;
const OFF = "off";

export function Nightly() {
  const { reconcile } = useWords();
  const at = useReconcile((each) => each.view?.at);
  if (at === undefined) return <span className={cls(css.grow)} />;
  const times = [...new Set([...TIMES, ...(at === null ? [] : [at])])].toSorted();
  return (
    <Choice
      className={cls(css.grow)}
      name={reconcile.nightly}
      options={[
        ...times.map((time) => ({ value: time, label: reconcile.at({ text: time }) })),
        { value: OFF, label: reconcile.off },
      ]}
      value={at ?? OFF}
      onChange={(next) => void setNightly(next === OFF ? null : next)}
      look="chip"
      showName
    />
  );
}
