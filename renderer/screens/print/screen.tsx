// The print queue: what came out, what is in doubt, what waits. Nothing is printed again without a person's word, and
// nothing here holds a sale up.
import { useEffect } from "react";
import { NoticeLine } from "../../components/notice-line.tsx";
import { Shape, type ShapeName } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { fieldWithFocus } from "../../scan/field.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo } from "../../till.ts";
import { Aside } from "./aside.tsx";
import css from "./print.module.css";
import { answerJob, asks, choose, inFront, mirrorQueue, useQueue } from "./store.ts";
import { QueueTable } from "./table.tsx";

/** 1 and 2 answer the question in front; Esc is one step back. */
function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || fieldWithFocus() !== null) return;
  if (useQueue.getState().isDrawerAsked) return;
  if (event.code === "Escape") {
    event.preventDefault();
    if (useQueue.getState().chosen === null) goTo("collect");
    else choose(null);
    return;
  }
  const row = inFront(useQueue.getState());
  if (row === null || !asks(row) || event.repeat) return;
  const isFirst = event.code === "Digit1" || event.code === "Numpad1";
  const isSecond = event.code === "Digit2" || event.code === "Numpad2";
  if (!isFirst && !isSecond) return;
  event.preventDefault();
  void answerJob(row, isSecond ? "again" : row.status === "uncertain" ? "came_out" : "not_needed");
}

export function PrintScreen() {
  const { print } = useWords();
  useEffect(mirrorQueue, []);
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className={cls(css.screen)}>
      <div className={cls(css.page)}>
        <header className={cls(css.header)}>
          <h1>{print.heading}</h1>
          <p>{print.intro}</p>
        </header>
        <NoticeLine className={cls(css.notice)} />
        <Sums />
        <QueueTable />
      </div>
      <Aside />
    </div>
  );
}

const SUMS = ["proved", "handedOver", "uncertain", "failed"] as const;
const SHAPES: Readonly<Record<(typeof SUMS)[number], ShapeName>> = {
  proved: "ok",
  handedOver: "sent",
  uncertain: "wait",
  failed: "none",
};

function Sums() {
  const { print } = useWords();
  const sums = useQueue((each) => each.queue?.sums);
  if (sums === undefined) return null;
  return (
    <dl className={cls(css.sums)}>
      {SUMS.map((name) => {
        const needsLook = (name === "uncertain" || name === "failed") && sums[name] > 0;
        const shape = needsLook || name === "proved" || name === "handedOver" ? SHAPES[name] : "ok";
        return (
          <div key={name} className={cls(css.sum, needsLook && css.look)}>
            <dt>
              <Shape name={shape} tone={needsLook ? "verdict" : "ink"} />
              {print.sums[name]}
            </dt>
            <dd>
              <b>{sums[name]}</b>
              <span>{print.sumNotes[name]}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
