// What the open shift has taken so far: a table, two small charts, and the cash that was put in or taken out beside sales.
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { formatYuan } from "../../../preload/contract/money.ts";
import type { ShiftView } from "../../../preload/contract/shifts.ts";
import { Bars } from "../../components/bars.tsx";
import { Button } from "../../components/button.tsx";
import { Split } from "../../components/split.tsx";
import { cls } from "../../class-names.ts";
import { useShortMoment, useWords } from "../../text/use-words.ts";
import css from "./shift.module.css";
import { cashOf, moveCash, printShift, useShift } from "./store.ts";
import { TakingsTable, wayName } from "./takings-table.tsx";

export function RunningPanel({ shift }: { readonly shift: ShiftView }) {
  const words = useWords();
  const told = useShortMoment();
  const [isMoving, setMoving] = useState(false);
  const isEmpty = shift.takings.total.count + shift.takings.total.backCount + shift.cashCount === 0;
  return (
    <section className={cls(css.panel)} aria-label={words.shift.running({ text: String(shift.shift) })}>
      <TakingsTable shift={shift} />
      {isEmpty ? <p className={cls(css.muted)}>{words.shift.empty}</p> : <Charts shift={shift} />}
      {shift.moves.length === 0 ? null : (
        <ul className={cls(css.moves)}>
          {shift.moves.map((move) => (
            <li key={`${move.at} ${move.why}`}>
              <span>{told(move.at)}</span>
              <span>{words.shift.moved[move.way]}</span>
              <b>{formatYuan(move.amountFen)}</b>
              <span>{move.why}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={cls(css.acts)}>
        {isMoving ? <MoveForm onDone={() => setMoving(false)} /> : null}
        {isMoving ? null : (
          <Button size="small" onPress={() => setMoving(true)}>
            {words.shift.move}
          </Button>
        )}
        <Button size="small" onPress={() => void printShift(null)}>
          {words.shift.xReport}
        </Button>
      </div>
    </section>
  );
}

function Charts({ shift }: { readonly shift: ShiftView }) {
  const words = useWords();
  const bars = shift.hours.map(({ hour, count }) => ({
    key: String(hour),
    label: String(hour),
    value: count,
    shown: String(count),
  }));
  const parts = shift.takings.byWallet
    .filter(({ fen }) => fen > 0)
    .map(({ key, fen }) => ({ key: key ?? "", label: wayName(words, key), value: fen }));
  return (
    <div className={cls(css.charts)}>
      <figure>
        <figcaption>{words.shift.perHour}</figcaption>
        <Bars name={words.shift.perHour} bars={bars} />
      </figure>
      {parts.length === 0 ? null : (
        <figure>
          <figcaption>{words.shift.split}</figcaption>
          <Split name={words.shift.split} parts={parts} />
        </figure>
      )}
    </div>
  );
}

function MoveForm({ onDone }: { readonly onDone: () => void }) {
  const { shift: words } = useWords();
  const isBusy = useShift((each) => each.isBusy);
  const [amount, setAmount] = useState("");
  const [why, setWhy] = useState("");
  const amountFen = cashOf(amount);
  const isReady = amountFen !== null && amountFen > 0 && why.trim() !== "" && !isBusy;
  const move = async (way: "in" | "out") => {
    if (amountFen !== null && (await moveCash({ way, amountFen, why }))) onDone();
  };
  return (
    <div className={cls(css.moveForm)}>
      <TextField value={amount} onChange={setAmount} className={cls(css.field)} autoFocus>
        <Label>{words.moveAmount}</Label>
        <Input className={cls(css.input)} inputMode="decimal" autoComplete="off" />
      </TextField>
      <TextField value={why} onChange={setWhy} maxLength={80} className={cls(css.field)}>
        <Label>{words.moveWhy}</Label>
        <Input className={cls(css.input)} autoComplete="off" />
      </TextField>
      <Button size="small" isDisabled={!isReady} onPress={() => void move("in")}>
        {words.moveIn}
      </Button>
      <Button size="small" isDisabled={!isReady} onPress={() => void move("out")}>
        {words.moveOut}
      </Button>
    </div>
  );
}
