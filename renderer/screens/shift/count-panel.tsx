// 盘现金: how many of each note and coin, or the sum. Enter goes to the next field; letters stop the sending and say so.
import type { KeyboardEvent } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { formatYuan } from "../../../preload/contract/money.ts";
import { DENOMINATIONS } from "../../../preload/contract/shifts.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./shift.module.css";
import { type Denomination, cashOf, countedFen, isPieces, sendCount, useShift } from "./store.ts";

/** The next field, or the button after the last one. */
function onEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  const form = event.currentTarget.closest("section");
  const stops = [...(form?.querySelectorAll<HTMLElement>("input") ?? [])];
  const next = stops[stops.findIndex((each) => each === event.target) + 1];
  const button = form?.querySelector<HTMLElement>("div[data-send] button");
  event.preventDefault();
  (next ?? button)?.focus();
}

export function CountPanel() {
  const { shift: words } = useWords();
  const { pieces, sum, isBusy, desk } = useShift();
  const counted = countedFen({ pieces, sum });
  const isBlocked = (desk?.blockers.length ?? 0) > 0;
  return (
    <section className={cls(css.panel, css.counting)} aria-label={words.counting}>
      <div className={cls(css.panelHead)}>
        <h2>{words.counting}</h2>
        <span className={cls(css.chip)}>{words.blind}</span>
      </div>
      <div className={cls(css.panelHead)}>
        <p className={cls(css.muted)}>{sum === null ? words.pieces : words.sum}</p>
        <Button size="small" onPress={() => useShift.setState({ sum: sum === null ? "" : null })}>
          {sum === null ? words.bySum : words.byPieces}
        </Button>
      </div>
      {sum === null ? (
        <div className={cls(css.pieces)}>
          {DENOMINATIONS.map((each, at) => (
            <Pieces key={each} of={each} isFirst={at === 0} />
          ))}
        </div>
      ) : (
        <SumField text={sum} />
      )}
      <p className={cls(css.countedLine)}>
        <span>{words.counted}</span>
        <b>{counted === null ? "–" : `¥${formatYuan(counted)}`}</b>
      </p>
      <div data-send="">
        <Button
          kind="go"
          size="big"
          isWide
          isDisabled={counted === null || isBusy || isBlocked}
          onPress={() => void sendCount()}
        >
          {words.send}
        </Button>
      </div>
    </section>
  );
}

function Pieces({ of, isFirst }: { readonly of: Denomination; readonly isFirst: boolean }) {
  const { shift: words } = useWords();
  const text = useShift((each) => each.pieces[of] ?? "");
  const set = (next: string) => useShift.setState(({ pieces }) => ({ pieces: { ...pieces, [of]: next.trim() } }));
  return (
    <TextField value={text} onChange={set} isInvalid={!isPieces(text)} autoFocus={isFirst} className={cls(css.piece)}>
      <Label>{words.denominations[of]}</Label>
      <Input className={cls(css.input)} inputMode="numeric" autoComplete="off" maxLength={5} onKeyDown={onEnter} />
      <FieldError className={cls(css.error)}>{words.digitsOnly}</FieldError>
    </TextField>
  );
}

function SumField({ text }: { readonly text: string }) {
  const { shift: words } = useWords();
  const isInvalid = text !== "" && cashOf(text) === null;
  return (
    <TextField
      value={text}
      onChange={(sum) => useShift.setState({ sum })}
      isInvalid={isInvalid}
      autoFocus
      className={cls(css.field)}
    >
      <Label>{words.sum}</Label>
      <Input className={cls(css.input)} inputMode="decimal" autoComplete="off" onKeyDown={onEnter} />
      <FieldError className={cls(css.error)}>{words.badAmount}</FieldError>
    </TextField>
  );
}
