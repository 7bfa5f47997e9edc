// What the collect screen offers and asks: the quick amounts, the amount above which Enter is asked twice, and whether a
// scan counts as Enter.
import { useState } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { type Fen, fenToYuan, parseYuan } from "../../../preload/contract/money.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { change } from "../settings/store.ts";
import { amountsIn } from "./amounts.ts";
import css from "./goods.module.css";

/** "12" rather than "12.00". */
const withoutZeros = (amount: Fen): string => fenToYuan(amount).replace(/\.00$/, "");

export function AmountsPanel({ state: { settings } }: { readonly state: TillState }) {
  const { goods: words } = useWords();
  const [quick, setQuick] = useState(settings.quickFen.map(withoutZeros).join(" "));
  const [limit, setLimit] = useState(withoutZeros(settings.confirmAboveFen));
  const quickFen = amountsIn(quick);
  const confirm = parseYuan(limit);
  const isGood = quickFen !== null && confirm.ok;
  const save = () => {
    if (quickFen !== null && confirm.ok) void change({ quickFen: [...quickFen], confirmAboveFen: confirm.fen });
  };
  return (
    <form
      className={cls(css.panel)}
      aria-label={words.quickTitle}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{words.quickTitle}</h2>
      <label className={cls(css.label)}>
        {words.quickField}
        <input className={cls(css.field)} value={quick} onChange={(event) => setQuick(event.target.value)} />
      </label>
      <p className={cls(css.text)}>{words.quickHelp}</p>
      <label className={cls(css.label)}>
        {words.confirmField}
        <input className={cls(css.field)} value={limit} onChange={(event) => setLimit(event.target.value)} />
      </label>
      <Choice
        name={words.scanIsEnter}
        options={[
          { value: "yes", label: words.yes },
          { value: "no", label: words.no },
        ]}
        value={settings.scanIsEnter ? "yes" : "no"}
        onChange={(choice) => void change({ scanIsEnter: choice === "yes" })}
        look="chip"
        showName
      />
      <div className={cls(css.choice)}>
        <Button size="small" isDisabled={!isGood} onPress={save}>
          {words.save}
        </Button>
        <span role="alert">{isGood ? null : words.badAmounts}</span>
      </div>
    </form>
  );
}
