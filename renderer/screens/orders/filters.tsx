// Finding an order: by number or amount, and by where it stands.
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import { Choice } from "../../components/choice.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { Shape } from "../../components/shape.tsx";
import { type Standing, shapeOf } from "../../components/row-state.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./orders.module.css";
import { type Filter, setFilter, setSearch, useOrders } from "./store.ts";

const STANDINGS: readonly Standing[] = ["paid", "part", "wait", "none", "back"];
const SEARCH_LENGTH = 64;

export function Search() {
  const words = useWords();
  const search = useOrders((each) => each.search);
  return (
    <SearchField
      value={search}
      onChange={(text) => setSearch(text.slice(0, SEARCH_LENGTH))}
      aria-label={words.orders.search}
      className={cls(css.search)}
    >
      <Input placeholder={words.orders.searchHint} className={cls(css.input)} />
      <KeyCap name="Ctrl F" className={cls(css.searchKey)} />
    </SearchField>
  );
}

export function Filters() {
  const words = useWords();
  const filter = useOrders((each) => each.filter);
  const exceptions = useTill((till) => till.state?.openExceptions ?? 0);
  const training = useTill((till) => till.state?.mode === "training");
  const standings = STANDINGS.map((standing) => ({
    value: standing,
    label: words.orders.state[standing],
    icon: (
      <Shape name={shapeOf(standing, training)} tone={training ? "ink" : "verdict"} className={cls(css.chipShape)} />
    ),
  }));
  return (
    <Choice<Filter>
      name={words.orders.filters}
      options={[
        { value: "all", label: words.orders.all },
        { value: "person", label: words.review.filter({ count: exceptions }) },
        ...standings,
      ]}
      value={filter}
      onChange={setFilter}
      look="chip"
    />
  );
}
