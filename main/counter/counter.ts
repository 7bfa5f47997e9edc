// The counter: what stands before the cashier now. It holds the locked amount, knows which attempt is on the screen,
// and decides what a scan means at this moment. It holds no money and no truth: those are in the books.
import { type Failure, fail } from "../../preload/contract/failure.ts";
import type { BadgeNo, OrderId, TradeNo } from "../../preload/contract/ids.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { CodeShape } from "../../preload/contract/scanners.ts";
import type { ChannelId, Wallet } from "../../preload/contract/status.ts";
import type { ScanAnswer, TillState } from "../../preload/contract/views.ts";
import type { Book, BookKind } from "../book.ts";
import type { Way } from "../book-routes.ts";
import type { Clock } from "../clock.ts";
import type { Attempt } from "../payment/attempt.ts";
import { classify, type Scan } from "../scan/pay-code.ts";
import { createRepeatGuard } from "../scan/repeat.ts";
import { attemptByNo } from "../store/attempts.ts";
import { type Sale, goesOn, inSight, isTaking, viewSale, whatMatters } from "./goes-on.ts";
import { NOTHING, hearOther } from "./hear-other.ts";
import { openKeptCode } from "./kept-code.ts";

export type Source = ScanAnswer["source"];

export type Counter = {
  readonly mode: BookKind;
  readonly sale: Sale | null;
  readonly current: TradeNo | null;
  book(): Book;
  /** The channel a sale of this wallet goes through, or null while none is set up. */
  channelFor(way: Way, wallet: Wallet): ChannelId | null;
  setMode(mode: BookKind): void;
  /** Locks the amount. `takesCode`: the code that waits for it is charged at once; without it such a code is forgotten. */
  begin(sale: Sale, takesCode?: boolean): Failure | null;
  /** The locked amount as the screen shows it. */
  saleView(): TillState["sale"];
  /** The pay code that waits for an amount, masked. */
  keptView(): TillState["kept"];
  /**
   * Unlocks the amount and puts a finished attempt off the screen. One that is being taken stays on it, and so does an
   * order that is paid in part, unless it is parked: nobody may lose sight of money.
   */
  clear(park?: boolean): void;
  show(tradeNo: TradeNo): void;
  /** What a scanned text is, by the shapes every till knows and those the settings allow. */
  classify(text: string): Scan;
  /** `gun`: which one, where there may be several. */
  hear(source: Source, text: string, gun?: ScanAnswer["gun"]): ScanAnswer;
  /** Why nothing else may be taken while a payment is on the screen; null when it may. */
  busy(): Failure | null;
  /** The order a sale goes on with; null for a new one. */
  orderOf(sale: Pick<Sale, "again">): OrderId | null;
};

type State = { mode: BookKind; sale: Sale | null; current: TradeNo | null };

export function openCounter(parts: {
  readonly books: Readonly<Record<BookKind, Book>>;
  readonly clock: Clock;
  /** Pay codes the channels' settings allow beside those every till knows. */
  shapes(): readonly CodeShape[];
  readonly closing: AbortSignal;
  /** Why nobody may take anything now, or null: a scan comes by no call. */
  mayTake(): Failure | null;
  badge(badge: BadgeNo): void;
  changed(): void;
}): Counter {
  const { books, clock, changed } = parts;
  const guard = createRepeatGuard(clock);
  const kept = openKeptCode({ ...parts, gone: guard.forget });
  const realReady = () => books.real.channels().some((channel) => channel.configured);
  const state: State = { mode: realReady() ? "real" : "training", sale: null, current: null };
  const book = () => books[state.mode];
  const current = (): Attempt | null => whatMatters(book(), state.current);
  const busy = (): Failure | null => {
    const shown = current();
    return shown && isTaking(shown)
      ? fail("order_open_attempt", shown.tradeNo, "cashier", "after_query").failure
      : null;
  };
  const channelFor = (way: Way, wallet: Wallet): ChannelId | null => book().channelFor(way, wallet);

  const orderOf = ({ again }: Pick<Sale, "again">): OrderId | null =>
    again ? (attemptByNo(book().store.read, again)?.orderId ?? null) : null;

  const charge = (code: PayCode, sale: Sale): TradeNo | Failure => {
    const channel = sale.channel ?? channelFor("payCode", code.wallet);
    if (!channel) return fail("channel_not_configured", undefined, "manager", "never").failure;
    guard.markUsed(code);
    const started = book().payment.collect({ ...sale, channel, mode: null, order: orderOf(sale) }, code);
    if (!started.ok) return started.failure;
    Object.assign(state, { sale: null, current: started.value.tradeNo });
    changed();
    return started.value.tradeNo;
  };

  /** What may be charged right now: the locked amount, or what the order on the screen still wants. */
  const saleNow = (): Sale | Failure => {
    const shown = current();
    if (shown && isTaking(shown)) return fail("code_while_waiting", undefined, "cashier", "after_query").failure;
    if (state.sale) return state.sale;
    const next = shown && goesOn(book(), shown);
    if (next) return next;
    return fail(shown ? "code_while_waiting" : "code_before_amount").failure;
  };

  const hearPayCode = (source: Source, code: PayCode): ScanAnswer => {
    const heard = { ...NOTHING, source, gun: null, heard: code.wallet, tail: code.tail } as const;
    const sight = guard.judge(code);
    if (sight === "repeat") return { ...heard, did: "ignored_repeat" };
    if (sight === "used") return { ...heard, did: "refused", failure: fail("code_used").failure };
    const sale = parts.mayTake() ?? saleNow();
    if ("code" in sale && sale.code === "code_before_amount") {
      kept.keep(code);
      return { ...heard, did: "kept" };
    }
    if ("code" in sale) {
      guard.forget(code);
      return { ...heard, did: "refused", failure: sale };
    }
    const charged = charge(code, sale);
    if (typeof charged === "string") return { ...heard, did: "charging", order: charged };
    return { ...heard, did: "refused", failure: charged };
  };

  const mine = () => parts.shapes().filter((shape) => shape.channel === channelFor("payCode", shape.wallet));

  return {
    get mode() {
      return state.mode;
    },
    get sale() {
      return state.sale;
    },
    get current() {
      return current()?.tradeNo ?? null;
    },
    book,
    channelFor,
    orderOf,
    setMode(mode) {
      kept.drop();
      Object.assign(state, { mode, sale: null, current: null });
      changed();
    },
    busy,
    begin(sale, takesCode = false) {
      const order = orderOf(sale);
      const allowed = order && book().payment.mayGoOn(order, sale.amountFen);
      const failure = busy() ?? (allowed && !allowed.ok ? allowed.failure : null);
      if (failure) return failure;
      Object.assign(state, { sale, current: null });
      const code = takesCode ? kept.take() : null;
      const charged = code && charge(code, sale);
      if (code === null) kept.drop();
      changed();
      return charged !== null && typeof charged !== "string" ? charged : null;
    },
    keptView: kept.view,
    saleView: () => state.sale && viewSale(book(), state.sale),
    clear(park = false) {
      kept.drop();
      Object.assign(state, { current: inSight(book(), state.sale, current(), park), sale: null });
      changed();
    },
    show(tradeNo) {
      kept.drop();
      Object.assign(state, { sale: null, current: tradeNo });
      changed();
    },
    classify: (text) => classify(text, mine()),
    hear(source, text, gun = null) {
      const scan = classify(text, mine());
      if (scan.kind === "pay_code") return { ...hearPayCode(source, scan.code), gun };
      if (scan.kind === "badge") {
        parts.badge(scan.badge);
        return { ...NOTHING, source, gun, heard: "badge", did: "badge" };
      }
      const [real, isLocked, shut] = [books.real, state.sale !== null, parts.mayTake()];
      const at = { book: book(), real, isTaking: busy() !== null, isLocked, shut };
      return { source, gun, ...hearOther(scan, text, at) };
    },
  };
}
