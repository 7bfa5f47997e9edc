// The orders as a table with real headers. Arrow keys move along the rows, and the chosen one stands in the drawer.
import { Cell, Column, Row, Table, TableBody, TableHeader } from "react-aria-components/Table";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { RowState } from "../../components/row-state.tsx";
import { Way } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { timeOf, yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { Button } from "../../components/button.tsx";
import css from "./orders.module.css";
import { closeOrder, openOrder, setFilter, setSearch, useOrders } from "./store.ts";

const NUMBER_WIDTH = 4;

export function OrdersTable() {
  const { orders } = useWords();
  const rows = useOrders((each) => each.rows);
  const selected = useOrders((each) => each.selected);
  if (rows === null) return <p className={cls(css.empty)}>{orders.reading}</p>;
  if (rows.length === 0) return <Empty />;
  const choose = (keys: "all" | Iterable<unknown>) => {
    const [key] = keys === "all" ? [] : keys;
    const row = rows.find((each) => each.order === key);
    if (row === undefined) closeOrder();
    else void openOrder(row.order);
  };
  return (
    <div className={cls(css.scroll)}>
      <Table
        aria-label={orders.table}
        className={cls(css.table)}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={choose}
      >
        <TableHeader>
          <Column isRowHeader>{orders.time}</Column>
          <Column>{orders.method}</Column>
          <Column isRowHeader>{orders.number}</Column>
          <Column isRowHeader className={cls(css.number)}>
            {orders.amount}
          </Column>
          <Column isRowHeader className={cls(css.stateCell)}>
            {orders.status}
          </Column>
        </TableHeader>
        <TableBody>
          {rows.map((attempt) => (
            <OrderRow key={attempt.order} attempt={attempt} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function OrderRow({ attempt }: { readonly attempt: AttemptView }) {
  return (
    <Row id={attempt.order} className={cls(css.row)}>
      <Cell className={cls(css.muted)}>{timeOf(attempt.createdAt)}</Cell>
      <Cell>
        <Way wallet={attempt.wallet} method={attempt.method} settlement={attempt.settlement} />
      </Cell>
      <Cell className={cls(css.muted)}>{String(attempt.dayNumber).padStart(NUMBER_WIDTH, "0")}</Cell>
      <Cell className={cls(css.number)}>
        <b className={cls(css.amount)}>{yuan(attempt.amountFen)}</b>
      </Cell>
      <Cell className={cls(css.stateCell)}>
        <RowState attempt={attempt} />
        <WhyPerson attempt={attempt} />
      </Cell>
    </Row>
  );
}

/** Why a person must look, where one must. */
function WhyPerson({ attempt }: { readonly attempt: AttemptView }) {
  const { review } = useWords();
  const { exception, exceptionSettled, status } = attempt;
  if (exception !== "none" && !exceptionSettled)
    return <small className={cls(css.why)}>{review.short[exception]}</small>;
  return status === "needs_review" ? <small className={cls(css.why)}>{review.short.needs_review}</small> : null;
}

function Empty() {
  const { orders, review } = useWords();
  const { filter, search } = useOrders();
  const isFiltered = filter !== "all" || search !== "";
  const showAll = () => {
    setSearch("");
    setFilter("all");
  };
  return (
    <div className={cls(css.empty)}>
      <p>{filter === "person" ? review.nothing : isFiltered ? orders.emptyFiltered : orders.empty}</p>
      {isFiltered ? (
        <Button size="small" onPress={showAll}>
          {orders.clearFilters}
        </Button>
      ) : null}
    </div>
  );
}
