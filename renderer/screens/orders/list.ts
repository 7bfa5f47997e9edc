// The list of the orders screen: what is looked for, and the pages of rows main has answered so far, newest first. It
// holds no truth; a change main tells of is read again or put into its row.
import { create } from "zustand";
import type { CallInput, CallOutput } from "../../../preload/contract/calls.ts";
import type { TradeNo } from "../../../preload/contract/ids.ts";
import type { AttemptView, DayTotals } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import type { Standing } from "../../components/row-state.tsx";
import { hush, sayFailure } from "../../notice.ts";
import { dayOf, readNow } from "../../now.ts";

/** `person`: what only a person can end, of every day. */
export type Filter = "all" | "person" | Standing;
export const DAYS = ["today", "yesterday", "week", "month", "ever"] as const;
export type Days = (typeof DAYS)[number];
type Ask = CallInput<"orders.list">;
export const WAYS = ["wechat", "alipay", "unionpay", "ecny", "cash", "mode"] as const;
export type WayFilter = (typeof WAYS)[number] | "all";
export const EXCEPTIONS = ["paid_late", "amount_mismatch", "resolved_by_hand", "duplicate"] as const;
/** `waiting`: whatever a person has to look at now; else one kind of it, settled or not. */
export type ExceptionFilter = (typeof EXCEPTIONS)[number] | "waiting";
export type Cashier = CallOutput<"orders.cashiers">["cashiers"][number];
type Cursor = CallOutput<"orders.list">["next"];

export type List = {
  readonly filter: Filter;
  readonly way: WayFilter;
  readonly days: Days;
  /** A number, or everybody. */
  readonly cashier: string;
  readonly exception: ExceptionFilter;
  /** Who may be chosen; nobody while no people are set up. */
  readonly cashiers: readonly Cashier[];
  readonly search: string;
  readonly rows: readonly AttemptView[] | null;
  readonly totals: DayTotals | null;
  /** The question the rows answer. */
  readonly answers: string;
  /** Where the next page begins; null at the end. */
  readonly next: Cursor;
  /** The row the keys are on. */
  readonly active: TradeNo | null;
};

const NOTHING = { rows: null, totals: null, answers: "", next: null, active: null } as const;
export const EVERYBODY = "all";
const EVERYTHING = {
  filter: "all",
  way: "all",
  days: "today",
  search: "",
  cashier: EVERYBODY,
  exception: "waiting",
} as const;

export const useList = create<List>()(() => ({ ...EVERYTHING, ...NOTHING, cashiers: [] }));

export async function readCashiers(): Promise<void> {
  const answer = await call("orders.cashiers", {});
  if (answer.ok) useList.setState({ cashiers: answer.value.cashiers });
}

const PAGE = 100;
/** Changes that come together, and letters typed in one go, are read together. */
const GATHER_MS = 80;
const DAY_MS = 86_400_000;

const STANDINGS: Readonly<Record<Filter, Ask>> = {
  all: {},
  paid: { statuses: ["paid"], standing: "whole" },
  part: { statuses: ["paid"], standing: "part" },
  back: { statuses: ["paid"], standing: "back" },
  wait: { statuses: ["created", "sending", "awaiting_payer", "unknown", "cancelling", "needs_review"] },
  none: { statuses: ["declined", "cancelled"] },
  person: { exceptions: true },
};

function daysOf(days: Days): Ask {
  const back = (count: number) => dayOf(readNow() - count * DAY_MS);
  switch (days) {
    case "today":
      return {};
    case "yesterday":
      return { day: back(1) };
    case "week":
      return { from: back(6) };
    case "month":
      return { from: back(30) };
    case "ever":
      return { anyDay: true };
  }
}

function askOf({ filter, way, days, search, cashier, exception }: List): Ask {
  const text = search.trim();
  const isWaiting = filter === "person" && exception === "waiting";
  return {
    limit: PAGE,
    ...(filter === "person" && exception !== "waiting" ? { exception } : STANDINGS[filter]),
    ...(isWaiting ? {} : daysOf(days)),
    ...(cashier === EVERYBODY ? {} : { cashier }),
    ...(way === "all" ? {} : { way }),
    ...(text === "" ? {} : { search: text }),
  };
}

/** What is asked for; an answer to an older question is dropped. */
const questionOf = (list: List): string => JSON.stringify(askOf(list));

/** Reads the newest page; older pages that were read already stay below it. */
export async function readOrders(): Promise<void> {
  const before = useList.getState();
  const answer = await call("orders.list", askOf(before));
  const now = useList.getState();
  const question = questionOf(before);
  if (questionOf(now) !== question) return;
  if (!answer.ok) return sayFailure(answer.failure);
  const { orders, totals, next } = answer.value;
  const last = orders.at(-1);
  const isSame = now.answers === question && next !== null;
  const older = !isSame || !last ? [] : (now.rows ?? []).filter((row) => isOlder(row, last));
  useList.setState({
    rows: [...orders, ...older],
    totals,
    answers: question,
    next: older.length > 0 ? now.next : next,
  });
}

const isOlder = (row: AttemptView, than: AttemptView): boolean =>
  row.createdAt < than.createdAt || (row.createdAt === than.createdAt && row.order < than.order);

let isReadingMore = false;
/** Reads the page below the last row, as the cashier comes near it. */
export async function readMore(): Promise<void> {
  const before = useList.getState();
  if (before.next === null || isReadingMore) return;
  isReadingMore = true;
  const answer = await call("orders.list", { ...askOf(before), before: before.next });
  isReadingMore = false;
  const now = useList.getState();
  if (questionOf(now) !== questionOf(before) || now.next?.order !== before.next.order) return;
  if (now.answers !== questionOf(now)) return;
  if (!answer.ok) return sayFailure(answer.failure);
  useList.setState({ rows: [...(now.rows ?? []), ...answer.value.orders], next: answer.value.next });
}

let gathering: number | undefined;
export function readSoon(): void {
  window.clearTimeout(gathering);
  gathering = window.setTimeout(() => void readOrders(), GATHER_MS);
}

/** A row that is shown changes at once; sums and the order of rows are read again. */
export function hearAttempt(attempt: AttemptView): void {
  const { rows } = useList.getState();
  if (rows?.some((row) => row.order === attempt.order))
    useList.setState({ rows: rows.map((row) => (row.order === attempt.order ? attempt : row)) });
  readSoon();
}

/** The other book is in front. */
export function startAnew(): void {
  useList.setState({ ...EVERYTHING, ...NOTHING });
  void readOrders();
}

function look(change: Partial<List>): void {
  hush();
  useList.setState({ ...change, next: null, active: null });
  void readOrders();
}

export const setFilter = (filter: Filter): void => look({ filter, rows: null });
export const setWay = (way: WayFilter): void => look({ way, rows: null });
export const setDays = (days: Days): void => look({ days, rows: null });
export const setCashier = (cashier: string): void => look({ cashier, rows: null });
export const setException = (exception: ExceptionFilter): void => look({ exception, rows: null });
export const showAll = (): void => look({ ...EVERYTHING, rows: null });

export function setSearch(search: string): void {
  useList.setState({ search, next: null, active: null });
  readSoon();
}

export const isFiltered = ({ filter, way, days, search, cashier }: List): boolean =>
  filter !== "all" || way !== "all" || days !== "today" || search !== "" || cashier !== EVERYBODY;
