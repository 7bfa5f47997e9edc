// An order that is paid in part, and one whose money goes back. Neither ever looks like 放货: no fill, no green, the
// amount that is still due where the amount always stands, and the order to keep the goods.
import { useEffect, useRef } from "react";
import { addFen, subtractFen } from "../../../preload/contract/money.ts";
import { groupNumber } from "../../../preload/contract/ids.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { Amount } from "../../components/amount.tsx";
import { NoticeLine, failureText } from "../../components/notice-line.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./collect.module.css";
import { useCollect } from "./store.ts";
import { TenderLine, TenderRows, wayName } from "./tender-line.tsx";
import verdictCss from "./verdict.module.css";

type Props = { readonly attempt: AttemptView };

export function DueFace({ attempt }: Props) {
  const { tenders: words, verdict, collect } = useWords();
  const { owedFen, dueFen } = attempt;
  const got = yuan(subtractFen(owedFen, dueFen));
  return (
    <Panel name={words.dueName} look={verdictCss.due}>
      <div className={cls(css.head)}>
        <span className={cls(css.spaced)}>
          <span>{words.headDue}</span>
          {attempt.training ? <span>{verdict.headTraining}</span> : null}
        </span>
        <span className={cls(css.wideOnly)}>{collect.orderNumber({ text: groupNumber(attempt.order) })}</span>
      </div>
      <Amount fen={dueFen} className={cls(verdictCss.amount)} />
      <TenderLine owedFen={owedFen} dueFen={dueFen} nowFen={null} />
      <div className={cls(verdictCss.stateWord)}>
        <Shape name="part" tone="inherit" className={cls(verdictCss.shape)} />
        <h2 className={cls(verdictCss.word)}>{words.dueWord}</h2>
      </div>
      <p className={cls(verdictCss.say)}>
        {words.dueSay({ got, due: yuan(dueFen) })}
        <b className={cls(verdictCss.nextStep)}>{words.dueScan}</b>
      </p>
      <NoticeLine className={cls(verdictCss.notice)} />
      <StuckList />
    </Panel>
  );
}

export function UndoneFace({ attempt }: Props) {
  const { tenders: words, verdict, collect } = useWords();
  const all = useCollect((each) => each.tenders);
  const tenders = all.filter((tender) => tender.status === "paid");
  const sumOf = (some: readonly AttemptView[]) =>
    addFen(...some.flatMap(({ refundedFen, refundingFen }) => [refundedFen, refundingFen]));
  const cash = sumOf(tenders.filter((tender) => tender.method === "cash"));
  const sum = sumOf(tenders);
  return (
    <Panel name={words.undoneHead} look={verdictCss.undone}>
      <div className={cls(css.head)}>
        <span className={cls(css.spaced)}>
          <span>{words.undoneHead}</span>
          {attempt.training ? <span>{verdict.headTraining}</span> : null}
        </span>
        <span className={cls(css.wideOnly)}>{collect.orderNumber({ text: groupNumber(attempt.order) })}</span>
      </div>
      <Amount fen={sum} className={cls(verdictCss.amount)} />
      <div className={cls(verdictCss.stateWord)}>
        <Shape name="back" tone="inherit" className={cls(verdictCss.shape)} />
        <h2 className={cls(verdictCss.word)}>{words.undoneName}</h2>
      </div>
      <ul className={cls(verdictCss.tenders)}>
        <TenderRows tenders={tenders} />
      </ul>
      <p className={cls(verdictCss.say)}>
        {cash > 0 ? <b className={cls(verdictCss.nextStep)}>{words.undoneCash({ text: yuan(cash) })}</b> : null}
        {cash < sum ? words.undoneWay : null}
      </p>
      <NoticeLine className={cls(verdictCss.notice)} />
      <StuckList />
    </Panel>
  );
}

function Panel(props: {
  readonly name: string;
  readonly look: string | undefined;
  readonly children: React.ReactNode;
}) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      role="status"
      aria-label={props.name}
      className={cls(css.pay, verdictCss.verdict, props.look)}
    >
      {props.children}
    </section>
  );
}

/** What could not go back when it was asked for, each with its reason. */
function StuckList() {
  const words = useWords();
  const stuck = useCollect((each) => each.stuck);
  const tenders = useCollect((each) => each.tenders);
  if (stuck.length === 0) return null;
  const lines = stuck.flatMap(({ order, failure }) => {
    const tender = tenders.find((each) => each.order === order);
    return tender === undefined ? [] : [{ tender, why: failureText(words, failure) }];
  });
  return (
    <ul className={cls(verdictCss.tenders)} role="alert" aria-label={words.tenders.stuck}>
      {lines.map(({ tender, why }) => (
        <li key={tender.order}>
          {words.tenders.stuckLine({ way: wayName(words, tender), amount: yuan(tender.amountFen), why })}
        </li>
      ))}
    </ul>
  );
}
