// What is owed: the amount as it is typed, how it adds up, and the one thing to do next. Refusals are said here,
// and a refusal never changes the amount.
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useNotice } from "../../notice.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { problemOf } from "../../ways-now.ts";
import css from "./collect.module.css";
import { showEntry, showFormula, totalFen } from "./entry.ts";
import { hasGoods } from "./entry-lines.ts";
import type { Key } from "./key-table.ts";
import type { Face } from "./phase.ts";
import { QrWallets } from "./mode-choice.tsx";
import { press } from "./press.ts";
import { type EntryPhase, useCollect } from "./store.ts";
import { useEntryPhase } from "./use-face.ts";
import { offered } from "./tenders.ts";
import { Kept, SaleTools } from "./sale-tools.tsx";
import { TenderLine } from "./tender-line.tsx";

export function DuePanel({ face }: { readonly face: Face }) {
  const words = useWords();
  const till = useTill((each) => each.state);
  const phase = useEntryPhase(face);
  const head = [
    till?.mode === "training" ? words.verdict.headTraining : null,
    till === null ? null : words.collect.saleNumber({ count: till.dayNumber }),
  ];
  return (
    <section
      className={cls(css.pay, css.due, face === "locked" && css.locked)}
      aria-label={words.collect.dueRegion}
      data-phase={phase}
    >
      <div className={cls(css.head)}>
        <Title phase={phase} />
        <span className={cls(css.spaced)}>
          {head.map((text) => (text === null ? null : <span key={text}>{text}</span>))}
        </span>
      </div>
      <Typed phase={phase} />
      <Hint phase={phase} />
    </section>
  );
}

type PhaseProps = { readonly phase: EntryPhase };

function Title({ phase }: PhaseProps) {
  const { collect, tenders: words } = useWords();
  const sale = useTill((each) => each.state?.sale ?? null);
  const hasPart = sale !== null && sale.dueFen < sale.owedFen;
  const isPart = sale !== null && sale.amountFen < sale.dueFen;
  if (phase === "split") return <span>{words.headPart}</span>;
  if (isPart) return <span>{words.headNow}</span>;
  return <span>{hasPart ? words.headDue : collect.due}</span>;
}

/** The amount, and how it comes about: its items, or the order it is a part of. */
function Typed({ phase }: PhaseProps) {
  const sale = useTill((each) => each.state?.sale ?? null);
  const entry = useCollect((each) => each.entry);
  const part = useCollect((each) => each.part);
  if (phase === "split" && part !== null && sale !== null) {
    return (
      <>
        <Amount fen={totalFen(part)} typing={showEntry(part)} />
        <TenderLine owedFen={sale.owedFen} dueFen={sale.dueFen} nowFen={totalFen(part)} />
      </>
    );
  }
  if ((phase === "locked" || phase === "cash" || phase === "modes") && sale !== null) {
    const isWhole = sale.amountFen === sale.owedFen;
    return (
      <>
        <Amount fen={sale.amountFen} />
        {isWhole && !hasGoods(entry) ? <p className={cls(css.formula)}>{showFormula(entry)}</p> : null}
        <TenderLine owedFen={sale.owedFen} dueFen={sale.dueFen} nowFen={sale.amountFen} />
      </>
    );
  }
  return (
    <>
      <Amount fen={totalFen(entry)} typing={showEntry(entry)} />
      <p className={cls(css.formula)}>{hasGoods(entry) ? null : showFormula(entry)}</p>
    </>
  );
}

const SPLIT: Key = { name: "plus", text: "" };

function Hint({ phase }: PhaseProps) {
  const words = useWords();
  const till = useTill((each) => each.state);
  const mode = useCollect((each) => each.mode);
  const hasNotice = useNotice((each) => each.notice !== null);
  const waits = phase === "idle" ? (till?.kept ?? null) : null;
  const isLocked = phase === "locked" || phase === "cash" || phase === "modes";
  const picksWallet = mode === "qr" && (phase === "idle" || phase === "locked");
  return (
    <div className={cls(css.hint)}>
      <NoticeLine />
      {hasNotice ? null : waits ? <Kept kept={waits} /> : <HintText phase={phase} />}
      {phase === "idle" && waits === null ? <SaleTools /> : null}
      {picksWallet && till !== null && !hasNotice ? <QrWallets /> : null}
      {phase === "locked" ? <Second /> : null}
      {isLocked ? (
        <Button size="small" keyName="＋" className={cls(css.split)} onPress={() => press(SPLIT, false)}>
          {words.tenders.split}
        </Button>
      ) : null}
    </div>
  );
}

const TIMES: Key = { name: "times", text: "" };

/** The channel could not be reached a moment ago: the second is offered, and taken by nobody but the cashier. */
function Second() {
  const { acts, channels } = useWords();
  const till = useTill((each) => each.state);
  const second = offered(till, null);
  const chosen = till?.sale?.channel ?? null;
  if (chosen !== null) return <span className={cls(css.muted)}>{acts.through({ text: channels[chosen] })}</span>;
  if (second === null) return null;
  const down = till?.down.find((id) => id !== second);
  return (
    <>
      {down === undefined ? null : <span className={cls(css.muted)}>{acts.down({ text: channels[down] })}</span>}
      <Button size="small" keyName="×" onPress={() => press(TIMES, false)}>
        {acts.second({ text: channels[second] })}
      </Button>
    </>
  );
}

function HintText({ phase }: PhaseProps) {
  const { collect, tenders, payModes } = useWords();
  const till = useTill((each) => each.state);
  const mode = useCollect((each) => each.mode);
  const sale = till?.sale ?? null;
  if (phase === "split") return <b>{sale === null ? null : tenders.partHint({ text: yuan(sale.dueFen) })}</b>;
  if (phase === "cash" || phase === "modes") return <span className={cls(css.muted)}>{collect.lockedNote}</span>;
  if (till !== null && mode !== "cash" && till.channel?.configured !== true) return <b>{collect.notReady}</b>;
  if (phase === "loading") return <b>{collect.loading}</b>;
  // It may be up again by now: nobody is kept from trying.
  const isDown = till !== null && problemOf(till, mode)?.kind === "down";
  const hints = { pay_code: collect.showCode, qr: collect.qrHint, cash: collect.cashHint, mode: payModes.idleHint };
  if (phase === "idle") return <b>{isDown ? collect.downHint : hints[mode]}</b>;
  // The rest of an order is no second try.
  const isAgain = sale !== null && sale.again !== null && sale.dueFen === sale.owedFen;
  const forCode = isAgain ? collect.showCodeAgain : collect.showCodeNow;
  const now = mode === "qr" ? collect.qrLocked : forCode;
  return (
    <>
      <b className={cls(css.call)}>{isDown ? collect.downHint : now}</b>
      <span className={cls(css.muted)}>{collect.lockedNote}</span>
    </>
  );
}
