// The seconds since the scan, as a ring that fills one step a second until the till gives up. Not announced.
import type { AttemptView } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { secondsBetween, useNow } from "../../now.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./verdict.module.css";

const LENGTH = 2 * Math.PI * 62;
/** A full turn while it is not known when the till gives up. */
const USUAL_SECONDS = 60;

export const startOf = (attempt: AttemptView): number => attempt.sentAt ?? attempt.createdAt;

export function Ring({ attempt }: { readonly attempt: AttemptView }) {
  const { verdict } = useWords();
  const seconds = secondsBetween(startOf(attempt), useNow());
  const all = attempt.giveUpAt === null ? USUAL_SECONDS : secondsBetween(startOf(attempt), attempt.giveUpAt);
  const share = Math.min(1, seconds / Math.max(1, all));
  return (
    <div className={cls(css.ring)} role="timer" aria-label={verdict.waited({ seconds })} aria-live="off">
      <svg viewBox="0 0 136 136" aria-hidden="true">
        <circle cx="68" cy="68" r="62" className={cls(css.track)} />
        {share === 0 ? null : (
          <circle
            cx="68"
            cy="68"
            r="62"
            className={cls(css.done)}
            strokeDasharray={`${LENGTH * share} ${LENGTH}`}
            transform="rotate(-90 68 68)"
          />
        )}
      </svg>
      <span aria-hidden="true">
        {seconds}
        <small>{verdict.secondUnit}</small>
      </span>
    </div>
  );
}
