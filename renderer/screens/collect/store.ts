// The collect screen's own state: what is being typed, and a mirror of the attempt on the screen and the latest
// ones. No truth about money lives here; a reload loses nothing but an amount half typed.
import { create } from "zustand";
import type { TradeNo } from "../../../preload/contract/ids.ts";
import type { Method, Wallet } from "../../../preload/contract/status.ts";
import type { AttemptView, PhoneCode } from "../../../preload/contract/views.ts";
import { call, on } from "../../cashier.ts";
import { type Story, joinStory } from "../../evidence.ts";
import { hush, sayFailure } from "../../notice.ts";
import { useTill } from "../../till.ts";
import { EMPTY, type Entry, fromFen } from "./entry.ts";
import type { Phase } from "./key-table.ts";
import { type Face, faceOf } from "./phase.ts";

/** Rows kept for the list beside the amount; it shows as many as fit. */
const RECENT = 12;

export type Collect = {
  readonly entry: Entry;
  readonly mode: Method;
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
  mode: "pay_code",
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
  const { story, left } = useCollect.getState();
  return faceOf(useTill.getState().state, story?.attempt ?? null, left);
};
export const phaseNow = (): Phase => (useCollect.getState().questionAt === null ? faceNow() : "question");

/** Follows main's events. */
export function mirrorAttempts(): () => void {
  let face = faceNow();
  const follow = () => {
    const next = faceNow();
    if (next === face) return;
    face = next;
    useCollect.setState({ faceAt: performance.now(), questionAt: null });
    if (next === "loading" || next === "idle" || next === "locked") return;
    hush();
    useCollect.setState({ entry: EMPTY, phone: null });
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
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** An amount locked by main that is not on the screen (after a reload) is put back there. */
function takeSale(): void {
  const sale = useTill.getState().state?.sale ?? null;
  if (sale !== null && useCollect.getState().entry === EMPTY) useCollect.setState({ entry: fromFen(sale.amountFen) });
}

async function readCurrent(): Promise<void> {
  const order = useTill.getState().state?.current ?? null;
  if (order === null) {
    useCollect.setState({ story: null, left: null });
    return;
  }
  const answer = await call("orders.show", { order });
  if (answer.ok) hearStory(answer.value);
  else sayFailure(answer.failure);
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
}

function withNews(recent: readonly AttemptView[], news: AttemptView): readonly AttemptView[] {
  const others = recent.filter((attempt) => attempt.order !== news.order);
  return [news, ...others].sort((a, b) => b.createdAt - a.createdAt).slice(0, RECENT);
}
