// What the press will do, and the black button that does it. Above it, what became of the last one where that was refused and
// still waits for somebody.
import { useState } from "react";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { OutButton } from "../../components/out-button.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { openReview } from "../orders/review-store.ts";
import { amountOf, linesOf, whyOf } from "./form.ts";
import css from "./refund.module.css";
import { type Block, parkedOf } from "./rules.ts";
import { formOf, give, repeat, useRefund } from "./store.ts";

export function SidePanel({ detail, block }: { readonly detail: OrderDetail; readonly block: Block | null }) {
  return (
    <div className={cls(css.side)}>
      <Parked detail={detail} />
      {block === null || block === "spacing" ? <Steps detail={detail} block={block} /> : null}
    </div>
  );
}

function Parked({ detail }: { readonly detail: OrderDetail }) {
  const { refund: words, reason } = useWords();
  const form = useRefund((each) => each.form);
  const parked = parkedOf(detail.refunds);
  if (parked === null) return null;
  const isLow = parked.reason === "merchant_balance_low";
  return (
    <section className={cls(css.panel, css.parked)} aria-label={words.parkedTitle}>
      <b>
        {words.parkedTitle} {yuan(parked.amountFen)}
      </b>
      <p>{isLow ? words.progressNotes.parked : parked.reason === null ? parked.why : reason[parked.reason].sentence}</p>
      {form === null ? (
        <Button size="small" isWide onPress={() => repeat(parked)}>
          {words.again}
        </Button>
      ) : null}
      <Button
        size="small"
        isWide
        onPress={() => openReview({ kind: "let_go", order: parked.order, refund: parked.refund })}
      >
        {words.letGo}
      </Button>
    </section>
  );
}

function Steps({ detail, block }: { readonly detail: OrderDetail; readonly block: Block | null }) {
  const words = useWords();
  const { refund } = words;
  const { failure, isSending } = useRefund();
  const [isKeyRefused, setKeyRefused] = useState(false);
  const form = formOf(detail);
  const amount = amountOf(form, detail);
  const why = whyOf(form, refund.whys);
  const lines = linesOf(form, detail.lines);
  const isCash = detail.attempt.method === "cash";
  const shown = typeof amount === "number" ? amount : detail.refundableFen;
  const isReady = typeof amount === "number" && why !== null && lines !== null && block === null && !isSending;
  const press = () => {
    setKeyRefused(false);
    if (typeof amount !== "number" || why === null || lines === null) return;
    void give({ order: detail.attempt.order, amountFen: amount, why, lines });
  };
  return (
    <section className={cls(css.panel, css.steps)} aria-label={refund.steps}>
      <h2>{refund.steps}</h2>
      <ol>
        <li>{refund.step.first}</li>
        <li>{(isCash ? refund.step.cash : refund.step.channel)({ text: yuan(shown) })}</li>
        <li>{isCash ? refund.step.thirdCash : refund.step.third}</li>
      </ol>
      <p role="alert" className={cls(css.error)}>
        {isKeyRefused ? refund.keyRefused : failure === null ? "" : failureText(words, failure)}
      </p>
      <OutButton holding={refund.holding} isDisabled={!isReady} onGive={press} onKeyRefused={() => setKeyRefused(true)}>
        {refund.giveNow({ text: yuan(shown) })}
      </OutButton>
      <p className={cls(css.muted)}>{why === null ? refund.pickWhy : refund.holdNote}</p>
    </section>
  );
}
