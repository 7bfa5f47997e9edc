// What one way without a pay code wants: its own fields, and how much of the amount it takes. Enter goes on to what is still
// empty, then takes the money; Esc picks another way.
import { useRef, useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { ModeField, TenderMode } from "../../../preload/contract/channels.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { type Goods, type ModeForm, modeAmount, modeFields, newModeForm, noGoods } from "./mode-form.ts";
import css from "./mode-panel.module.css";
import { addPart, leaveModes, useModeSale } from "./mode-store.ts";
import { inOrder } from "./steps.ts";

const MOST = 255;

type OnKey = (event: { readonly key: string }) => void;

type Props = {
  readonly mode: TenderMode;
  readonly rest: Fen;
  readonly sale: NonNullable<TillState["sale"]>;
};

export function ModeFields({ mode, rest, sale }: Props) {
  const { payModes } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(() => newModeForm(rest));
  const [isTried, setTried] = useState(false);
  const isSending = useModeSale((each) => each.isSending);
  const amount = modeAmount(typed, rest);
  const submit = () => {
    setTried(true);
    const fields = modeFields(mode, typed);
    if (fields === null || typeof amount !== "number") return focusEmpty(form.current);
    void inOrder(() => addPart({ mode, amountFen: amount, fields }, sale.amountFen));
  };
  // A text field keeps its keys from the sale, so it says itself what they do.
  const onKey: OnKey = ({ key }) => {
    if (key === "Escape") void inOrder(leaveModes);
    if (key === "Enter") submit();
  };
  return (
    <form ref={form} className={cls(css.form)} aria-label={mode.name} onSubmit={(event) => event.preventDefault()}>
      <div className={cls(css.scroll)}>
        {mode.isOffline ? <p className={cls(css.note)}>{payModes.offlineNote}</p> : null}
        {mode.fields.map((name, at) =>
          name === "merchandiseDetails" ? null : (
            <Text
              key={name}
              label={payModes.fields[name]}
              value={typed.texts[name] ?? ""}
              onChange={(text) => setTyped(withText(typed, name, text))}
              isTried={isTried}
              isFirst={at === 0}
              onKey={onKey}
            />
          ),
        )}
        <AmountField typed={typed} rest={rest} onChange={setTyped} isFirst={mode.fields.length === 0} onKey={onKey} />
        {mode.fields.includes("merchandiseDetails") ? (
          <GoodsRows typed={typed} onChange={setTyped} isTried={isTried} onKey={onKey} />
        ) : null}
      </div>
      <Foot amount={amount} rest={rest} sale={sale} isSending={isSending} onTake={submit} />
    </form>
  );
}

const withText = (typed: ModeForm, name: ModeField, text: string): ModeForm => ({
  ...typed,
  texts: { ...typed.texts, [name]: text },
});

/** Puts the hand where something is missing. */
function focusEmpty(form: HTMLFormElement | null): void {
  const inputs = [...(form?.querySelectorAll("input") ?? [])];
  const wanted = inputs.find((input) => input.value.trim() === "") ?? inputs.at(-1);
  wanted?.focus();
}

function Text(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isTried: boolean;
  readonly isFirst?: boolean;
  readonly onKey: OnKey;
}) {
  const { payModes } = useWords();
  const isMissing = props.isTried && props.value.trim() === "";
  return (
    <TextField
      value={props.value}
      onChange={props.onChange}
      maxLength={MOST}
      isInvalid={isMissing}
      validationBehavior="aria"
      autoComplete="off"
      onKeyDown={props.onKey}
      autoFocus={props.isFirst ?? false}
      className={cls(css.field)}
    >
      <Label>{props.label}</Label>
      <Input className={cls(css.input)} />
      <FieldError className={cls(css.problem)}>{payModes.missing}</FieldError>
    </TextField>
  );
}

function AmountField(props: {
  readonly typed: ModeForm;
  readonly rest: Fen;
  readonly onChange: (typed: ModeForm) => void;
  readonly isFirst: boolean;
  readonly onKey: OnKey;
}) {
  const { typed, rest, onChange } = props;
  const { payModes } = useWords();
  const amount = modeAmount(typed, rest);
  const problem = amount === "too_much" ? payModes.tooMuch({ text: yuan(rest) }) : payModes.notAmount;
  return (
    <TextField
      value={typed.amount}
      onChange={(text) => onChange({ ...typed, amount: text })}
      isInvalid={typeof amount !== "number"}
      validationBehavior="aria"
      autoComplete="off"
      onKeyDown={props.onKey}
      autoFocus={props.isFirst}
      className={cls(css.field)}
    >
      <Label>{payModes.amount}</Label>
      <Input className={cls(css.input)} inputMode="decimal" onFocus={(event) => event.currentTarget.select()} />
      <FieldError className={cls(css.problem)}>{problem}</FieldError>
    </TextField>
  );
}

function GoodsRows(props: {
  readonly typed: ModeForm;
  readonly onChange: (typed: ModeForm) => void;
  readonly isTried: boolean;
  readonly onKey: OnKey;
}) {
  const { typed, onChange, isTried, onKey } = props;
  const { payModes } = useWords();
  const change = (nr: number, news: Partial<Goods>) =>
    onChange({ ...typed, goods: typed.goods.map((one) => (one.nr === nr ? { ...one, ...news } : one)) });
  return (
    <>
      {typed.goods.map((one) => (
        <fieldset key={one.nr} className={cls(css.goods)} aria-label={payModes.goods({ text: String(one.nr) })}>
          <Text
            label={payModes.goodsName}
            value={one.name}
            isTried={isTried}
            onKey={onKey}
            onChange={(name) => change(one.nr, { name })}
          />
          <Text
            label={payModes.goodsId}
            value={one.id}
            isTried={isTried}
            onKey={onKey}
            onChange={(id) => change(one.nr, { id })}
          />
          <Text
            label={payModes.goodsStyle}
            value={one.style}
            isTried={isTried}
            onKey={onKey}
            onChange={(style) => change(one.nr, { style })}
          />
          <Text
            label={payModes.goodsCount}
            value={one.count}
            isTried={isTried}
            onKey={onKey}
            onChange={(count) => change(one.nr, { count })}
          />
        </fieldset>
      ))}
      <Button
        size="small"
        className={cls(css.add)}
        onPress={() => onChange({ ...typed, goods: [...typed.goods, noGoods(typed.goods.length + 1)] })}
      >
        {payModes.addGoods}
      </Button>
    </>
  );
}

function Foot(props: {
  readonly amount: ReturnType<typeof modeAmount>;
  readonly rest: Fen;
  readonly sale: Props["sale"];
  readonly isSending: boolean;
  readonly onTake: () => void;
}) {
  const { amount, rest, sale } = props;
  const { payModes } = useWords();
  const isLast = amount === rest;
  const isAlone = rest === sale.amountFen;
  const text = yuan(sale.amountFen);
  const take = isAlone ? payModes.take({ text }) : payModes.takeAll({ text });
  return (
    <div className={cls(css.foot)}>
      <Button size="small" keyName="Esc" onPress={() => void inOrder(leaveModes)}>
        {payModes.back}
      </Button>
      <Button kind="go" keyName="Enter" isDisabled={props.isSending} onPress={props.onTake}>
        {isLast || typeof amount !== "number" ? take : payModes.queue}
      </Button>
    </div>
  );
}
