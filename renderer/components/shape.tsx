// The shapes that carry a verdict beside its word and colour. Decorative for readers: the word names it.
import { cls } from "../class-names.ts";
import css from "./shape.module.css";

export type ShapeName = "paid" | "wait" | "none" | "busy" | "back" | "ok" | "part" | "sent" | "queue";

const STROKE = { fill: "none", stroke: "currentColor", strokeLinecap: "round", strokeLinejoin: "round" } as const;

const PICTURES: Readonly<Record<ShapeName, React.ReactNode>> = {
  paid: (
    <>
      <circle cx="16" cy="16" r="15" fill="currentColor" />
      <path d="M9 16.6l4.9 4.9L23.4 11.4" className={cls(css.cut)} strokeWidth="3.4" />
    </>
  ),
  wait: (
    <>
      <path
        d="M4.2 3.2h23.6a2.6 2.6 0 0 1 2.25 3.9L18.25 28a2.6 2.6 0 0 1-4.5 0L1.95 7.1a2.6 2.6 0 0 1 2.25-3.9z"
        fill="currentColor"
      />
      <path d="M12.6 8.6v8.4M19.4 8.6v8.4" className={cls(css.cut)} strokeWidth="3.4" />
    </>
  ),
  none: (
    <>
      <rect x="2.7" y="2.7" width="26.6" height="26.6" rx="3.4" {...STROKE} strokeWidth="3.4" />
      <path d="M11 11l10 10M21 11L11 21" {...STROKE} strokeWidth="3.4" />
    </>
  ),
  busy: <path d="M16 3.5A12.5 12.5 0 1 1 5.2 9.75" {...STROKE} strokeWidth="4" />,
  back: (
    <>
      <circle cx="16" cy="16" r="13.6" {...STROKE} strokeWidth="2.8" />
      <path d="M13.5 10.2L9.3 14.4l4.2 4.2M9.8 14.4h8.4a3.8 3.8 0 0 1 0 7.6h-3" {...STROKE} strokeWidth="2.8" />
    </>
  ),
  part: (
    <>
      <circle cx="16" cy="16" r="13.6" {...STROKE} strokeWidth="2.8" />
      <path d="M16 6.4a9.6 9.6 0 0 0 0 19.2z" fill="currentColor" />
    </>
  ),
  sent: <path d="M5 16h21M18 8l8 8-8 8" {...STROKE} strokeWidth="3.4" />,
  queue: <path d="M6 8h20M6 16h20M6 24h13" {...STROKE} strokeWidth="3.4" />,
  ok: <path d="M6 17l7 7L26.5 9" {...STROKE} strokeWidth="4" />,
};

/** `inherit` takes the colour of the panel around it. */
export type Tone = "verdict" | "ink" | "inherit";

export function Shape(props: { readonly name: ShapeName; readonly tone?: Tone; readonly className?: string }) {
  const { name, tone = "verdict", className } = props;
  return (
    <svg
      viewBox="0 0 32 32"
      className={cls(css.shape, tone === "verdict" && css[name], tone === "ink" && css.ink, className)}
      aria-hidden="true"
    >
      {PICTURES[name]}
    </svg>
  );
}
