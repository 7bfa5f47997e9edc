// The keys of the order list: up and down, whole pages, the ends, open, and into the drawer.
import { readMore, useList } from "./list.ts";
import { openOrder, useOrders } from "./store.ts";

/** Changes come faster than a drawer can be read: it follows when the key is let go of for a moment. */
const FOLLOW_MS = 150;
let following: number | undefined;

function targetOf(key: string, from: number, count: number, page: number): number | null {
  switch (key) {
    case "ArrowDown":
      return from + 1;
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "PageDown":
      return from + page;
    case "PageUp":
      return Math.max(0, from - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** True when the key was the list's. `page`: rows in sight. */
export function moveBy(key: string, page: number): boolean {
  const { rows, active } = useList.getState();
  if (rows === null || rows.length === 0) return false;
  const at = rows.findIndex((row) => row.order === active);
  if (key === "Enter" || key === "ArrowRight") {
    const row = rows[Math.max(0, at)];
    if (row === undefined) return false;
    useList.setState({ active: row.order });
    void openOrder(row.order).then(() => (key === "ArrowRight" ? focusDrawer() : undefined));
    return true;
  }
  const target = targetOf(key, at, rows.length, page);
  if (target === null) return false;
  const next = rows[Math.min(target, rows.length - 1)];
  if (next === undefined) return false;
  if (target >= rows.length) void readMore();
  useList.setState({ active: next.order });
  window.clearTimeout(following);
  if (useOrders.getState().selected !== null)
    following = window.setTimeout(() => void openOrder(next.order), FOLLOW_MS);
  return true;
}

export const focusList = (): void => document.querySelector<HTMLElement>("#orders")?.focus();
const focusDrawer = (): void => document.querySelector<HTMLElement>("aside button")?.focus();
