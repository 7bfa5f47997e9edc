// The day in front: how it stands, how far its run is, channel by channel, and its differences.
import type { DayPart, ReconciledDay } from "../../../preload/contract/reconcile.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { Standing } from "./days.tsx";
import { DifferenceCard } from "./difference-card.tsx";
import css from "./reconcile.module.css";
import { runDay, useReconcile } from "./store.ts";

export function Day() {
  const { reconcile } = useWords();
  const { day, detail, view } = useReconcile();
  if (day === null) return <p className={cls(css.empty)}>{reconcile.pick}</p>;
  return (
    <section className={cls(css.day)} aria-label={day}>
      <Head day={detail?.day ?? null} name={day} isBusy={view?.running !== null} />
      <Running />
      {detail === null ? null : <Parts parts={detail.day.parts} />}
      <ul className={cls(css.list)}>
        {(detail?.differences ?? []).map((difference) => (
          <DifferenceCard key={difference.id} difference={difference} />
        ))}
      </ul>
    </section>
  );
}

type HeadProps = { readonly day: ReconciledDay | null; readonly name: string; readonly isBusy: boolean };

function Head({ day, name, isBusy }: HeadProps) {
  const { reconcile } = useWords();
  const isDone = day?.parts.some((part) => part.endedAt !== null) ?? false;
  return (
    <header className={cls(css.dayHead)}>
      <h2>{name}</h2>
      <div role="status" className={cls(css.grow)}>
        {day === null ? null : <Standing standing={day.standing} count={day.differences} />}
        <span className={cls(css.note)}>
          {day?.standing === "flat" ? reconcile.flatNote : day?.standing === "not_yet" ? reconcile.notYetNote : ""}
        </span>
      </div>
      <Button kind="go" isDisabled={isBusy} onPress={() => void runDay()}>
        {isDone ? reconcile.runAgain : reconcile.run}
      </Button>
    </header>
  );
}

function Running() {
  const { reconcile, channels } = useWords();
  const running = useReconcile((each) => each.view?.running ?? null);
  if (running === null) return null;
  const { done, total, channel } = running;
  return (
    <div className={cls(css.running)}>
      <progress max={Math.max(1, total)} value={done} aria-label={reconcile.title} />
      <span>{reconcile.running({ done, total, channel: channels[channel] })}</span>
    </div>
  );
}

const COUNTS = [
  "orders",
  "refunds",
  "asked",
  "unasked",
  "unproved",
  "differences",
] as const satisfies readonly (keyof DayPart)[];

function Parts({ parts }: { readonly parts: readonly DayPart[] }) {
  const { reconcile, channels } = useWords();
  if (parts.length === 0) return null;
  return (
    <table className={cls(css.parts)}>
      <thead>
        <tr>
          <th scope="col">{reconcile.channel}</th>
          {COUNTS.map((name) => (
            <th key={name} scope="col" className={cls(css.number)}>
              {reconcile[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.channel}>
            <th scope="row">{channels[part.channel]}</th>
            {COUNTS.map((name) => (
              <td key={name} className={cls(css.number)}>
                {part[name]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
