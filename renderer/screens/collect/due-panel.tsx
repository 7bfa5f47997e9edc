// What is owed: the amount as it is typed, how it adds up, and the one thing to do next. Refusals are said here,
// and a refusal never changes the amount.
import { Amount } from "../../components/amount.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useNotice } from "../../notice.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./collect.module.css";
import { showEntry, showFormula, totalFen } from "./entry.ts";
import type { Face } from "./phase.ts";
import { QrWallets } from "./mode-choice.tsx";
import { useCollect } from "./store.ts";

export function DuePanel({ face }: { readonly face: Face }) {
  const words = useWords();
  const till = useTill((each) => each.state);
  const entry = useCollect((each) => each.entry);
  const isLocked = face === "locked";
  const sale = till?.sale ?? null;
  const head = [
    till?.mode === "training" ? words.verdict.headTraining : null,
    till === null ? null : words.collect.saleNumber({ count: till.dayNumber }),
  ];
  return (
    <section className={cls(css.pay, css.due, isLocked && css.locked)} aria-label={words.collect.dueRegion}>
      <div className={cls(css.head)}>
        <span>{words.collect.due}</span>
        <span className={cls(css.spaced)}>
          {head.map((text) => (text === null ? null : <span key={text}>{text}</span>))}
        </span>
      </div>
      {isLocked && sale !== null ? (
        <Amount fen={sale.amountFen} />
      ) : (
        <Amount fen={totalFen(entry)} typing={showEntry(entry)} />
      )}
      <p className={cls(css.formula)}>{showFormula(entry)}</p>
      <Hint face={face} />
    </section>
  );
}

function Hint({ face }: { readonly face: Face }) {
  const till = useTill((each) => each.state);
  const mode = useCollect((each) => each.mode);
  const hasNotice = useNotice((each) => each.notice !== null);
  return (
    <div className={cls(css.hint)}>
      <NoticeLine />
      {hasNotice ? null : <HintText face={face} />}
      {mode === "qr" && face === "idle" && till !== null && !hasNotice ? <QrWallets /> : null}
    </div>
  );
}

function HintText({ face }: { readonly face: Face }) {
  const { collect } = useWords();
  const till = useTill((each) => each.state);
  const mode = useCollect((each) => each.mode);
  if (till !== null && till.channel?.configured !== true) return <b>{collect.notReady}</b>;
  if (face === "loading") return <b>{collect.loading}</b>;
  if (face === "idle") return <b>{mode === "qr" ? collect.qrHint : collect.showCode}</b>;
  const isAgain = till?.sale?.again !== null && till?.sale !== undefined && till.sale !== null;
  return (
    <>
      <b className={cls(css.call)}>{isAgain ? collect.showCodeAgain : collect.showCodeNow}</b>
      <span className={cls(css.muted)}>{collect.lockedNote}</span>
    </>
  );
}
