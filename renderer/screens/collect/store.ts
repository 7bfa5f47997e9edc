// The collect screen's own state: what is being typed, and a mirror of the attempt on the screen and the latest
// ones. No truth about money lives here; a reload loses nothing but an amount half typed.
import { create } from "zustand";
import type { TradeNo } from "../../../preload/contract/ids.ts";
import type { Method, Wallet } from "../../../preload/contract/status.ts";
import type { AttemptView, PhoneCode } from "../../../preload/contract/views.ts";
import { call, on } from "../../cashier.ts";
import { type Story, joinStory } from "../../evidence.ts";
import type { Failure } from "../../../preload/contract/failure.ts";
import { hush, sayFailure } from "../../notice.ts";
import { useTill } from "../../till.ts";
import { EMPTY, type Entry, fromFen, totalFen } from "./entry.ts";
import type { Phase } from "./key-table.ts";
import { walletsForCode } from "./modes.ts";
import { type Face, faceOf } from "./phase.ts";

/** Rows kept for the list beside the amount; it shows as many as fit. */
const RECENT = 12;

/** Why everything that was received goes back. */
export const WHYS = ["unwanted", "other_way", "mistake"] as const;
export type UndoWhy = (typeof WHYS)[number];

/** The question before money goes back: the reason picked, and since when its key is held. */
export type Undo = { readonly why: UndoWhy | null; readonly heldAt: number | null };

/** A tender whose money could not go back when it was asked for, and why. */
export type Stuck = { readonly order: TradeNo; readonly failure: Failure };

export type Collect = {
  readonly entry: Entry;
  /** The cash the customer hands over, while it is typed. */
  readonly given: Entry;
  /** The part of the locked amount, while it is typed. */
  readonly part: Entry | null;
  readonly undo: Undo | null;
  readonly stuck: readonly Stuck[];
  /** Every attempt of the order on the screen, as far as it has more than one. */
  readonly tenders: readonly AttemptView[];
  readonly mode: Method;
  /** How many ways without a pay code the channel lists open; null while that is not known. */
  readonly openModes: number | null;
  readonly wallet: Wallet | null;
  readonly story: Story | null;
  /** A finished attempt the cashier has typed past, until main has put it away. */
  readonly left: TradeNo | null;
  /** When the stop question opened. */
  readonly questionAt: number | null;
  /** When the face on the screen appeared. */
  readonly faceAt: number;
  readonly recent: readonly AttemptView[] | null;
  readonly phone: PhoneCode | null;
  readonly phoneScript: PhoneCode["script"];
  readonly phoneWallet: Wallet;
};

export const useCollect = create<Collect>()(() => ({
  entry: EMPTY,
  given: EMPTY,
  part: null,
  undo: null,
  stuck: [],
  tenders: [],
  mode: "pay_code",
  openModes: null,
  wallet: null,
  story: null,
  left: null,
  questionAt: null,
  faceAt: 0,
  recent: null,
  phone: null,
  phoneScript: "pays",
  phoneWallet: "wechat",
}));

export const faceNow = (): Face => {
  const { story, left, tenders } = useCollect.getState();
  return faceOf(useTill.getState().state, story?.attempt ?? null, left, tenders);
};

export type EntryPhase = "loading" | "idle" | "locked" | "cash" | "split" | "modes";

/** What is being typed: the amount, a part of it, or the cash for it. */
export function entryPhase(face: Face, isSplitting: boolean, mode: Method): EntryPhase {
  if (face !== "locked") return face === "idle" ? "idle" : "loading";
  if (isSplitting) return "split";
  if (mode === "mode") return "modes";
  return mode === "cash" ? "cash" : "locked";
}

export function phaseNow(): Phase {
  const { questionAt, undo, part, mode } = useCollect.getState();
  if (questionAt !== null) return "question";
  if (undo !== null) return "undo";
  const face = faceNow();
  return face === "locked" ? entryPhase(face, part !== null, mode) : face;
}

/** Follows main's events. */
export function mirrorAttempts(): () => void {
  let face = faceNow();
  const follow = () => {
    const next = faceNow();
    if (next === face) return;
    face = next;
    useCollect.setState({ faceAt: performance.now(), questionAt: null, undo: null, given: EMPTY, part: null });
    if (next === "loading" || next === "idle" || next === "locked") return;
    hush();
    useCollect.setState({ entry: EMPTY, phone: null });
    // The rest is likely paid by phone; cash is one key away.
    if (next === "due" && walletsForCode(useTill.getState().state).length > 0)
      useCollect.setState({ mode: "pay_code" });
  };
  const stops = [
    useTill.subscribe((till, before) => {
      if (till.state?.current !== before.state?.current) void readCurrent();
      if (till.state?.mode !== before.state?.mode) void readRecent();
      takeSale();
      follow();
    }),
    useCollect.subscribe(follow),
    on("attempt.changed", hearStory),
    on("refund.changed", ({ order }) => {
      if (useCollect.getState().tenders.some((tender) => tender.order === order)) void readTenders(order);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** An amount locked by main that is not on the screen (after a reload, or the rest of an order) is put there. */
function takeSale(): void {
  const sale = useTill.getState().state?.sale ?? null;
  if (sale === null) return;
  const { entry, tenders } = useCollect.getState();
  if (totalFen(entry) !== sale.dueFen) useCollect.setState({ entry: fromFen(sale.dueFen) });
  if (sale.again !== null && !tenders.some((tender) => tender.order === sale.again)) void readTenders(sale.again);
}

/** The order on the screen, by one of its attempts. */
function orderShown(): TradeNo | null {
  const till = useTill.getState().state;
  return till?.current ?? till?.sale?.again ?? null;
}

async function readCurrent(): Promise<void> {
  const order = useTill.getState().state?.current ?? null;
  if (order === null) {
    const again = orderShown();
    useCollect.setState({ story: null, left: null, stuck: [], ...(again === null ? { tenders: [] } : {}) });
    return;
  }
  const answer = await call("orders.show", { order });
  if (!answer.ok) return sayFailure(answer.failure);
  if (orderShown() === order) useCollect.setState({ tenders: answer.value.tenders });
  hearStory(answer.value);
}

async function readTenders(order: TradeNo): Promise<void> {
  const answer = await call("orders.show", { order });
  if (!answer.ok) return sayFailure(answer.failure);
  const { tenders } = answer.value;
  if (tenders.some((tender) => tender.order === orderShown())) useCollect.setState({ tenders });
}

async function readRecent(): Promise<void> {
  useCollect.setState({ recent: null, phone: null });
  const answer = await call("orders.list", { limit: RECENT });
  if (answer.ok) useCollect.setState({ recent: answer.value.orders });
  else sayFailure(answer.failure);
}

function hearStory(news: Story): void {
  const { story, recent } = useCollect.getState();
  if (recent !== null) useCollect.setState({ recent: withNews(recent, news.attempt) });
  const shown = useTill.getState().state?.current ?? story?.attempt.order;
  if (shown === news.attempt.order || shown === undefined) useCollect.setState({ story: joinStory(story, news) });
  if (shown === news.attempt.order && news.attempt.owedFen !== news.attempt.amountFen) void readTenders(shown);
}

function withNews(recent: readonly AttemptView[], news: AttemptView): readonly AttemptView[] {
  const others = recent.filter((attempt) => attempt.order !== news.order);
  return [news, ...others].sort((a, b) => b.createdAt - a.createdAt).slice(0, RECENT);
}
