// How much goes back and why. The amount is what is left until someone says otherwise.
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { formatYuan, subtractFen } from "../../../preload/contract/money.ts";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { useAbilities } from "./abilities.ts";
import css from "./refund-dialog.module.css";
import { type RefundForm, type Why, amountOf } from "./refund-form.ts";

const WHY_LENGTH = 80;

type Props = {
  readonly detail: OrderDetail;
  readonly form: RefundForm;
  readonly onChange: (form: RefundForm) => void;
};

export function RefundFields({ detail, form, onChange }: Props) {
  const { orders } = useWords();
  const whys: readonly { readonly value: Why; readonly label: string }[] = [
    { value: "returned", label: orders.whys.returned },
    { value: "overcharged", label: orders.whys.overcharged },
    { value: "unwanted", label: orders.whys.unwanted },
    { value: "other", label: orders.whyOther },
  ];
  return (
    <div className={cls(css.fields)}>
      <p className={cls(css.facts)}>
        <span>{orders.original({ text: yuan(detail.attempt.amountFen) })}</span>
        <b>{orders.left({ text: yuan(detail.refundableFen) })}</b>
      </p>
      <RefundAmount detail={detail} form={form} onChange={onChange} />
      <Choice
        name={orders.why}
        options={whys}
        value={form.why}
        onChange={(why) => onChange({ ...form, why })}
        look="chip"
        showName
      />
      {form.why === "other" ? (
        <TextField
          value={form.other}
          onChange={(other) => onChange({ ...form, other })}
          maxLength={WHY_LENGTH}
          autoFocus
          className={cls(css.field)}
        >
          <Label>{orders.whyText}</Label>
          <Input className={cls(css.input)} />
        </TextField>
      ) : null}
    </div>
  );
}

function RefundAmount({ detail, form, onChange }: Props) {
  const { orders } = useWords();
  const isFullOnly = useAbilities(detail.attempt.channel).refund === "full";
  const left = detail.refundableFen;
  const amount = amountOf(form, left);
  const problem =
    amount === "over_left" ? orders.overLeft({ text: yuan(left) }) : amount === "not_amount" ? orders.notAmount : null;
  const after = typeof amount === "number" ? orders.leftAfter({ text: yuan(subtractFen(left, amount)) }) : null;
  return (
    <TextField
      value={form.amount}
      onChange={(text) => onChange({ ...form, amount: text })}
      isReadOnly={isFullOnly}
      isInvalid={problem !== null}
      autoFocus
      className={cls(css.field)}
    >
      <Label>{orders.refundAmount}</Label>
      <div className={cls(css.amountRow)}>
        <span aria-hidden="true">¥</span>
        <Input
          className={cls(css.amount)}
          inputMode="decimal"
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button size="small" onPress={() => onChange({ ...form, amount: formatYuan(left) })}>
          {orders.refundAll({ text: yuan(left) })}
        </Button>
      </div>
      {problem === null ? (
        <p className={cls(css.note)}>{isFullOnly ? orders.fullOnly : after}</p>
      ) : (
        <FieldError className={cls(css.error)}>{problem}</FieldError>
      )}
    </TextField>
  );
}
