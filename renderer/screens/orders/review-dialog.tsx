// Writing down what the channel's console says, or how an exception was dealt with. The button takes a tap,
// a click or F5 held for a second, never a press of a key, and has no focus by itself. If the channel has answered meanwhile, its answer is shown and nothing is noted.
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { OutButton } from "../../components/out-button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { headOf } from "./head.ts";
import sheetCss from "../../components/sheet.module.css";
import css from "./dialog.module.css";
import { LookUp } from "./review-card.tsx";
import reviewCss from "./review.module.css";
import { type Question, type Says, isSigned, openReview, useReview, whole, writeDown } from "./review-store.ts";
import { useOrders } from "./store.ts";

const SAYS: Readonly<Record<Question["kind"], readonly Says[]>> = {
  attempt: ["paid", "unpaid"],
  refund: ["refunded", "refused"],
  exception: [],
  let_go: [],
};

export function ReviewDialog() {
  const { review } = useWords();
  const question = useReview((each) => each.question);
  const detail = useOrders((each) => each.detail);
  if (question === null || detail?.attempt.order !== question.order) return null;
  const titles = {
    attempt: review.title,
    refund: review.titleRefund,
    exception: review.titleSettle,
    let_go: review.titleLetGo,
  };
  return (
    <Sheet title={titles[question.kind]} size="wide" isOpen onClose={() => openReview(null)}>
      <Body question={question} detail={detail} />
    </Sheet>
  );
}

type Props = { readonly question: Question; readonly detail: OrderDetail };

const refundOf = ({ question, detail }: Props) =>
  question.kind === "refund" || question.kind === "let_go"
    ? (detail.refunds.find(({ refund }) => refund === question.refund) ?? null)
    : null;

/** Whether the thing still waits; the channel may have ended it while the dialog stood open. */
function isStillOpen({ question, detail }: Props): boolean {
  const refund = refundOf({ question, detail });
  if (question.kind === "refund") return refund?.status === "unknown" || refund?.status === "processing";
  if (question.kind === "let_go") return refund?.status === "refused" && !refund.letGo;
  if (question.kind === "attempt") return detail.attempt.status === "needs_review";
  return detail.attempt.exception !== "none" && !detail.attempt.exceptionSettled;
}

function Body({ question, detail }: Props) {
  const { review } = useWords();
  const by = useReview((each) => each.by);
  const [written, setWritten] = useState({ says: null as Says | null, reference: "", by });
  const change = (news: Partial<typeof written>) => setWritten({ ...written, ...news });
  const isNote = question.kind === "exception" || question.kind === "let_go";
  if (!isStillOpen({ question, detail })) return <Meanwhile question={question} detail={detail} />;
  return (
    <div className={cls(css.body)}>
      <div className={cls(css.fields)}>
        <Told question={question} detail={detail} />
        {isNote ? null : (
          <Choice
            name={review.says}
            options={SAYS[question.kind].map((value) => ({ value, label: review[value] }))}
            value={written.says}
            onChange={(says) => change({ says })}
            look="chip"
            showName
          />
        )}
        <Text
          label={isNote ? review.note : review.reference}
          hint={isNote ? null : review.referenceHint}
          most={80}
          value={written.reference}
          onChange={(reference) => change({ reference })}
        />
        {isSigned() ? null : (
          <Text label={review.by} hint={null} most={40} value={written.by} onChange={(name) => change({ by: name })} />
        )}
      </div>
      <Side question={question} detail={detail} written={written} />
    </div>
  );
}

/** What it is about: what to look up, or what was left to do. */
function Told({ question, detail }: Props) {
  const { review } = useWords();
  const { attempt } = detail;
  if (question.kind === "let_go") return <p>{review.letGoTodo}</p>;
  if (question.kind === "exception")
    return <p>{attempt.exception === "none" ? null : review.todo[attempt.exception]}</p>;
  return (
    <div className={cls(reviewCss.look)}>
      <LookUp attempt={attempt} refund={refundOf({ question, detail })} />
    </div>
  );
}

function Text(props: {
  readonly label: string;
  readonly hint: string | null;
  readonly most: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <TextField
      value={props.value}
      onChange={props.onChange}
      maxLength={props.most}
      autoComplete="off"
      className={cls(css.field)}
    >
      <Label>{props.label}</Label>
      <Input className={cls(css.input)} />
      {props.hint === null ? null : <p className={cls(css.note)}>{props.hint}</p>}
    </TextField>
  );
}

function Side({ question, written }: Props & { readonly written: Parameters<typeof whole>[1] }) {
  const words = useWords();
  const { review } = words;
  const { failure, isSending } = useReview();
  const [isKeyRefused, setKeyRefused] = useState(false);
  const ready = whole(question, written);
  const confirm = () => {
    setKeyRefused(false);
    if (ready !== null) void writeDown(question, ready);
  };
  return (
    <div className={cls(css.side)}>
      {written.says === null ? null : <p>{review.means[written.says]}</p>}
      <p role="alert" className={cls(sheetCss.refusal, css.low)}>
        {isKeyRefused ? review.keysRefused : failure === null ? "" : failureText(words, failure)}
      </p>
      <OutButton
        kind="go"
        holding={words.refund.holding}
        isDisabled={ready === null || isSending}
        onGive={confirm}
        onKeyRefused={() => setKeyRefused(true)}
      >
        {question.kind === "exception" || question.kind === "let_go" ? review.confirmSettle : review.confirm}
      </OutButton>
      <p className={cls(css.note)}>{review.byHand}</p>
      <Button isWide keyName="Esc" onPress={() => openReview(null)}>
        {review.cancel}
      </Button>
    </div>
  );
}

/** The channel has ended it: what it said, and nothing left to write. */
function Meanwhile({ question, detail }: Props) {
  const { review, orders } = useWords();
  const refund = refundOf({ question, detail });
  const said = refund === null ? orders.heads[headOf(detail.attempt)] : orders.refundState[refund.status];
  return (
    <div className={cls(css.fields)}>
      <p role="alert">
        {review.meanwhile} <b>{said}</b>
      </p>
      <Button keyName="Esc" onPress={() => openReview(null)}>
        {orders.close}
      </Button>
    </div>
  );
}
