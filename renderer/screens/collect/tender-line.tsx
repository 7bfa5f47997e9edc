// What an order with several tenders has received and what it still wants: always in sight while it is collected.
// It shows main's rows; an order that one tender pays whole has no such line.
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { Shape, type ShapeName } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { otherWay } from "../../components/way.tsx";
import type { Words } from "../../text/zh-cn.ts";
import { useCollect } from "./store.ts";
import css from "./tender-line.module.css";

export const wayName = (
  words: Words,
  { wallet, method, settlement }: Pick<AttemptView, "wallet" | "method" | "settlement">,
): string => (wallet === null ? otherWay(words, { method, settlement }) : words.wallets[wallet]);

type Said = { readonly shape: ShapeName; readonly text: string };

function saidOf(words: Words, tender: AttemptView): Said {
  const { tenders } = words;
  const params = { way: wayName(words, tender), amount: yuan(tender.amountFen) };
  if (tender.status === "declined" || tender.status === "cancelled")
    return { shape: "none", text: tenders.notReceived(params) };
  if (tender.status !== "paid") return { shape: "busy", text: tenders.open(params) };
  if (tender.refundingFen > 0) return { shape: "back", text: tenders.goingBack(params) };
  if (tender.refundedFen > 0) return { shape: "back", text: tenders.back(params) };
  return { shape: "ok", text: tenders.got(params) };
}

/** Shapes in ink: a tender alone is no verdict about the goods. */
export function TenderRows({ tenders }: { readonly tenders: readonly AttemptView[] }) {
  const words = useWords();
  return (
    <>
      {tenders.map((tender) => {
        const { shape, text } = saidOf(words, tender);
        return (
          <li key={tender.order} className={cls(css.tender)}>
            <Shape name={shape} tone="inherit" className={cls(css.shape)} />
            {text}
          </li>
        );
      })}
    </>
  );
}

type Props = {
  readonly owedFen: Fen;
  readonly dueFen: Fen;
  /** What is being collected now; null when nothing is. */
  readonly nowFen: Fen | null;
};

export function TenderLine({ owedFen, dueFen, nowFen }: Props) {
  const { tenders: words } = useWords();
  const tenders = useCollect((each) => each.tenders);
  const received = tenders.filter((tender) => tender.status === "paid");
  if (received.length === 0 && (nowFen === null || nowFen === owedFen)) return null;
  const isOne = received.length === 1 && received[0]?.amountFen === owedFen;
  if (isOne) return null;
  const after = nowFen === null ? null : fen(Math.max(0, dueFen - nowFen));
  return (
    <ul className={cls(css.line)} aria-label={words.list}>
      <li>{words.whole({ text: yuan(owedFen) })}</li>
      <TenderRows tenders={received} />
      <li>
        <b>
          {after === null
            ? dueFen === 0
              ? words.all
              : words.due({ text: yuan(dueFen) })
            : after === 0
              ? words.last
              : words.after({ text: yuan(after) })}
        </b>
      </li>
    </ul>
  );
}
