// Giving a whole order back, payment by payment, by the black button like a single refund.
import { useState } from "react";
import { addFen } from "../../../preload/contract/money.ts";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { OutButton } from "../../components/out-button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { TenderRows } from "../collect/tender-line.tsx";
import { type UndoWhy, WHYS } from "../collect/store.ts";
import sheetCss from "../../components/sheet.module.css";
import css from "./dialog.module.css";
import { openUndo, undoOrder, useOrders } from "./store.ts";

export function UndoDialog() {
  const { orders } = useWords();
  const { isUndoing, detail } = useOrders();
  if (detail === null) return null;
  return (
    <Sheet title={orders.undoTitle} size="wide" isOpen={isUndoing} onClose={() => openUndo(false)}>
      <Body detail={detail} />
    </Sheet>
  );
}

function Body({ detail }: { readonly detail: OrderDetail }) {
  const words = useWords();
  const { orders, refund, tenders: said } = words;
  const failure = useOrders((each) => each.undoFailure);
  const [why, setWhy] = useState<UndoWhy | null>(null);
  const [isKeyRefused, setKeyRefused] = useState(false);
  const [isSending, setSending] = useState(false);
  const paid = detail.tenders.filter((tender) => tender.status === "paid");
  const sum = addFen(...paid.map(({ amountFen }) => amountFen));
  const give = async () => {
    setKeyRefused(false);
    if (why === null) return;
    setSending(true);
    await undoOrder(detail.attempt.order, said.whys[why]);
    setSending(false);
  };
  return (
    <div className={cls(css.body)}>
      <div className={cls(css.fields)}>
        <ul>
          <TenderRows tenders={paid} />
        </ul>
        <Choice
          name={orders.why}
          options={WHYS.map((each) => ({ value: each, label: said.whys[each] }))}
          value={why}
          onChange={setWhy}
          look="chip"
          showName
        />
        <p className={cls(css.note)}>{orders.undoNote}</p>
      </div>
      <div className={cls(css.side)}>
        <p role="alert" className={cls(sheetCss.refusal, css.low)}>
          {isKeyRefused ? refund.keyRefused : failure === null ? "" : failureText(words, failure)}
        </p>
        <OutButton
          holding={refund.holding}
          isDisabled={why === null || isSending}
          onGive={() => void give()}
          onKeyRefused={() => setKeyRefused(true)}
        >
          {orders.give({ text: yuan(sum) })}
        </OutButton>
        <p className={cls(css.note)}>{why === null ? orders.pickWhy : refund.holdNote}</p>
        <Button isWide keyName="Esc" onPress={() => openUndo(false)}>
          {orders.cancel}
        </Button>
      </div>
    </div>
  );
}
