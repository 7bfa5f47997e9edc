// 退款: find the sale, see what the channel still allows, say how much and why, and give it back. Esc is one step back, and
// never gives or stops anything.
import { useEffect } from "react";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useNow } from "../../now.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo, useTill } from "../../till.ts";
import { useAbilities } from "../orders/abilities.ts";
import { ReviewDialog } from "../orders/review-dialog.tsx";
import { useReview } from "../orders/review-store.ts";
import { mirrorOrders, useOrders } from "../orders/store.ts";
import { UndoDialog } from "../orders/undo-dialog.tsx";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Found, SearchOrder } from "./find.tsx";
import { GivePanel } from "./give-panel.tsx";
import { Progress } from "./progress.tsx";
import { Radar } from "./radar.tsx";
import css from "./refund.module.css";
import { blockOf, toldOf } from "./rules.ts";
import { SidePanel } from "./side-panel.tsx";
import { leaveOrder, search, setTyped, useRefund } from "./store.ts";

function stepBack(): void {
  if (useOrders.getState().selected !== null) leaveOrder();
  else if (useRefund.getState().typed !== "") setTyped("");
  else goTo("collect");
}

function onKey(event: KeyboardEvent): void {
  if (event.code !== "Escape" || event.isComposing) return;
  const isAsked = useTill.getState().state?.staff.approval ?? null;
  if (useOrders.getState().isUndoing || useReview.getState().question !== null || isAsked !== null) return;
  event.preventDefault();
  event.stopPropagation();
  stepBack();
}

export function RefundScreen() {
  const { refund } = useWords();
  const selected = useOrders((each) => each.selected);
  const detail = useOrders((each) => each.detail);
  const mayRefund = useTill((till) => till.state?.mode === "training" || till.state?.staff.rights.includes("refund"));
  useEffect(mirrorOrders, []);
  useEffect(() => {
    if (useOrders.getState().selected === null) void search();
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  return (
    <div className={cls(css.screen)}>
      <header className={cls(css.header)}>
        <h1>{refund.title}</h1>
        {selected === null ? <SearchOrder /> : <Chosen />}
        {mayRefund ? null : <p className={cls(css.right)}>{refund.needsManager}</p>}
      </header>
      <NoticeLine className={cls(css.notice)} />
      {selected === null ? <Found /> : detail === null ? null : <Desk key={selected} detail={detail} />}
      <UndoDialog />
      <ReviewDialog />
    </div>
  );
}

/** The sale that is looked at, and the way to another one. */
function Chosen() {
  const { refund } = useWords();
  const selected = useOrders((each) => each.selected);
  const isScanned = useRefund((each) => each.isScanned);
  return (
    <>
      <p className={cls(css.chosen)}>
        <span>{selected}</span>
        {isScanned ? <small>{refund.scanned}</small> : null}
      </p>
      <Button keyName="Esc" onPress={leaveOrder}>
        {refund.back}
      </Button>
    </>
  );
}

function Desk({ detail }: { readonly detail: OrderDetail }) {
  const can = useAbilities(detail.attempt.channel);
  const now = useNow();
  const begun = useRefund((each) => each.begun);
  const told = toldOf(detail.refunds, begun);
  return (
    <div className={cls(css.desk)}>
      <Radar detail={detail} now={now} />
      {told === null ? (
        <>
          <GivePanel detail={detail} now={now} block={blockOf(detail, can.refund !== null, now)} />
          <SidePanel detail={detail} block={blockOf(detail, can.refund !== null, now)} />
        </>
      ) : (
        <Progress detail={detail} refund={told} />
      )}
    </div>
  );
}
