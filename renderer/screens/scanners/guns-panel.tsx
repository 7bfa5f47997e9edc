// Every gun of this machine: its name, how it speaks, whether it is heard, and what stands in its way in plain words.
import { useState } from "react";
import { type GunLine, gunLines } from "../../../preload/contract/gun-lines.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { GunForm } from "./gun-form.tsx";
import css from "./scanners.module.css";

export function GunsPanel({ state }: { readonly state: TillState }) {
  const { scannerPage: words } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const lines = gunLines(state.scanner, state.settings.scanners);
  return (
    <section className={cls(css.panel)} aria-label={words.here}>
      <h2>{words.here}</h2>
      {state.scanner.status === "restarting" ? (
        <p role="status" className={cls(css.problem)}>
          {words.restarting}
        </p>
      ) : null}
      {lines.length === 0 ? <p className={cls(css.note)}>{words.none}</p> : null}
      {lines.map((line) => (
        <Gun
          key={line.id}
          line={line}
          state={state}
          isOpen={open === line.id}
          toggle={() => setOpen(open === line.id ? null : line.id)}
        />
      ))}
    </section>
  );
}

type Props = {
  readonly line: GunLine;
  readonly state: TillState;
  readonly isOpen: boolean;
  readonly toggle: () => void;
};

function Gun({ line, state, isOpen, toggle }: Props) {
  const { scannerPage: words } = useWords();
  const name = line.name === "" ? words.unnamed : line.name;
  const isFine = line.condition === "heard";
  const remedy = remedyOf(words, line);
  return (
    <article className={cls(css.gun)} aria-label={name}>
      <div className={cls(css.line2)}>
        <b>{name}</b>
        <span className={cls(!isFine && line.condition !== "keyboard_mode" && css.problem)}>
          {words.conditions[line.condition]}
        </span>
      </div>
      <div className={cls(css.line2)}>
        <span className={cls(css.note)}>{factsOf(words, line)}</span>
        <Button size="small" name={`${isOpen ? words.close : words.change} ${name}`} onPress={toggle}>
          {isOpen ? words.close : words.change}
        </Button>
      </div>
      {remedy === "" ? null : <p className={cls(css.note)}>{remedy}</p>}
      {isOpen ? <GunForm line={line} settings={state.settings.scanners} /> : null}
    </article>
  );
}

function factsOf(words: Words["scannerPage"], line: GunLine): string {
  const way = words.ways[line.way];
  if (line.way === "wedge") {
    const { typicalMs: typical, longestMs: longest } = line.typing;
    return `${way}　${words.types({ typical, longest, line: line.lineMs })}`;
  }
  const { vendor, framing, layout } = line.gun;
  const learnt = layout
    ? words.layouts[layout]
    : framing
      ? words.ends({ suffix: words.suffixes[framing.suffix], ms: framing.silenceMs })
      : "";
  return [line.condition === "keyboard_mode" ? words.ways.wedge : way, vendor ?? "", learnt]
    .filter((part) => part !== "")
    .join("　");
}

function remedyOf(words: Words["scannerPage"], line: GunLine): string {
  if (line.way !== "wedge" && line.condition === "in_use" && line.gun.by !== null)
    return words.heldBy({ text: line.gun.by });
  return words.remedies[line.condition];
}
