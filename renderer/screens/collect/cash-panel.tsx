// Cash for the locked amount: what the customer gives, the likely notes to tap, and the change in large digits while it
// is typed. Enter alone means exactly the amount.
import type { Fen } from "../../../preload/contract/money.ts";
import { fen, formatYuan } from "../../../preload/contract/money.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useSpoken, useWords } from "../../text/use-words.ts";
import css from "./cash-panel.module.css";
import { isEmpty, showEntry, totalFen } from "./entry.ts";
import { inOrder } from "./steps.ts";
import { useCollect } from "./store.ts";
import { changeOf, likelyNotes, takeCash } from "./tenders.ts";

export function CashPanel({ dueFen }: { readonly dueFen: Fen }) {
  const { tenders } = useWords();
  const given = useCollect((each) => each.given);
  const isExact = isEmpty(given);
  const { solid, ghost } = showEntry(given);
  return (
    <section className={cls(css.panel)} aria-label={tenders.cash}>
      <div className={cls(css.given)}>
        <span className={cls(css.label)}>{tenders.given}</span>
        <p className={cls(css.digits)}>
          <small>¥</small>
          {solid}
          <i className={cls(css.caret)} />
          <span className={cls(css.ghost)}>{isExact ? formatYuan(dueFen) : ghost}</span>
        </p>
      </div>
      <Notes dueFen={dueFen} />
      <Change dueFen={dueFen} givenFen={isExact ? dueFen : totalFen(given)} isExact={isExact} />
    </section>
  );
}

function Notes({ dueFen }: { readonly dueFen: Fen }) {
  const { tenders } = useWords();
  const give = (amount: Fen | null) => () => void inOrder(() => takeCash(amount));
  return (
    <div className={cls(css.notes)} role="group" aria-label={tenders.notes}>
      <Button onPress={give(null)}>{tenders.exact}</Button>
      {likelyNotes(dueFen).map((note) => (
        <Button key={note} onPress={give(note)}>
          {yuan(note)}
        </Button>
      ))}
    </div>
  );
}

function Change(props: { readonly dueFen: Fen; readonly givenFen: Fen; readonly isExact: boolean }) {
  const { dueFen, givenFen, isExact } = props;
  const { tenders } = useWords();
  const spoken = useSpoken();
  const change = changeOf(dueFen, givenFen);
  const shown = change ?? fen(dueFen - givenFen);
  const label = change === null ? tenders.short : tenders.change;
  return (
    <div className={cls(css.change, change === null && css.short)} role="status">
      <span className={cls(css.label)}>{label}</span>
      <span className="reader-only">{spoken(shown)}</span>
      <b aria-hidden="true">
        <small>¥</small>
        {formatYuan(shown)}
      </b>
      {isExact ? <span className={cls(css.label)}>{tenders.exactHint}</span> : null}
    </div>
  );
}
