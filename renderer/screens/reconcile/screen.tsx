// Reconciliation: the last days on the left, the day in front on the right with what its two books do not agree about.
// Nothing here changes money: it asks, shows, and lets a person write down what became of a difference.
import { useEffect } from "react";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo } from "../../till.ts";
import { BillDialog } from "./bill-dialog.tsx";
import { Day } from "./day.tsx";
import { Days } from "./days.tsx";
import { Nightly } from "./nightly.tsx";
import css from "./reconcile.module.css";
import { followReconcile, startImport, startNote, useReconcile } from "./store.ts";

/** Esc is one step back, wherever the focus is: the bill, then the note, then the screen. */
function onKey(event: KeyboardEvent): void {
  const { noting, isImporting } = useReconcile.getState();
  if (event.code !== "Escape" || event.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  if (isImporting) startImport(false);
  else if (noting === null) goTo("orders");
  else startNote(null);
}

export function ReconcileScreen() {
  const { reconcile } = useWords();
  useEffect(followReconcile, []);
  useEffect(() => {
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  return (
    <div className={cls(css.screen)}>
      <header className={cls(css.header)}>
        <h1>{reconcile.title}</h1>
        <Nightly />
        <Button onPress={() => startImport(true)}>{reconcile.importBill}</Button>
        <Button keyName="Esc" onPress={() => goTo("orders")}>
          {reconcile.back}
        </Button>
      </header>
      <NoticeLine className={cls(css.notice)} />
      <div className={cls(css.columns)}>
        <Days />
        <Day />
      </div>
      <BillDialog />
    </div>
  );
}
