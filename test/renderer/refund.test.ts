// What the refund screen makes of what is typed and of the channel's rules, before anything is sent.
import { describe, expect, it } from "vitest";
import { makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import type { RefundStatus } from "../../preload/contract/status.ts";
import type { OrderDetail, RefundView } from "../../preload/contract/views.ts";
import { amountOf, costOf, linesOf, newForm, whyOf, withCount } from "../../renderer/screens/refund/form.ts";
import { blockOf, parkedOf, toldOf, waitMs, wayOf } from "../../renderer/screens/refund/rules.ts";
import { zhCn } from "../../renderer/text/zh-cn.ts";

const must = <T>(value: T | null): T => {
  if (value === null) throw new Error("no number");
  return value;
};
const ORDER = must(tradeNo(makeNumber("9", "261121143206", 1, 48)));
const number = (count: number) => must(refundNo(makeNumber("8", "261121143206", 1, count)));
const DAY = 86_400_000;

const refund = (count: number, status: RefundStatus, change: Partial<RefundView> = {}): RefundView => ({
  refund: number(count),
  order: ORDER,
  status,
  amountFen: fen(4000),
  why: "多收了",
  reason: null,
  raw: null,
  requestedAt: 1000,
  sentAt: 1000,
  finalAt: null,
  by: null,
  lines: [],
  letGo: false,
  ...change,
});

type Change = Partial<Omit<OrderDetail, "refundLimits">> & {
  readonly refundLimits?: Partial<OrderDetail["refundLimits"]>;
};

/** Only what the rules read of an order; the rest of it is the orders screen's. */
const detail = ({ refundLimits = {}, ...change }: Change = {}) => ({
  attempt: { amountFen: fen(12_800), status: "paid", order: ORDER },
  refunds: [] as RefundView[],
  refundableFen: fen(12_800),
  lines: [] as OrderDetail["lines"],
  refundLimits: {
    times: 50,
    timesLeft: 50,
    daysLeft: 365,
    until: 365 * DAY,
    lastAt: null,
    spacingMs: null,
    waitMs: null,
    asCancel: false,
    cancelUntil: null,
    fullOnly: false,
    arrives: "minutes_or_days",
    ...refundLimits,
  },
  ...change,
});
// A whole order detail has forty fields more, none of which is read here.
const of = (change: Change = {}): OrderDetail => detail(change) as unknown as OrderDetail;

const LINES = [
  { barcode: null, title: "面包", count: 3, priceFen: fen(650), back: 1 },
  { barcode: null, title: "牛奶", count: 1, priceFen: fen(400), back: 0 },
];

describe("what is typed", () => {
  it("is what is left, without a reason, until somebody says otherwise", () => {
    expect(amountOf(newForm(fen(12_800)), of())).toBe(12_800);
    expect(whyOf(newForm(fen(12_800)), zhCn.refund.whys)).toBe(null);
  });

  it.each([
    ["40", 4000],
    ["128.01", "over_left"],
    ["0", "not_amount"],
    ["", "not_amount"],
    ["1.005", "not_amount"],
  ])("%s is %s", (text, answer) => expect(amountOf({ ...newForm(fen(12_800)), amount: text }, of())).toBe(answer));

  it("a part is refused where the channel gives back only the whole", () => {
    const whole = of({ refundLimits: { fullOnly: true } });
    expect(amountOf({ ...newForm(fen(12_800)), amount: "40" }, whole)).toBe("not_whole");
    expect(amountOf(newForm(fen(12_800)), whole)).toBe(12_800);
  });

  it("a reason may have a remark, and another reason needs words", () => {
    const form = newForm(fen(100));
    expect(whyOf({ ...form, why: "short", note: " 差两件 " }, zhCn.refund.whys)).toBe("少称或缺货 差两件");
    expect(whyOf({ ...form, why: "other", note: "  " }, zhCn.refund.whys)).toBe(null);
    expect(whyOf({ ...form, why: "other", note: " 送错了 " }, zhCn.refund.whys)).toBe("送错了");
  });

  it("goods set the amount, as far as so much is left; more of one than can come back is no number", () => {
    const order = of({ lines: LINES, refundableFen: fen(1500) });
    const two = withCount(newForm(fen(1500)), order, 0, "2");
    expect([two.amount, linesOf(two, LINES)]).toEqual(["13.00", [{ position: 0, count: 2 }]]);
    const all = withCount(two, order, 1, "1");
    expect([all.amount, costOf(linesOf(all, LINES) ?? [], LINES)]).toEqual(["15.00", 1700]);
    expect(amountOf(withCount(two, order, 0, "3"), order)).toBe("bad_count");
    expect(withCount(two, order, 0, "x")).toBe(two);
    expect(amountOf({ ...two, amount: "13.01" }, order)).toBe("over_lines");
    expect(withCount(two, order, 0, "").amount).toBe("15.00");
  });
});

describe("what stands in the way", () => {
  it.each([
    ["nothing", of(), true, null],
    ["no money was received", of({ attempt: { ...of().attempt, status: "declined" } }), true, "not_paid"],
    ["a refund without an end", of({ refunds: [refund(1, "unknown")] }), true, "under_way"],
    ["all of it is back", of({ refundableFen: fen(0) }), true, "nothing_left"],
    ["a channel without refunds", of(), false, "channel_cannot"],
    ["no times are left", of({ refundLimits: { timesLeft: 0 } }), true, "times"],
    ["the days are over", of({ refundLimits: { until: 5000 } }), true, "days"],
    ["too soon after the last", of({ refundLimits: { lastAt: 4000, spacingMs: 60_000 } }), true, "spacing"],
    ["the spacing is over", of({ refundLimits: { lastAt: -60_000, spacingMs: 60_000 } }), true, null],
  ] as const)("%s", (_name, order, can, block) => expect(blockOf(order, can, 5000)).toBe(block));

  it("counts the seconds down, and never more than the spacing, whatever the clock does", () => {
    const limits = of({ refundLimits: { lastAt: 10_000, spacingMs: 60_000 } }).refundLimits;
    expect([waitMs(limits, 11_000), waitMs(limits, 90_000), waitMs(limits, 0)]).toEqual([59_000, 0, 60_000]);
  });
});

describe("the channel's rule chooses between a cancel of the day and a refund", () => {
  const day = { asCancel: true, cancelUntil: 10_000 };
  it.each([
    ["a channel without cancels", of(), 12_800, 5000, "refund", "never"],
    ["whole and in time", of({ refundLimits: day }), 12_800, 5000, "cancel", "in_time"],
    ["a part", of({ refundLimits: day }), 4000, 5000, "refund", "part"],
    ["too late", of({ refundLimits: { ...day, asCancel: false } }), 12_800, 10_000, "refund", "late"],
    ["a part went back", of({ refundLimits: day, refunds: [refund(1, "refunded")] }), 12_800, 5000, "refund", "part"],
  ] as const)("%s", (_name, order, amount, now, as, why) => {
    expect(wayOf(order, fen(amount), now)).toEqual({ as, why });
  });
});

describe("what the screen tells of refunds", () => {
  it("the one under way before all, else the one that was begun here, else none", () => {
    const [done, open] = [refund(1, "refunded"), refund(2, "processing")];
    expect(toldOf([done, open], number(1))?.refund).toBe(number(2));
    expect(toldOf([done], number(1))?.refund).toBe(number(1));
    expect(toldOf([done], null)).toBe(null);
  });

  it("a refused one waits until somebody dealt with it or a later one took its place", () => {
    const refused = refund(1, "refused", { reason: "merchant_balance_low" });
    expect(parkedOf([refused])?.refund).toBe(number(1));
    expect(parkedOf([{ ...refused, letGo: true }])).toBe(null);
    expect(parkedOf([refused, refund(2, "refunded")])).toBe(null);
  });
});
