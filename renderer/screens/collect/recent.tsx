// The latest sales and today's sum, where it may be known, beside the amount. The training has its phone here instead.
import { RowState } from "../../components/row-state.tsx";
import { Tile, otherWay } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { timeOf, yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import css from "./recent.module.css";
import { useCollect } from "./store.ts";
import { changeOf } from "./tenders.ts";

export function Recent() {
  const words = useWords();
  const recent = useCollect((each) => each.recent);
  return (
    <section className={cls(css.recent)} aria-label={words.collect.recent}>
      <header className={cls(css.header)}>
        <h2>{words.collect.recent}</h2>
        <Totals />
      </header>
      <div className={cls(css.box)}>
        {recent?.length === 0 ? <Empty /> : null}
        <ul className={cls(css.rows)}>
          {recent?.map((attempt) => (
            <Row key={attempt.order} attempt={attempt} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Totals() {
  const words = useWords();
  const state = useTill((till) => till.state);
  if (state === null) return null;
  const { paidCount, paidFen } = state.totals;
  return (
    <span className={cls(css.totals)}>
      <span>{words.collect.today({ count: paidCount })}</span>
      {paidFen === null ? null : <span>{words.collect.received({ text: yuan(paidFen) })}</span>}
    </span>
  );
}

function Empty() {
  const words = useWords();
  return (
    <div className={cls(css.empty)}>
      <b>{words.collect.none}</b>
      <p className={cls(css.muted)}>{words.collect.noneHint}</p>
    </div>
  );
}

function Row({ attempt }: { readonly attempt: AttemptView }) {
  const words = useWords();
  const { wallet, codeTail, givenFen } = attempt;
  const change = givenFen === null ? null : changeOf(attempt.amountFen, givenFen);
  return (
    <li className={cls(css.row)}>
      <span className={cls(css.muted)}>{timeOf(attempt.createdAt)}</span>
      <span className={cls(css.way)}>
        <Tile wallet={wallet} method={attempt.method} />
        <span>{wallet === null ? otherWay(words, attempt) : words.wallets[wallet]}</span>
        {change === null || change === 0 ? null : (
          <span className={cls(css.tail)}>{words.tenders.giveChange({ text: yuan(change) })}</span>
        )}
        {codeTail === null ? null : <span className={cls(css.tail)}>{words.collect.tail({ text: codeTail })}</span>}
      </span>
      <span className={cls(css.amount)}>{yuan(attempt.amountFen)}</span>
      <RowState attempt={attempt} />
    </li>
  );
}
