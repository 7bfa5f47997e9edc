// Putting a sale aside and taking it up again (挂单、取单). Nothing was charged for it, and it stays on disk until the
// order it becomes is written down.
import { MAX_HELD } from "../../preload/contract/goods.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import { heldById, heldSales, insertHeld, removeHeld } from "../store/held.ts";
import { StoreCannotWrite } from "../store/open.ts";
import type { Counter } from "./counter.ts";
import { badNote } from "./notes.ts";

type HeldHandlers = Pick<Handlers, Extract<keyof Handlers, `held.${string}`>>;

export type HeldParts = {
  readonly counter: Counter;
  readonly clock: Clock;
  state(): TillState;
  changed(): void;
};

/** The sales put aside, as the screen lists them. */
export const viewHeld = (counter: Counter): TillState["heldSales"] =>
  heldSales(counter.book().store.read).map(({ lines, ...sale }) => ({
    ...sale,
    items: lines.reduce((sum, { count }) => sum + count, 0),
  }));

export function heldHandlers({ counter, clock, state, changed }: HeldParts): HeldHandlers {
  const after = (work: () => Result<null>): Result<TillState> => {
    try {
      const done = work();
      if (!done.ok) return done;
    } catch (error) {
      if (error instanceof StoreCannotWrite) return fail("store_cannot_write", error.code, "manager", "now");
      throw error;
    }
    changed();
    return ok(state());
  };
  const store = () => counter.book().store;
  return {
    "held.add": async ({ owedFen, note, lines, instead }) => {
      const sumFen = lines.reduce((sum, line) => sum + line.count * line.priceFen, 0);
      if (lines.length > 0 && sumFen !== owedFen) return fail("bad_input", "lines");
      if (badNote(note)) return fail("bad_input", "note");
      return after(() =>
        store().write((tx) => {
          if (instead !== undefined) removeHeld(tx, instead);
          if (heldSales(tx).length >= MAX_HELD) return fail("held_too_many", String(MAX_HELD));
          insertHeld(tx, { owedFen, note: note ?? null, lines, heldAt: clock.now() });
          return ok(null);
        }),
      );
    },
    "held.show": async ({ id }) => {
      const found = heldById(store().read, id);
      return found ? ok(found) : fail("held_not_found");
    },
    "held.drop": async ({ id }) =>
      after(() => (store().write((tx) => removeHeld(tx, id)) ? ok(null) : fail("held_not_found"))),
  };
}
