// The sales put aside, to be taken up by number or by a tap. One is deleted only by two taps; no key deletes.
import { useState } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { dropHeld, takeHeld, waiting } from "./held.ts";
import css from "./lines-panel.module.css";
import { inOrder } from "./steps.ts";
import { useCollect } from "./store.ts";

type Held = TillState["heldSales"][number];

const NO_SALES: readonly Held[] = [];
/** Only the first ones have a key. */
const DIGITS = 9;

export function HeldPanel() {
  const { goods: words } = useWords();
  const held = useCollect((each) => each.held);
  const all = useTill((till) => till.state?.heldSales ?? NO_SALES);
  return (
    <section className={cls(css.panel)} aria-label={words.heldTitle}>
      <header className={cls(css.header)}>
        <h2>{words.heldTitle}</h2>
        <span>{words.heldHint}</span>
      </header>
      <div className={cls(css.box)}>
        <ol>
          {waiting(all, held).map((sale, at) => (
            <Row key={sale.id} sale={sale} number={at + 1} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function Row({ sale, number }: { readonly sale: Held; readonly number: number }) {
  const { goods: words } = useWords();
  const told = useMoment();
  const [isSure, setSure] = useState(false);
  const about = [sale.items === 0 ? null : words.pieces({ count: sale.items }), sale.note];
  return (
    <li className={cls(css.row, css.held)}>
      <span>{number <= DIGITS ? <KeyCap name={String(number)} /> : null}</span>
      <span className={cls(css.what)}>
        <b>{yuan(sale.owedFen)}</b>
        <span className={cls(css.muted)}>
          {[told(sale.heldAt), ...about].filter((part) => part !== null).join("　")}
        </span>
      </span>
      <Button
        size="small"
        onPress={() => {
          if (isSure) void inOrder(() => dropHeld(sale.id));
          else setSure(true);
        }}
      >
        {isSure ? words.dropSure : words.drop}
      </Button>
      <Button
        size="small"
        kind="go"
        name={`${words.take} ${words.heldNumber({ count: number })} ${yuan(sale.owedFen)}`}
        onPress={() => void inOrder(() => takeHeld(sale.id))}
      >
        {words.take}
      </Button>
    </li>
  );
}
