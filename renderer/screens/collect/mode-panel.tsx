// Ways without a pay code for the locked amount: the list by number, then what the way picked wants, then Enter. A way that
// takes only a part is noted, and leaves together with the others.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { ModeFields } from "./mode-fields.tsx";
import { restOf } from "./mode-form.ts";
import css from "./mode-panel.module.css";
import { openModeSale, pick, readAgain, useModeSale } from "./mode-store.ts";

type Sale = NonNullable<TillState["sale"]>;

export function ModePanel({ sale }: { readonly sale: Sale }) {
  const { payModes } = useWords();
  const { picked, queued } = useModeSale();
  const { amountFen, channel } = sale;
  useEffect(() => openModeSale(channel), [channel]);
  const rest = restOf(amountFen, queued);
  return (
    <section className={cls(css.panel)} aria-label={payModes.title}>
      <Noted sale={sale} />
      {picked === null ? <List /> : <ModeFields key={`${picked.uuid} ${rest}`} mode={picked} rest={rest} sale={sale} />}
    </section>
  );
}

/** The parts that wait; always said that nothing of them has left. */
function Noted({ sale }: { readonly sale: Sale }) {
  const { payModes } = useWords();
  const queued = useModeSale((each) => each.queued);
  if (queued.length === 0) return null;
  return (
    <div className={cls(css.noted)}>
      <ul aria-label={payModes.queued}>
        {queued.map(({ nr, mode, amountFen }) => (
          <li key={nr}>{payModes.queuedLine({ way: mode.name, amount: yuan(amountFen) })}</li>
        ))}
        <li>
          <b>{payModes.rest({ text: yuan(restOf(sale.amountFen, queued)) })}</b>
        </li>
      </ul>
      <span className={cls(css.note)}>{payModes.notSent}</span>
    </div>
  );
}

function List() {
  const words = useWords();
  const { payModes } = words;
  const { modes, failure } = useModeSale();
  if (failure !== null || modes?.length === 0)
    return (
      <div className={cls(css.empty)} role="alert">
        <p>{failure === null ? payModes.none : failureText(words, failure)}</p>
        <Button size="small" onPress={() => void readAgain()}>
          {payModes.again}
        </Button>
      </div>
    );
  if (modes === null) return <p className={cls(css.note)}>{payModes.reading}</p>;
  return (
    <>
      <p className={cls(css.note)}>{payModes.pick}</p>
      <div className={cls(css.list)} role="group" aria-label={payModes.title}>
        {modes.map((mode, at) => (
          <Button key={mode.uuid} size="small" className={cls(css.mode)} onPress={() => pick(mode)}>
            {at < 9 ? <KeyCap name={String(at + 1)} /> : null}
            <span>{mode.name}</span>
            {mode.isOffline ? <small>{payModes.offline}</small> : null}
          </Button>
        ))}
      </div>
    </>
  );
}
