// Above the numbers of an order that waits for a person: why, what to look for and where, and what may be done.
import { groupNumber } from "../../../preload/contract/ids.ts";
import type { AttemptView, OrderDetail, RefundView } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { useAbilities } from "./abilities.ts";
import css from "./review.module.css";
import { openReview } from "./review-store.ts";

export function ReviewCard({ detail }: { readonly detail: OrderDetail }) {
  const { orders, review } = useWords();
  const { attempt } = detail;
  const { exception, exceptionSettled, order, status } = attempt;
  const isOpen = exception !== "none" && !exceptionSettled;
  const isWaiting = status === "needs_review";
  if (exception === "none" && !isWaiting) return null;
  return (
    <section className={cls(css.card)} aria-label={review.short[exception === "none" ? "needs_review" : exception]}>
      {exception === "none" ? null : <b>{orders.exception[exception]}</b>}
      {isWaiting ? <LookUp attempt={attempt} /> : null}
      {isOpen && !isWaiting ? <p>{review.todo[exception]}</p> : null}
      {isWaiting ? (
        <Button size="small" onPress={() => openReview({ kind: "attempt", order })}>
          {review.resolve}
        </Button>
      ) : null}
      {isOpen && !isWaiting ? (
        <Button size="small" onPress={() => openReview({ kind: "exception", order })}>
          {review.confirmSettle}
        </Button>
      ) : null}
    </section>
  );
}

type Fact = { readonly label: string; readonly value: string | null };

/** Everything by which the channel's console can find it. Only the last four digits of a pay code are known. */
function factsOf(
  { review }: Words,
  told: (at: number) => string,
  attempt: AttemptView,
  refund: RefundView | null,
): readonly Fact[] {
  const { facts } = review;
  return [
    { label: facts.order, value: groupNumber(attempt.order) },
    { label: facts.refund, value: refund === null ? null : groupNumber(refund.refund) },
    { label: facts.channelOrder, value: attempt.channelTradeNo },
    { label: facts.walletOrder, value: attempt.settlement?.walletTradeNo ?? null },
    { label: facts.amount, value: yuan(refund?.amountFen ?? attempt.amountFen) },
    { label: facts.at, value: told(refund?.requestedAt ?? attempt.sentAt ?? attempt.createdAt) },
    { label: facts.tail, value: attempt.codeTail },
  ];
}

export function LookUp({
  attempt,
  refund = null,
}: {
  readonly attempt: AttemptView;
  readonly refund?: RefundView | null;
}) {
  const words = useWords();
  const told = useMoment();
  const { review, channels, reason } = words;
  const can = useAbilities(attempt.channel);
  const hasRecord = attempt.method !== "mode" || attempt.reason !== "cannot_ask";
  return (
    <>
      {attempt.status !== "needs_review" || attempt.reason === null ? null : <b>{reason[attempt.reason].sentence}</b>}
      <p>{hasRecord ? review.look({ text: channels[attempt.channel] }) : review.lookCash}</p>
      <dl className={cls(css.facts)}>
        {factsOf(words, told, attempt, refund).map(({ label, value }) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {can.query ? <p className={cls(css.note)}>{review.askFirst}</p> : null}
    </>
  );
}
