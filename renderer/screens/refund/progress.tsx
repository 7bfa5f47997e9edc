// What becomes of a refund that was begun, until its end: where it stands, what is known, what may be done. An accepted refund is
// not a finished one, and says so.
import { groupNumber } from "../../../preload/contract/ids.ts";
import { isRefundOpen } from "../../../preload/contract/status.ts";
import type { OrderDetail, RefundView } from "../../../preload/contract/views.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { EvidenceList } from "../../components/evidence-list.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { goTo } from "../../till.ts";
import { SHAPES } from "../orders/refunds.tsx";
import { openReview } from "../orders/review-store.ts";
import { askRefund, useOrders } from "../orders/store.ts";
import { printAgain } from "../print/store.ts";
import css from "./refund.module.css";
import { beginAnew, repeat } from "./store.ts";

type Props = { readonly detail: OrderDetail; readonly refund: RefundView };

function noteOf({ refund: words }: Words, { refund, detail }: Props): string {
  const notes = words.progressNotes;
  if (refund.status === "refunded") return notes.refunded({ text: words.arrives[detail.refundLimits.arrives] });
  if (refund.status !== "refused") return notes.asking;
  return refund.reason === "merchant_balance_low" ? notes.parked : notes.refused;
}

export function Progress({ detail, refund }: Props) {
  const words = useWords();
  const isInk = detail.attempt.training || detail.attempt.method === "cash";
  const evidence = detail.evidence.filter(({ detail: said }) => said.refund === refund.refund);
  return (
    <>
      <section className={cls(css.panel, css.progress)} aria-label={words.refund.progress}>
        <h2 role="status">
          <Shape name={SHAPES[refund.status]} tone={isInk ? "ink" : "verdict"} className={cls(css.shape)} />
          {words.orders.refundState[refund.status]}
        </h2>
        <Amount fen={refund.amountFen} className={cls(css.sum)} />
        {refund.reason === null || refund.reason === "merchant_balance_low" ? null : (
          <p>{words.reason[refund.reason].sentence}</p>
        )}
        <p className={cls(css.muted)}>{noteOf(words, { detail, refund })}</p>
        <p className={cls(css.muted)}>{words.refund.refundNo({ text: groupNumber(refund.refund) })}</p>
        <EvidenceList attempt={detail.attempt} evidence={evidence} name={words.orders.timeline} />
      </section>
      <Acts detail={detail} refund={refund} />
    </>
  );
}

function Acts({ detail, refund }: Props) {
  const { refund: words, orders, review, print } = useWords();
  const isAsking = useOrders((each) => each.isAsking);
  const { order, refund: number, status } = refund;
  const isOpen = isRefundOpen(status);
  const canResolve = status === "unknown" || status === "processing";
  return (
    <section className={cls(css.panel, css.acts)} aria-label={words.progress}>
      <Button kind="go" size="big" isWide keyName="F2" onPress={() => goTo("collect")}>
        {words.toCollect}
      </Button>
      {isOpen ? (
        <Button isWide isDisabled={isAsking} onPress={() => void askRefund(order, number)}>
          {isAsking ? orders.askingNow : orders.askRefund}
        </Button>
      ) : null}
      {canResolve ? (
        <Button isWide onPress={() => openReview({ kind: "refund", order, refund: number })}>
          {review.resolveRefund}
        </Button>
      ) : null}
      {status === "refunded" && !detail.attempt.training ? (
        <Button isWide onPress={() => void printAgain({ refund: number })}>
          {print.refundSlip}
        </Button>
      ) : null}
      {status === "refunded" && detail.refundableFen > 0 ? (
        <Button isWide onPress={beginAnew}>
          {words.another}
        </Button>
      ) : null}
      {status === "refused" ? (
        <>
          <Button isWide onPress={() => repeat(refund)}>
            {words.again}
          </Button>
          <Button isWide onPress={() => openReview({ kind: "let_go", order, refund: number })}>
            {words.letGo}
          </Button>
        </>
      ) : null}
    </section>
  );
}
