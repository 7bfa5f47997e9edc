// Before a shift: the float that is in the drawer, and what the last one left. Or a till that does not work in shifts.
import { useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { formatYuan } from "../../../preload/contract/money.ts";
import type { ShiftDesk, ShiftView } from "../../../preload/contract/shifts.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useShortMoment, useWords } from "../../text/use-words.ts";
import css from "./shift.module.css";
import { cashOf, openShift, printShift, switchShifts, useShift } from "./store.ts";
import { TakingsTable, signedYuan } from "./takings-table.tsx";

export function OpenPanel({ desk }: { readonly desk: ShiftDesk }) {
  const { shift: words } = useWords();
  const isBusy = useShift((each) => each.isBusy);
  const [text, setText] = useState(desk.leftFen === null ? "" : formatYuan(desk.leftFen));
  const floatFen = cashOf(text);
  const open = () => {
    if (floatFen !== null) void openShift(floatFen);
  };
  return (
    <div className={cls(css.columns)}>
      {desk.last === null ? <div /> : <LastShift shift={desk.last} />}
      <section className={cls(css.panel)} aria-label={words.noShift}>
        <h2>{words.noShift}</h2>
        <p className={cls(css.muted)}>{words.noShiftNote}</p>
        <TextField
          value={text}
          onChange={setText}
          isInvalid={text !== "" && floatFen === null}
          autoFocus
          className={cls(css.field)}
        >
          <Label>{words.float}</Label>
          <Input
            className={cls(css.input)}
            inputMode="decimal"
            autoComplete="off"
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.nativeEvent.isComposing) open();
            }}
          />
          <FieldError className={cls(css.error)}>{words.badAmount}</FieldError>
        </TextField>
        <p className={cls(css.muted)}>
          {desk.leftFen === null ? words.floatNote : words.leftNote({ text: formatYuan(desk.leftFen) })}
        </p>
        <Button kind="go" size="big" isWide isDisabled={floatFen === null || isBusy} onPress={open}>
          {words.open}
        </Button>
        <Button size="small" className={cls(css.low)} onPress={() => void switchShifts(false)}>
          {words.turnOff}
        </Button>
      </section>
    </div>
  );
}

function LastShift({ shift }: { readonly shift: ShiftView }) {
  const { shift: words } = useWords();
  const told = useShortMoment();
  const { drawer } = shift;
  return (
    <section className={cls(css.panel)} aria-label={words.last}>
      <div className={cls(css.panelHead)}>
        <h2>{words.last}</h2>
        <span className={cls(css.muted)}>
          {[shift.cashier, words.lastLine({ text: told(shift.closedAt ?? shift.openedAt) })].join(" ").trim()}
        </span>
      </div>
      <TakingsTable shift={shift} />
      {drawer === null ? null : (
        <p>
          {words.difference} <b>{signedYuan(drawer.differenceFen)}</b> {shift.why}
        </p>
      )}
      <Button size="small" className={cls(css.low)} onPress={() => void printShift(shift.shift)}>
        {words.reprint}
      </Button>
    </section>
  );
}

export function OffPanel() {
  const { shift: words } = useWords();
  return (
    <section className={cls(css.panel)}>
      <h2>{words.off}</h2>
      <p className={cls(css.muted)}>{words.offNote}</p>
      <Button kind="go" className={cls(css.low)} autoFocus onPress={() => void switchShifts(true)}>
        {words.turnOn}
      </Button>
    </section>
  );
}
