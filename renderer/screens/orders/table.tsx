// The orders as a table with real headers, of which only the rows in sight are drawn: a year of them scrolls like ten.
// The keys stay on the table itself, so that no row that scrolls away takes the focus with it.
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useRef } from "react";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { RowState } from "../../components/row-state.tsx";
import { Way } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { dayOf, readNow } from "../../now.ts";
import { dateAndTime, fullDay, isSameYear, timeOf, yuan } from "../../text/format.ts";
import { useLanguage, useWords } from "../../text/use-words.ts";
import { Button } from "../../components/button.tsx";
import { isFiltered, readMore, showAll, useList } from "./list.ts";
import css from "./table.module.css";
import { moveBy } from "./move.ts";
import { openOrder, useOrders } from "./store.ts";

const NUMBER_WIDTH = 4;
const ROW_PX = 52;
const HEAD_PX = 40;
/** Rows from the end at which the next page is read. */
const NEAR = 30;
/** Rows drawn beyond the edge, so that a key held down never meets an empty one. */
const BEYOND = 6;

export function OrdersTable() {
  const { ordersList } = useWords();
  const rows = useList((each) => each.rows);
  if (rows === null) return <p className={cls(css.empty)}>{ordersList.reading}</p>;
  if (rows.length === 0) return <Empty />;
  return <Grid rows={rows} />;
}

function Grid({ rows }: { readonly rows: readonly AttemptView[] }) {
  const { orders, ordersList } = useWords();
  const isMore = useList((each) => each.next !== null);
  const selected = useOrders((each) => each.selected);
  const scroller = useRef<HTMLDivElement>(null);
  /** The place that was last brought into sight: a list that is read anew jumps nowhere. */
  const followed = useRef(-1);
  // Its functions change with every scroll on purpose; none of them is handed to a row.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: BEYOND,
    // The names of the columns stand over the first row, and over whichever row is at the top.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    // Rows beyond the edge are there already: the frame of a key does not wait for those that come next.
    useFlushSync: false,
  });
  const shown = list.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - NEAR) void readMore();
  }, [lastShown, rows.length]);
  // The row the keys are on is told to the two rows it concerns and to the grid itself: a key draws no other row anew.
  useLayoutEffect(() => {
    const follow = () => {
      const { active } = useList.getState();
      const at = rows.findIndex((row) => row.order === active);
      const isMoved = at !== followed.current;
      followed.current = at;
      if (active === null || at < 0) return scroller.current?.removeAttribute("aria-activedescendant");
      scroller.current?.setAttribute("aria-activedescendant", rowId(active));
      if (!isMoved) return;
      const heightPx = list.scrollRect?.height ?? 0;
      const top = heightPx === 0 ? null : topFor(at, list.scrollOffset ?? 0, heightPx);
      if (top !== null) scroller.current?.scrollTo({ top });
      else if (heightPx === 0) list.scrollToIndex(at);
    };
    follow();
    return useList.subscribe((now, before) => {
      if (now.active !== before.active) follow();
    });
  }, [rows, list]);
  const onKey = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    if (!moveBy(event.key, page)) return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      role="grid"
      id="orders"
      aria-label={ordersList.name}
      aria-rowcount={isMore ? -1 : rows.length + 1}
      tabIndex={0}
      onKeyDown={onKey}
      className={cls(css.grid)}
    >
      <div role="row" aria-rowindex={1} className={cls(css.row, css.head)}>
        <span role="columnheader">{orders.time}</span>
        <span role="columnheader">{orders.method}</span>
        <span role="columnheader">{orders.number}</span>
        <span role="columnheader" className={cls(css.number)}>
          {orders.amount}
        </span>
        <span role="columnheader" className={cls(css.state)}>
          {orders.status}
        </span>
      </div>
      <div role="rowgroup" className={cls(css.all)} style={{ height: list.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const attempt = rows[index];
          return attempt === undefined ? null : (
            <OrderRow
              key={attempt.order}
              attempt={attempt}
              index={index}
              top={start - HEAD_PX}
              isSelected={attempt.order === selected}
            />
          );
        })}
      </div>
    </div>
  );
}

/** How far the list is to be scrolled for a row to be seen whole; null where it is. Nothing is measured for it. */
function topFor(at: number, scrolled: number, heightPx: number): number | null {
  const first = at * ROW_PX;
  const last = HEAD_PX + first + ROW_PX - heightPx;
  if (first < scrolled) return first;
  return last > scrolled ? last : null;
}

const rowId = (order: string): string => `order-${order}`;

type RowProps = {
  readonly attempt: AttemptView;
  readonly index: number;
  readonly top: number;
  readonly isSelected: boolean;
};

/** Drawn again only when its own order, place or mark changes: a key in the list concerns two rows. */
const OrderRow = memo(function OrderRow({ attempt, index, top, isSelected }: RowProps) {
  const isActive = useList((each) => each.active === attempt.order);
  const choose = () => {
    useList.setState({ active: attempt.order });
    void openOrder(attempt.order);
  };
  return (
    // The keys of a row are the table's own; a press with the pointer opens it.
    <div
      role="row"
      id={rowId(attempt.order)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive}
      onPointerUp={choose}
      style={{ top }}
      className={cls(css.row, css.one, isSelected && css.selected)}
    >
      <span role="gridcell" className={cls(css.muted)}>
        <When at={attempt.createdAt} />
      </span>
      <span role="gridcell">
        <Way wallet={attempt.wallet} method={attempt.method} settlement={attempt.settlement} />
      </span>
      <span role="gridcell" className={cls(css.muted)}>
        {String(attempt.dayNumber).padStart(NUMBER_WIDTH, "0")}
      </span>
      <span role="gridcell" className={cls(css.number)}>
        <b className={cls(css.amount)}>{yuan(attempt.amountFen)}</b>
      </span>
      <span role="gridcell" className={cls(css.state)}>
        <RowState attempt={attempt} />
        <WhyPerson attempt={attempt} />
      </span>
    </div>
  );
});

/** Why a person must look, where one must. */
function WhyPerson({ attempt }: { readonly attempt: AttemptView }) {
  const { review } = useWords();
  const { exception, exceptionSettled, status, refundTrouble } = attempt;
  if (exception !== "none" && !exceptionSettled)
    return <small className={cls(css.why)}>{review.short[exception]}</small>;
  if (status === "needs_review") return <small className={cls(css.why)}>{review.short.needs_review}</small>;
  return refundTrouble === null ? null : <small className={cls(css.why)}>{review.refundTrouble[refundTrouble]}</small>;
}

/** The time; with the day where it is not today's; of another year the day alone, for want of room. */
function When({ at }: { readonly at: number }) {
  const language = useLanguage();
  const now = readNow();
  if (dayOf(at) === dayOf(now)) return <>{timeOf(at)}</>;
  return <>{isSameYear(at, now) ? dateAndTime(at, language) : fullDay(at, language)}</>;
}

function Empty() {
  const { orders, ordersList, review } = useWords();
  const list = useList();
  return (
    <div className={cls(css.empty)}>
      <p>{list.filter === "person" ? review.nothing : isFiltered(list) ? orders.emptyFiltered : orders.empty}</p>
      {isFiltered(list) ? (
        <Button size="small" onPress={showAll}>
          {ordersList.showAll}
        </Button>
      ) : null}
    </div>
  );
}
