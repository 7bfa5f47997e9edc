// What the sale is made of, line by line, in the place of the latest sales; the last line stays in sight.
import { useEffect, useRef } from "react";
import { addFen, fen } from "../../../preload/contract/money.ts";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { linesOf } from "./entry-lines.ts";
import css from "./lines-panel.module.css";
import { useCollect } from "./store.ts";

export function LinesPanel() {
  const { goods: words } = useWords();
  const entry = useCollect((each) => each.entry);
  const lines = linesOf(entry, words.other);
  const count = lines.length;
  // Lines come and go at the end alone, so a line is its place.
  const rows = lines.map((one, at) => ({ ...one, place: at + 1 }));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (count > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  const sum = addFen(...lines.map((one) => fen(one.count * one.priceFen)));
  return (
    <section className={cls(css.panel)} aria-label={words.lines}>
      <header className={cls(css.header)}>
        <h2>{words.lines}</h2>
        <span>
          {words.pieces({ count: lines.reduce((all, one) => all + one.count, 0) })} <b>{yuan(sum)}</b>
        </span>
      </header>
      <div ref={box} role="log" aria-label={words.lines} className={cls(css.box)}>
        <ul>
          {rows.map(({ place, title, count: pieces, priceFen }) => (
            <li key={place} className={cls(css.row)}>
              <span className={cls(css.title)}>{title}</span>
              <span className={cls(css.each)}>{words.eachOf({ count: pieces, text: yuan(priceFen) })}</span>
              <b>{yuan(fen(pieces * priceFen))}</b>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
