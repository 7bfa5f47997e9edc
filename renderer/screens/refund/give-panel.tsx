// How much goes back, of which goods, in which way and why. The amount is what is left until someone says otherwise; the way is
// the channel's rule, not a choice.
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
import type { RefundWords } from "../../text/zh-cn-refund.ts";
import { NOTE_LENGTH, type RefundForm, WHYS, amountOf, withCount } from "./form.ts";
import css from "./refund.module.css";
import { type Block, wayOf } from "./rules.ts";
import { formOf, setForm, useRefund } from "./store.ts";

type Props = { readonly detail: OrderDetail; readonly form: RefundForm };

export function GivePanel({
  detail,
  now,
  block,
}: {
  readonly detail: OrderDetail;
  readonly now: number;
  readonly block: Block | null;
}) {
  const { refund: words } = useWords();
  useRefund((each) => each.form);
  const form = formOf(detail);
  const isClosed = block !== null && block !== "spacing";
  return (
    <section className={cls(css.panel, css.give)} aria-label={words.give}>
      {block === null ? null : (
        <p role="alert" className={cls(css.block)}>
          {words.blocks[block]}
        </p>
      )}
      {isClosed ? null : (
        <>
          <AmountField detail={detail} form={form} />
          {detail.lines.length === 0 ? null : <Lines detail={detail} form={form} />}
          <WayCards detail={detail} form={form} now={now} />
          <Why form={form} />
        </>
      )}
    </section>
  );
}

function problemOf(words: RefundWords, form: RefundForm, detail: OrderDetail): string | null {
  const amount = amountOf(form, detail);
  if (typeof amount === "number") return null;
  return amount === "over_left" ? words.overLeft({ text: yuan(detail.refundableFen) }) : words.problems[amount];
}

/** From this many characters on the digits step down, so that none is out of sight. */
const LONG = 9;

function AmountField({ detail, form }: Props) {
  const { refund: words } = useWords();
  const left = detail.refundableFen;
  const amount = amountOf(form, detail);
  const problem = problemOf(words, form, detail);
  return (
    <TextField
      value={form.amount}
      onChange={(text) => setForm({ ...form, amount: text })}
      isReadOnly={detail.refundLimits.fullOnly}
      isInvalid={problem !== null}
      autoFocus
      className={cls(css.field)}
    >
      <div className={cls(css.amountHead)}>
        <Label>{words.give}</Label>
        <Button size="small" onPress={() => setForm({ ...form, amount: formatYuan(left), counts: {} })}>
          {words.all({ text: yuan(left) })}
        </Button>
      </div>
      <div className={cls(css.amountRow)}>
        <span aria-hidden="true">¥</span>
        <Input
          className={cls(css.amount, form.amount.length >= LONG && css.long)}
          inputMode="decimal"
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      {typeof amount === "number" ? (
        <p className={cls(css.muted)}>
          {detail.refundLimits.fullOnly
            ? words.problems.not_whole
            : words.after({ text: yuan(subtractFen(left, amount)) })}
        </p>
      ) : (
        <FieldError className={cls(css.error)}>{problem}</FieldError>
      )}
    </TextField>
  );
}

function Lines({ detail, form }: Props) {
  const { refund: words } = useWords();
  return (
    <fieldset className={cls(css.lines)}>
      <legend>{words.lines}</legend>
      {detail.lines.map((line, position) => {
        const most = line.count - line.back;
        return (
          // A line is known by its place in the order, which never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={position} className={cls(css.line)}>
            <span>{line.title}</span>
            <small>{words.lineLeft({ count: most, text: yuan(line.priceFen) })}</small>
            <TextField
              aria-label={words.lineCount({ text: line.title })}
              value={form.counts[position] ?? ""}
              onChange={(text) => setForm(withCount(form, detail, position, text))}
              isDisabled={most === 0}
              isInvalid={Number(form.counts[position] ?? "") > most}
            >
              <Input className={cls(css.count)} inputMode="numeric" autoComplete="off" placeholder="0" />
            </TextField>
          </div>
        );
      })}
    </fieldset>
  );
}

/** Two cards, of which the channel's rule has chosen one: no press changes it. */
function WayCards({ detail, form, now }: Props & { readonly now: number }) {
  const { refund: words } = useWords();
  const amount = amountOf(form, detail);
  if (detail.attempt.method === "cash") return <p className={cls(css.muted)}>{words.wayNotes.cash}</p>;
  const way = wayOf(detail, typeof amount === "number" ? amount : detail.refundableFen, now);
  const arrives = words.arrives[detail.refundLimits.arrives];
  const isCancel = way.as === "cancel";
  return (
    <ul className={cls(css.ways)} aria-label={words.way}>
      <li className={cls(css.wayCard, !isCancel && css.taken)} aria-current={!isCancel}>
        <b>{words.asRefund}</b>
        <small>{words.wayNotes.refund({ text: arrives })}</small>
      </li>
      <li className={cls(css.wayCard, isCancel && css.taken)} aria-current={isCancel}>
        <b>{words.asCancel}</b>
        <small>{words.wayNotes[way.why]}</small>
      </li>
    </ul>
  );
}

function Why({ form }: { readonly form: RefundForm }) {
  const { refund: words } = useWords();
  const isOther = form.why === "other";
  return (
    <>
      <Choice
        name={words.why}
        options={WHYS.map((value) => ({ value, label: words.whys[value] }))}
        value={form.why}
        onChange={(why) => setForm({ ...form, why })}
        look="chip"
        showName
      />
      <TextField
        aria-label={isOther ? words.noteNeeded : words.note}
        value={form.note}
        onChange={(note) => setForm({ ...form, note })}
        maxLength={NOTE_LENGTH}
      >
        <Input className={cls(css.input)} placeholder={isOther ? words.noteNeeded : words.note} autoComplete="off" />
      </TextField>
    </>
  );
}
