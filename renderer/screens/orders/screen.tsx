// The orders of the day: found, filtered, looked into. Nothing here is edited or deleted, and nothing is hidden.
import { useEffect } from "react";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { fieldWithFocus } from "../../scan/field.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo } from "../../till.ts";
import { Drawer } from "./drawer.tsx";
import { Filters, MorePicks, Picks, Search } from "./filters.tsx";
import { ForgedNotices } from "./forged.tsx";
import { setSearch, useList } from "./list.ts";
import { focusList } from "./move.ts";
import css from "./orders.module.css";
import { ReviewDialog } from "./review-dialog.tsx";
import { useReview } from "./review-store.ts";
import { closeOrder, mirrorOrders, useOrders } from "./store.ts";
import { OrdersTable } from "./table.tsx";
import { Totals } from "./totals.tsx";
import { UndoDialog } from "./undo-dialog.tsx";

/** Esc is one step back: the drawer, then the search, then the screen. */
function stepBack(): void {
  const { selected, isStopping } = useOrders.getState();
  const { search } = useList.getState();
  if (isStopping) useOrders.setState({ isStopping: false });
  else if (selected !== null) {
    closeOrder();
    focusList();
  } else if (search !== "") setSearch("");
  else goTo("collect");
}

function onKey(event: KeyboardEvent): void {
  const { isUndoing } = useOrders.getState();
  if (isUndoing || useReview.getState().question !== null) return;
  if (event.code === "Escape" && !event.isComposing) {
    event.preventDefault();
    event.stopPropagation();
    stepBack();
  }
  if (event.code === "KeyF" && event.ctrlKey) {
    event.preventDefault();
    event.stopPropagation();
    document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  }
}

export function OrdersScreen() {
  const words = useWords();
  const selected = useOrders((each) => each.selected);
  const filter = useList((each) => each.filter);
  useEffect(mirrorOrders, []);
  useEffect(() => {
    if (fieldWithFocus() === null) document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  return (
    <div className={cls(css.screen, selected !== null && css.withDrawer)}>
      <div className={cls(css.page)}>
        <header className={cls(css.header)}>
          <h1>{words.orders.title}</h1>
          <Search />
          <Picks />
          <Button onPress={() => goTo("reconcile")}>{words.reconcile.title}</Button>
        </header>
        <Totals />
        <div className={cls(css.filters)}>
          <Filters />
          <MorePicks />
        </div>
        <NoticeLine className={cls(css.notice)} />
        {filter === "person" ? <ForgedNotices /> : null}
        <OrdersTable />
      </div>
      {selected === null ? null : <Drawer />}
      <UndoDialog />
      <ReviewDialog />
    </div>
  );
}
