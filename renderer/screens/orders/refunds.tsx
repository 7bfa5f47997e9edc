// The refunds of one order, each with where it stands. An accepted refund is not a finished one, and says so.
import type { OrderDetail, RefundView } from "../../../preload/contract/views.ts";
import type { RefundStatus } from "../../../preload/contract/status.ts";
import { Button } from "../../components/button.tsx";
import { Shape, type ShapeName } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import { printAgain } from "../print/store.ts";
import css from "./drawer.module.css";
import { openReview } from "./review-store.ts";
import { askRefund, useOrders } from "./store.ts";

export const SHAPES: Readonly<Record<RefundStatus, ShapeName>> = {
  requested: "busy",
  sending: "busy",
  processing: "busy",
  unknown: "wait",
  refunded: "back",
  refused: "none",
};

export function Refunds({ detail }: { readonly detail: OrderDetail }) {
  const { orders } = useWords();
  return (
    <section className={cls(css.refunds)} aria-label={orders.refundsTitle}>
      <ul aria-live="polite">
        {detail.refunds.map((refund) => (
          <RefundRow key={refund.refund} refund={refund} training={detail.attempt.training} />
        ))}
      </ul>
    </section>
  );
}

function RefundRow({ refund, training }: { readonly refund: RefundView; readonly training: boolean }) {
  const { orders, reason, review, print, refund: words } = useWords();
  const told = useMoment();
  const isAsking = useOrders((each) => each.isAsking);
  const isOpen = refund.status !== "refunded" && refund.status !== "refused";
  return (
    <li className={cls(css.refund)}>
      <Shape name={SHAPES[refund.status]} tone={training ? "ink" : "verdict"} />
      <div>
        <b>{orders.refundState[refund.status]}</b>
        <p>{refund.reason === null ? refund.why : reason[refund.reason].sentence}</p>
      </div>
      <div className={cls(css.refundSum)}>
        <b>{yuan(refund.amountFen)}</b>
        <p>{told(refund.finalAt ?? refund.requestedAt)}</p>
      </div>
      {refund.status === "refunded" && !training ? (
        <Button size="small" className={cls(css.refundAsk)} onPress={() => void printAgain({ refund: refund.refund })}>
          {print.refundSlip}
        </Button>
      ) : null}
      {refund.status === "refused" && !refund.letGo ? (
        <Button
          size="small"
          className={cls(css.refundAsk)}
          onPress={() => openReview({ kind: "let_go", order: refund.order, refund: refund.refund })}
        >
          {words.letGo}
        </Button>
      ) : null}
      {refund.status === "unknown" || refund.status === "processing" ? (
        <Button
          size="small"
          className={cls(css.refundAsk)}
          onPress={() => openReview({ kind: "refund", order: refund.order, refund: refund.refund })}
        >
          {review.resolveRefund}
        </Button>
      ) : null}
      {isOpen ? (
        <Button
          size="small"
          isDisabled={isAsking}
          className={cls(css.refundAsk)}
          onPress={() => void askRefund(refund.order, refund.refund)}
        >
          {orders.askRefund}
        </Button>
      ) : null}
    </li>
  );
}
