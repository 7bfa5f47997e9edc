// What a tried gun's scans have shown, as ticks: the things that go wrong with guns elsewhere, and how they stand here.
import { FAST_GAP_MS, lineOf } from "../../../preload/contract/gun-lines.ts";
import { cls } from "../../class-names.ts";
import { measureOf } from "../../scan/guns.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import css from "./scanners.module.css";
import type { Tried } from "./store.ts";

type Tick = readonly [name: string, says: string];

function ticksOf(words: Words["scannerPage"], scans: readonly Tried[], last: Tried): readonly Tick[] {
  const { ticks, ways } = words;
  if (last.typed === null) return [[ticks.page, ticks.pageSays({ text: ways[last.source] })]];
  const typed = scans.flatMap((scan) => (scan.typed === null ? [] : [scan.typed]));
  const { typicalMs, longestMs } = measureOf(typed.flatMap((each) => each.gaps));
  const isFast = typicalMs <= FAST_GAP_MS;
  const has = (what: "ime" | "fullWidth" | "capsLock") => typed.some((each) => each[what]);
  return [
    [ticks.person, isFast ? ticks.personSays({ ms: lineOf({ longestMs }) }) : ticks.personSlow],
    [ticks.ime, has("ime") ? ticks.imeOn : ticks.imeOff],
    [ticks.wide, has("capsLock") ? ticks.capsOn : has("fullWidth") ? ticks.wideOn : ticks.wideOff],
  ];
}

export function Ticks({ scans, last }: { readonly scans: readonly Tried[]; readonly last: Tried }) {
  const { scannerPage: words } = useWords();
  return (
    <ul className={cls(css.ticks)}>
      {ticksOf(words, scans, last).map(([name, says]) => (
        <li key={name}>
          <span>{name}</span>
          <small>{says}</small>
        </li>
      ))}
    </ul>
  );
}
