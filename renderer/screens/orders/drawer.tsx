// One order in full: its verdict, its numbers, all that happened, and what may be done. Money goes out only by way
// of the refund dialog.
import type { AttemptView, OrderDetail } from "../../../preload/contract/views.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { EvidenceList } from "../../components/evidence-list.tsx";
import { Shape } from "../../components/shape.tsx";
import { isInk, shapeOf } from "../../components/row-state.tsx";
import { StopQuestion } from "../../components/stop-question.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { yuan } from "../../text/format.ts";
import { useAbilities } from "./abilities.ts";
import { printAgain } from "../print/store.ts";
import { openForRefund } from "../refund/store.ts";
import css from "./drawer.module.css";
import { DrawerFields } from "./drawer-fields.tsx";
import { headOf } from "./head.ts";
import { Refunds } from "./refunds.tsx";
import { ReviewCard } from "./review-card.tsx";
import { Tenders } from "./tenders.tsx";
import { askOrder, closeOrder, goOn, openUndo, stopOrder, useOrders } from "./store.ts";

export function Drawer() {
  const { orders } = useWords();
  const detail = useOrders((each) => each.detail);
  return (
    <aside className={cls(css.drawer)} aria-label={orders.drawer}>
      <header className={cls(css.header)}>
        {detail === null ? <span>{orders.reading}</span> : <Head attempt={detail.attempt} />}
        <Button size="small" keyName="Esc" onPress={closeOrder}>
          {orders.close}
        </Button>
      </header>
      {detail === null ? null : <Body detail={detail} />}
    </aside>
  );
}

function Head({ attempt }: { readonly attempt: AttemptView }) {
  const { orders } = useWords();
  const standing = headOf(attempt);
  const isLeaving = standing === "back" && attempt.refundingFen > 0;
  const text = isLeaving ? orders.goingBack({ text: yuan(attempt.refundingFen) }) : orders.heads[standing];
  return (
    <div role="status">
      <h2 className={cls(css.head)}>
        <Shape
          name={shapeOf(standing, isInk(attempt))}
          tone={isInk(attempt) ? "ink" : "verdict"}
          className={cls(css.headShape)}
        />
        {attempt.training ? orders.trainingHead({ text }) : text}
      </h2>
    </div>
  );
}

function Body({ detail }: { readonly detail: OrderDetail }) {
  const { orders } = useWords();
  const { attempt } = detail;
  return (
    <>
      <div className={cls(css.scroll)}>
        <Amount fen={attempt.amountFen} className={cls(css.amount)} />
        <ReviewCard detail={detail} />
        {detail.tenders.length > 1 || attempt.dueFen > 0 ? <Tenders detail={detail} /> : null}
        {detail.refunds.length > 0 ? <Refunds detail={detail} /> : null}
        <DrawerFields detail={detail} />
        <div className={cls(css.timeline)}>
          <EvidenceList attempt={attempt} evidence={detail.evidence} name={orders.timeline} />
        </div>
      </div>
      <Foot detail={detail} />
    </>
  );
}

const STOPPABLE: ReadonlySet<string> = new Set(["created", "sending", "awaiting_payer", "unknown"]);

/** A receipt once nothing is due, a slip that says so while nobody knows; what is trained is never printed. */
const canPrint = ({ training, status, dueFen }: AttemptView): boolean =>
  !training && (status === "paid" ? dueFen === 0 : status === "unknown" || status === "needs_review");

function Foot({ detail }: { readonly detail: OrderDetail }) {
  const { orders, print } = useWords();
  const { attempt, refundableFen } = detail;
  const { order, status } = attempt;
  const { isAsking, isStopping } = useOrders();
  const can = useAbilities(attempt.channel);
  const isPart = status === "paid" && attempt.dueFen > 0 && attempt.refundedFen + attempt.refundingFen === 0;
  const paid = detail.tenders.filter((tender) => tender.status === "paid");
  if (isStopping) {
    return (
      <StopQuestion onKeep={() => useOrders.setState({ isStopping: false })} onStop={() => void stopOrder(order)} />
    );
  }
  return (
    <div className={cls(css.foot)}>
      {isPart ? (
        <Button kind="go" onPress={() => void goOn(attempt)}>
          {orders.goOn({ text: yuan(attempt.dueFen) })}
        </Button>
      ) : null}
      {can.query && status !== "paid" ? (
        <Button isDisabled={isAsking} onPress={() => void askOrder(order)}>
          {isAsking ? orders.askingNow : orders.ask}
        </Button>
      ) : null}
      {STOPPABLE.has(status) ? (
        <Button onPress={() => useOrders.setState({ isStopping: true })}>{orders.stop}</Button>
      ) : null}
      {canPrint(attempt) ? (
        <Button onPress={() => void printAgain({ order })}>
          {status === "paid" ? print.reprintAct : print.unknownSlip}
        </Button>
      ) : null}
      {refundableFen > 0 && can.refund !== null ? (
        <Button onPress={() => void openForRefund(order)}>{orders.refund}</Button>
      ) : null}
      {paid.length > 1 || (isPart && paid.length > 0) ? (
        <Button onPress={() => openUndo(true)}>{orders.undo}</Button>
      ) : null}
    </div>
  );
}
