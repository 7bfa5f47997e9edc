// The last days, newest first, each with its standing in shape and word. Arrow keys move along them.
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import type { DayStanding } from "../../../preload/contract/reconcile.ts";
import { Shape, type ShapeName } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./reconcile.module.css";
import { showDay, useReconcile } from "./store.ts";

/** Green is a channel's proof of one payment, so a flat day has an ink tick. */
export const SHAPES: Readonly<Record<DayStanding, ShapeName>> = { flat: "ok", differs: "wait", not_yet: "busy" };

export function Standing({ standing, count }: { readonly standing: DayStanding; readonly count: number }) {
  const { reconcile } = useWords();
  return (
    <span className={cls(css.standing)}>
      <Shape name={SHAPES[standing]} tone={standing === "differs" ? "verdict" : "ink"} />
      <b>{reconcile.dayState({ day: standing, count })}</b>
    </span>
  );
}

export function Days() {
  const { reconcile } = useWords();
  const { view, day } = useReconcile();
  const days = view?.days ?? [];
  if (view !== null && days.length === 0) return <p className={cls(css.empty)}>{reconcile.noDays}</p>;
  return (
    <ListBox
      aria-label={reconcile.days}
      className={cls(css.days)}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      autoFocus="first"
      selectedKeys={day === null ? [] : [day]}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : keys;
        if (typeof key === "string" && key !== day) void showDay(key);
      }}
    >
      {days.map((one) => (
        <ListBoxItem
          key={one.day}
          id={one.day}
          textValue={`${one.day} ${reconcile.dayState({ day: one.standing, count: one.differences })}`}
          className={cls(css.dayRow)}
        >
          <span>{one.day}</span>
          <Standing standing={one.standing} count={one.differences} />
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
