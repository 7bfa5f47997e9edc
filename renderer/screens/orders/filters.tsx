// Finding an order: by number or amount, and by where it stands.
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import { Choice } from "../../components/choice.tsx";
import { Pick } from "../../components/pick.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { Shape } from "../../components/shape.tsx";
import { type Standing, shapeOf } from "../../components/row-state.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./orders.module.css";
import {
  DAYS,
  EVERYBODY,
  EXCEPTIONS,
  type ExceptionFilter,
  type Filter,
  WAYS,
  setCashier,
  setDays,
  setException,
  setFilter,
  setSearch,
  setWay,
  useList,
} from "./list.ts";
import { focusList, moveBy } from "./move.ts";

const STANDINGS: readonly Standing[] = ["paid", "part", "wait", "none", "back"];
const SEARCH_LENGTH = 64;

/** Down goes into the list, Enter opens the first that was found. */
function onKey(event: React.KeyboardEvent): void {
  if (event.nativeEvent.isComposing || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
  if (!moveBy(event.key, 1)) return;
  event.preventDefault();
  focusList();
}

export function Search() {
  const { orders, ordersList } = useWords();
  const search = useList((each) => each.search);
  return (
    <SearchField
      value={search}
      onChange={(text) => setSearch(text.slice(0, SEARCH_LENGTH))}
      aria-label={orders.search}
      className={cls(css.search)}
    >
      <Input placeholder={ordersList.searchHint} className={cls(css.input)} onKeyDown={onKey} />
      <KeyCap name="Ctrl F" className={cls(css.searchKey)} />
    </SearchField>
  );
}

export function Filters() {
  const { orders, review } = useWords();
  const filter = useList((each) => each.filter);
  const exceptions = useTill((till) => till.state?.openExceptions ?? 0);
  const training = useTill((till) => till.state?.mode === "training");
  const standings = STANDINGS.map((standing) => ({
    value: standing,
    label: orders.state[standing],
    icon: (
      <Shape name={shapeOf(standing, training)} tone={training ? "ink" : "verdict"} className={cls(css.chipShape)} />
    ),
  }));
  return (
    <Choice<Filter>
      name={orders.filters}
      options={[
        { value: "all", label: orders.all },
        { value: "person", label: review.filter({ count: exceptions }) },
        ...standings,
      ]}
      value={filter}
      onChange={setFilter}
      look="chip"
    />
  );
}

/** Who took it, where people are set up; and which kind, among exceptions. */
export function MorePicks() {
  const { ordersList, review } = useWords();
  // One by one: a key in the list changes none of them.
  const filter = useList((each) => each.filter);
  const cashier = useList((each) => each.cashier);
  const cashiers = useList((each) => each.cashiers);
  const exception = useList((each) => each.exception);
  return (
    <div className={cls(css.picks)}>
      {cashiers.length === 0 ? null : (
        <Pick
          name={ordersList.cashier}
          options={[
            { value: EVERYBODY, label: ordersList.everybody },
            ...cashiers.map(({ number, name }) => ({ value: number, label: `${number} ${name}` })),
          ]}
          value={cashier}
          onChange={setCashier}
        />
      )}
      {filter === "person" ? (
        <Pick<ExceptionFilter>
          name={ordersList.exception}
          options={[
            { value: "waiting", label: ordersList.waiting },
            ...EXCEPTIONS.map((each) => ({ value: each, label: review.short[each] })),
          ]}
          value={exception}
          onChange={setException}
        />
      ) : null}
    </div>
  );
}

export function Picks() {
  const { ordersList, wallets, methods } = useWords();
  const way = useList((each) => each.way);
  const days = useList((each) => each.days);
  const names = { ...wallets, cash: methods.cash, mode: methods.mode };
  return (
    <div className={cls(css.picks)}>
      <Pick
        name={ordersList.way}
        options={[
          { value: "all", label: ordersList.everyWay },
          ...WAYS.map((each) => ({ value: each, label: names[each] })),
        ]}
        value={way}
        onChange={setWay}
      />
      <Pick
        name={ordersList.days}
        options={DAYS.map((each) => ({ value: each, label: ordersList.day[each] }))}
        value={days}
        onChange={setDays}
      />
    </div>
  );
}
