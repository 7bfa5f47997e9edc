// The line over the amount: what it is, which wallet, which code, which order.
import { groupNumber } from "../../../preload/contract/ids.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { otherWay } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { AttemptFaceName } from "./phase.ts";
import css from "./collect.module.css";

export function PayHead({ face, attempt }: { readonly face: AttemptFaceName; readonly attempt: AttemptView }) {
  const words = useWords();
  const { collect, verdict, tenders } = words;
  const titles: Readonly<Record<AttemptFaceName, string>> = {
    busy: collect.due,
    qr: collect.due,
    paid: attempt.method === "cash" ? tenders.headCash : verdict.headPaid,
    due: tenders.headDue,
    undone: tenders.undoneHead,
    wait: verdict.headWait,
    none: verdict.headNone,
  };
  const parts = [
    titles[face],
    attempt.training ? verdict.headTraining : null,
    attempt.method === "qr" ? words.methods.qr : null,
    attempt.method === "mode" && attempt.wallet === null ? otherWay(words, attempt) : null,
    attempt.wallet === null ? null : words.wallets[attempt.wallet],
    attempt.codeTail === null ? null : collect.codeTail({ text: attempt.codeTail }),
  ];
  return (
    <div className={cls(css.head)}>
      <span className={cls(css.spaced)}>
        {parts.map((part) => (part === null ? null : <span key={part}>{part}</span>))}
      </span>
      <span className={cls(css.wideOnly)}>{collect.orderNumber({ text: groupNumber(attempt.order) })}</span>
    </div>
  );
}
