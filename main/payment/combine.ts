// 组合支付: one order, several tenders. Cash first, for it is certain; then the channel's parts, as one batch where the
// channel has that, else one after another, as long as each is received. What stops in the middle stands on disk part
// by part: the rest is collected another way, or the order is undone.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { type Fen, addFen } from "../../preload/contract/money.ts";
import { attemptByNo } from "../store/attempts.ts";
import { orderById } from "../store/orders.ts";
import { takeCash } from "./cash.ts";
import { type Part, type Sale, type Started, collectParts } from "./collect.ts";
import { dueOf } from "./due.ts";
import type { Flow } from "./flow.ts";

export type Tender =
  | { readonly kind: "cash"; readonly amountFen: Fen; readonly givenFen: Fen }
  | ({ readonly kind: "part" } & Part);

export type Combined = {
  /** The attempts so far, in the order they were begun; it grows until `done`. */
  readonly tenders: readonly TradeNo[];
  /** Resolves when every tender is final, needs a person, or was not begun because one before it was not received. */
  readonly done: Promise<void>;
};

/**
 * Takes the tenders for one order. Failures: as `create` and `collectParts`, for the first tender or before anything
 * is written; a tender that cannot be begun later leaves the order with what it has.
 */
export function combine(
  flow: Flow,
  sale: Omit<Sale, "amountFen" | "mode"> & { readonly owedFen: Fen },
  tenders: readonly Tender[],
): Result<Combined> {
  if (tenders.length === 0) return fail("bad_input", "tenders");
  const order = sale.order && orderById(flow.store.read, sale.order);
  const dueFen = order ? dueOf(flow.store.read, order).dueFen : sale.owedFen;
  if (addFen(...tenders.map(({ amountFen }) => amountFen)) > dueFen)
    return fail("tender_more_than_due", String(dueFen));
  const short = tenders.find((tender) => tender.kind === "cash" && tender.givenFen < tender.amountFen);
  if (short) return fail("cash_too_little", String(short.amountFen));
  const parts = tenders.flatMap((tender) => (tender.kind === "part" ? [tender] : []));
  const channel = parts.length === 0 ? null : flow.channel(sale.channel);
  if (parts.length > 0 && !channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  const steps: Step[] = [
    ...tenders.flatMap((tender) => (tender.kind === "cash" ? [cashStep(flow, tender)] : [])),
    ...(channel?.batch
      ? parts.length > 0
        ? [partsStep(flow, parts)]
        : []
      : parts.map((part) => partsStep(flow, [part]))),
  ];
  return run(flow, sale, steps);
}

type Begun = { readonly tenders: readonly TradeNo[]; readonly done: Promise<unknown> };
type Step = (sale: Parameters<typeof combine>[1]) => Result<Begun>;

function cashStep(flow: Flow, { amountFen, givenFen }: Extract<Tender, { kind: "cash" }>): Step {
  return (sale) => {
    const taken = takeCash(flow, { ...sale, amountFen }, givenFen);
    return taken.ok ? ok({ tenders: [taken.value], done: Promise.resolve() }) : taken;
  };
}

function partsStep(flow: Flow, parts: readonly Part[]): Step {
  return (sale) => {
    const started = collectParts(flow, sale, parts);
    return started.ok ? ok(begun(started.value)) : started;
  };
}

const begun = (started: readonly Started[]): Begun => ({
  tenders: started.map(({ tradeNo }) => tradeNo),
  done: Promise.all(started.map(({ driver }) => driver.done)),
});

function run(flow: Flow, sale: Parameters<typeof combine>[1], [first, ...rest]: readonly Step[]): Result<Combined> {
  const started = first?.(sale);
  if (!started) return fail("bad_input", "tenders");
  if (!started.ok) return started;
  const tenders = [...started.value.tenders];
  const goOn = async () => {
    await started.value.done;
    const order = tenders[0] && attemptByNo(flow.store.read, tenders[0])?.orderId;
    for (const step of rest) {
      const received = tenders.every((tradeNo) => attemptByNo(flow.store.read, tradeNo)?.status === "paid");
      if (!received || flow.closing.aborted) return;
      const next = step({ ...sale, order: order ?? null });
      if (!next.ok) return;
      tenders.push(...next.value.tenders);
      await next.value.done;
    }
  };
  const done = goOn();
  // Whoever waits gets the error; what nobody waits for, its driver has logged.
  done.catch(() => {});
  return ok({ tenders, done });
}
