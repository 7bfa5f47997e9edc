// Bars beside one another, as a picture with a sentence of its numbers. Accent colours only; the largest is filled darker.
import { cls } from "../class-names.ts";
import css from "./bars.module.css";

export type Bar = { readonly key: string; readonly label: string; readonly value: number; readonly shown: string };

/** From one bar to the next, and how wide each is. */
const ROOMY = { step: 52, wide: 42, every: 1 };
const DENSE = { step: 18, wide: 14, every: 5 };
const HIGH = 84;
const BASE = 112;

/** `name` and every shown number are what a reader hears. `isDense`: too many bars for a number over each. */
export function Bars({ name, bars, isDense = false }: { name: string; bars: readonly Bar[]; isDense?: boolean }) {
  const { step, wide, every } = isDense ? DENSE : ROOMY;
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const said = bars.filter((bar) => bar.value > 0).map((bar) => `${bar.label} ${bar.shown}`);
  return (
    <svg
      className={cls(css.bars, isDense && css.dense)}
      viewBox={`0 0 ${bars.length * step} ${BASE + 26}`}
      role="img"
      aria-label={`${name}: ${said.join(", ")}`}
    >
      {bars.map((bar, at) => {
        const high = Math.round((bar.value * HIGH) / most);
        const middle = at * step + step / 2;
        return (
          <g key={bar.key}>
            <rect
              x={at * step + (step - wide) / 2}
              y={BASE - high}
              width={wide}
              height={high}
              rx="3"
              className={cls(css.bar, bar.value === most && css.most)}
            />
            {isDense || bar.value === 0 ? null : (
              <text x={middle} y={BASE - high - 8} className={cls(css.value)}>
                {bar.shown}
              </text>
            )}
            {at % every !== 0 ? null : (
              <text x={middle} y={BASE + 20} className={cls(css.label)}>
                {bar.label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
