// The verdict: shape, word and colour say the same thing. Green stands only where the channel proved this money;
// in training the paid panel is white in an ink frame.
import { useEffect, useRef } from "react";
import type { Fen } from "../../../preload/contract/money.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { Amount } from "../../components/amount.tsx";
import { isInk } from "../../components/row-state.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { Shape, type ShapeName } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import type { AttemptFaceName } from "./phase.ts";
import css from "./collect.module.css";
import { Facts } from "./facts.tsx";
import { PayHead } from "./pay-head.tsx";
import { Ring } from "./ring.tsx";
import { useCollect } from "./store.ts";
import { TenderLine } from "./tender-line.tsx";
import { changeOf } from "./tenders.ts";
import verdictCss from "./verdict.module.css";

type VerdictFace = Exclude<AttemptFaceName, "qr" | "due" | "undone">;
type Props = { readonly face: VerdictFace; readonly attempt: AttemptView };

const SHAPES: Readonly<Record<Exclude<VerdictFace, "busy">, ShapeName>> = { paid: "paid", wait: "wait", none: "none" };

function nameOf({ verdict }: Words, { face, attempt }: Props): string {
  const isTyping = attempt.status === "awaiting_payer";
  const names: Readonly<Record<VerdictFace, string>> = {
    busy: isTyping ? verdict.typing : verdict.busy,
    paid: attempt.training ? verdict.trainingRelease : verdict.release,
    wait: verdict.waitName,
    none: verdict.none,
  };
  return names[face];
}

export function VerdictPanel({ face, attempt }: Props) {
  const words = useWords();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const isPlain = face === "paid" && isInk(attempt);
  const change = face === "paid" && attempt.givenFen !== null ? changeOf(attempt.amountFen, attempt.givenFen) : null;
  const look = isPlain ? verdictCss.plainPaid : verdictCss[face];
  const { owedFen, dueFen, amountFen } = attempt;
  const nowFen = face === "busy" ? amountFen : null;
  return (
    <section
      ref={panel}
      tabIndex={-1}
      className={cls(css.pay, verdictCss.verdict, look, change !== null && verdictCss.cashPaid)}
      role={face === "wait" || face === "none" ? "alert" : "status"}
      aria-label={nameOf(words, { face, attempt })}
    >
      <PayHead face={face} attempt={attempt} />
      <Amount fen={attempt.amountFen} className={cls(verdictCss.amount)} />
      <TenderLine owedFen={owedFen} dueFen={dueFen} nowFen={nowFen} />
      <div className={cls(verdictCss.stateWord)}>
        {face === "busy" ? (
          <Ring attempt={attempt} />
        ) : (
          <Shape name={isPlain ? "ok" : SHAPES[face]} tone="inherit" className={cls(verdictCss.shape)} />
        )}
        <h2 className={cls(verdictCss.word)}>{face === "wait" ? <WaitWord /> : nameOf(words, { face, attempt })}</h2>
      </div>
      {change === null ? <Say face={face} attempt={attempt} /> : <Change change={change} />}
      <NoticeLine className={cls(verdictCss.notice)} />
      <Facts face={face} attempt={attempt} />
    </section>
  );
}

/** What the cashier hands back, in the largest digits of the panel. */
function Change({ change }: { readonly change: Fen }) {
  const { tenders } = useWords();
  if (change === 0) return <p className={cls(verdictCss.say)}>{tenders.noChange}</p>;
  return (
    <div className={cls(verdictCss.change)}>
      <span>{tenders.change}</span>
      <Amount fen={change} className={cls(verdictCss.amount)} />
    </div>
  );
}

/** 别放货，等: the comma takes half a cell. */
function WaitWord() {
  const { waitParts } = useWords().verdict;
  return (
    <>
      {waitParts.hold}
      <span className={cls(verdictCss.comma)}>{waitParts.comma}</span>
      {waitParts.wait}
    </>
  );
}

/** What a person wrote down is never told as the channel's word. */
function sayPaid(verdict: Words["verdict"], { exception, training }: AttemptView): string {
  if (exception === "paid_late") return verdict.paidLate;
  if (exception === "resolved_by_hand") return verdict.sayPaidByHand;
  return training ? verdict.saySurelyTraining : verdict.sayPaid;
}

const sayNone = (verdict: Words["verdict"], { exception }: AttemptView): string =>
  exception === "none" ? verdict.sayNone : verdict.sayNoneByHand;

function Say({ face, attempt }: Props) {
  const { verdict, reason, tenders } = useWords();
  const hasOthers = useCollect((each) => each.tenders.some((tender) => tender.status === "paid"));
  if (face === "busy") {
    return (
      <p className={cls(verdictCss.say)}>
        {attempt.status === "awaiting_payer" ? verdict.sayTyping : verdict.sayBusy}
        <b>{verdict.sayHold}</b>
      </p>
    );
  }
  if (face === "paid") return <p className={cls(verdictCss.say)}>{sayPaid(verdict, attempt)}</p>;
  if (face === "wait") {
    return (
      <p className={cls(verdictCss.say)}>{attempt.status === "cancelling" ? verdict.sayStopping : verdict.sayWait}</p>
    );
  }
  return (
    <p className={cls(verdictCss.say)}>
      <b className={cls(verdictCss.retry)}>{verdict.mayRetry}</b>
      {hasOthers ? `${tenders.othersStay} ` : null}
      {attempt.reason === null ? sayNone(verdict, attempt) : reason[attempt.reason].sentence}
    </p>
  );
}
