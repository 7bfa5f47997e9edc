// Every payment of one order, oldest first, each with where it stands; and what the order still wants.
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { RowState } from "../../components/row-state.tsx";
import { Way } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./tenders.module.css";
import { openOrder } from "./store.ts";

export function Tenders({ detail }: { readonly detail: OrderDetail }) {
  const words = useWords();
  const { orders } = words;
  const { owedFen, dueFen, order: shown } = detail.attempt;
  return (
    <section className={cls(css.tenders)} aria-label={orders.tenders}>
      <header className={cls(css.head)}>
        <h3>{orders.tenders}</h3>
        <span>
          {words.tenders.whole({ text: yuan(owedFen) })}
          {dueFen > 0 ? <b>{orders.stillDue({ text: yuan(dueFen) })}</b> : null}
        </span>
      </header>
      <ul>
        {detail.tenders.map((tender) => (
          <li key={tender.order}>
            <Button
              className={cls(css.tender, tender.order === shown && css.shown)}
              onPress={() => void openOrder(tender.order)}
            >
              <Way wallet={tender.wallet} method={tender.method} settlement={tender.settlement} />
              <b className={cls(css.amount)}>{yuan(tender.amountFen)}</b>
              {tender.status === "paid" && dueFen > 0 && tender.refundedFen + tender.refundingFen === 0 ? (
                <span>{words.orders.state.paid}</span>
              ) : (
                <RowState attempt={tender} />
              )}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
