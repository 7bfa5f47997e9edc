// One bar cut into its parts, with each part's name and share beside its colour. Accent and ink only.
import { cls } from "../class-names.ts";
import css from "./split.module.css";

export type Part = { readonly key: string; readonly label: string; readonly value: number };

const WIDE = 1000;
const TONES = [css.first, css.second, css.third, css.fourth];

/** 62.5%: in tenths, without a fraction anywhere. */
function share(value: number, whole: number): string {
  const tenths = Math.round((value * 1000) / whole);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

export function Split({ name, parts }: { readonly name: string; readonly parts: readonly Part[] }) {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  if (whole === 0) return null;
  const starts = parts.map((_, at) => parts.slice(0, at).reduce((sum, part) => sum + part.value, 0));
  const place = (value: number) => Math.round((value * WIDE) / whole);
  return (
    <div>
      <svg viewBox={`0 0 ${WIDE} 28`} preserveAspectRatio="none" className={cls(css.bar)} role="img" aria-label={name}>
        {parts.map((part, at) => (
          <rect
            key={part.key}
            x={place(starts[at] ?? 0)}
            y="0"
            width={Math.max(0, place(part.value) - 4)}
            height="28"
            className={cls(TONES[at % TONES.length])}
          />
        ))}
      </svg>
      <ul className={cls(css.parts)}>
        {parts.map((part, at) => (
          <li key={part.key}>
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <rect width="12" height="12" rx="3" className={cls(TONES[at % TONES.length])} />
            </svg>
            <span>{part.label}</span>
            <span>{share(part.value, whole)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
