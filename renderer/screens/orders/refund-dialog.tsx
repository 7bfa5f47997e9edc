// Giving money back. The black button is the only one of its kind: it takes a tap or a click, never a key, and
// never has the focus by default.
import { useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./refund-dialog.module.css";
import { RefundFields } from "./refund-fields.tsx";
import { amountOf, newForm, whyOf } from "./refund-form.ts";
import { openRefund, startRefund, useOrders } from "./store.ts";

export function RefundDialog() {
  const { orders } = useWords();
  const isRefunding = useOrders((each) => each.isRefunding);
  const detail = useOrders((each) => each.detail);
  const training = useTill((till) => till.state?.mode === "training");
  if (detail === null) return null;
  return (
    <ModalOverlay isOpen={isRefunding} onOpenChange={openRefund} className={cls(css.overlay)}>
      <Modal className={cls(css.modal, training && css.training)}>
        <Dialog className={cls(css.dialog)}>
          <Heading slot="title" className={cls(css.title)}>
            {orders.refundTitle}
          </Heading>
          <Body detail={detail} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Body({ detail }: { readonly detail: OrderDetail }) {
  const words = useWords();
  const { orders } = words;
  const left = detail.refundableFen;
  const [form, setForm] = useState(() => newForm(left));
  const failure = useOrders((each) => each.refundFailure);
  const [isKeyRefused, setKeyRefused] = useState(false);
  const [isSending, setSending] = useState(false);
  const amount = amountOf(form, left);
  const why = whyOf(form, orders.whys);
  const isReady = typeof amount === "number" && why !== null && !isSending;
  const give = async (byKey: boolean) => {
    setKeyRefused(byKey);
    if (byKey || typeof amount !== "number" || why === null) return;
    setSending(true);
    await startRefund(detail.attempt.order, amount, why);
    setSending(false);
  };
  return (
    <div className={cls(css.body)}>
      <RefundFields detail={detail} form={form} onChange={setForm} />
      <div className={cls(css.side)}>
        <h3>{orders.steps}</h3>
        <ol className={cls(css.steps)}>
          {[orders.step.first, orders.step.second, orders.step.third].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p role="alert" className={cls(css.refusal)}>
          {isKeyRefused ? words.remarks.keys_cannot_refund : failure === null ? "" : failureText(words, failure)}
        </p>
        <Button
          kind="out"
          size="big"
          isWide
          isDisabled={!isReady}
          onPress={(event) => void give(event.pointerType === "keyboard")}
        >
          {orders.give({ text: yuan(typeof amount === "number" ? amount : left) })}
        </Button>
        <p className={cls(css.note)}>{why === null ? orders.pickWhy : orders.giveNote}</p>
        <Button isWide keyName="Esc" onPress={() => openRefund(false)}>
          {orders.cancel}
        </Button>
      </div>
    </div>
  );
}
