// An amount in large digits. It stands in one place and never moves; readers hear it said, not spelled.
import type { Fen } from "../../preload/contract/money.ts";
import { formatYuan } from "../../preload/contract/money.ts";
import { cls } from "../class-names.ts";
import { useSpoken, useWords } from "../text/use-words.ts";
import css from "./amount.module.css";

type Props = {
  readonly fen: Fen;
  /** While typing: what stands and the zeros that would follow, with the caret between. */
  readonly typing?: { readonly solid: string; readonly ghost: string };
  readonly className?: string;
};

/** From this many characters on the digits step down, so that the longest amount still fits. */
const LONG = 9;
const LONGER = 10;

export function Amount({ fen, typing, className }: Props) {
  const words = useWords();
  const spoken = useSpoken();
  const text = formatYuan(fen);
  const length = text.length >= LONGER ? css.longer : text.length >= LONG ? css.long : undefined;
  return (
    <p className={cls(css.amount, length, className)}>
      <span className="reader-only">{words.collect.amountSpoken({ text: spoken(fen) })}</span>
      <span className={cls(css.digits)} aria-hidden="true">
        <span className={cls(css.sign)}>¥</span>
        {typing === undefined ? text : <Typing {...typing} />}
      </span>
    </p>
  );
}

const Typing = ({ solid, ghost }: { readonly solid: string; readonly ghost: string }) => (
  <>
    {solid}
    <span className={cls(css.caret)} />
    <span className={cls(css.ghost)}>{ghost}</span>
  </>
);
