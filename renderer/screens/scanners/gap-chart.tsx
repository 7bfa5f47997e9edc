// The time between the keys of one scan, as bars under the line that parts this gun from a person's typing. The sentence
// with the numbers is what a reader hears.
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./scanners.module.css";

type Props = {
  readonly name: string;
  readonly gaps: readonly number[];
  readonly lineMs: number;
  readonly says: string;
};

/** The line stands at this part of the height; a gap beyond it is drawn to the top. */
const LINE_PERCENT = 86;
const MAX_BARS = 40;

export function GapChart({ name, gaps, lineMs, says }: Props) {
  const { scannerPage: words } = useWords();
  const height = (gap: number) => Math.min(100, Math.max(2, Math.round((gap / lineMs) * LINE_PERCENT)));
  const bars = gaps.slice(0, MAX_BARS).map((gap, at) => ({ key: `gap ${at}`, gap }));
  return (
    <figure className={cls(css.chart)}>
      <figcaption>{name}</figcaption>
      <div className={cls(css.bars)} role="img" aria-label={says}>
        <span className={cls(css.line)} style={{ insetBlockEnd: `${LINE_PERCENT}%` }}>
          <small>{words.line({ ms: lineMs })}</small>
        </span>
        {bars.map(({ key, gap }) => (
          <i key={key} style={{ blockSize: `${height(gap)}%` }} />
        ))}
      </div>
    </figure>
  );
}
