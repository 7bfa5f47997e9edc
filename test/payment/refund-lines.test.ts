// Refunds that name what comes back: no line of an order goes back twice, by whichever tender, and money never exceeds what
// the lines cost. And a refund that the merchant's balance was too low for: parked, seen, sent again only by a person.
import { describe, expect, test } from "vitest";
import { readOptions } from "../../main/command/options.ts";
import { SALE_OPTIONS, readSale } from "../../main/command/sale-options.ts";
import { viewByNo } from "../../main/payment/view.ts";
import { linesOfRefund } from "../../main/store/refunds.ts";
import { CALLS } from "../../preload/contract/calls.ts";
import { MAX_ORDER_LINES } from "../../preload/contract/goods.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { type Fen, fen } from "../../preload/contract/money.ts";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";
import { giveBack, given, paidDesk } from "../support/flow-refunds.ts";

const LINES = [
  { barcode: "6901234567892", title: "水", count: 3, priceFen: fen(250) },
  { barcode: null, title: "面包", count: 1, priceFen: fen(500) },
];

async function paidBasket(): Promise<{ desk: Desk; tradeNo: TradeNo }> {
  const desk = openDesk({ patienceMs: 20_000 });
  const { tradeNo } = await desk.pay({ lines: LINES });
  return { desk, tradeNo };
}

async function back(desk: Desk, tradeNo: TradeNo, amountFen: Fen, ...lines: readonly (readonly [number, number])[]) {
  const asked = lines.map(([position, count]) => ({ position, count }));
  const started = desk.payment.startRefund({ tradeNo, amountFen, why: "broken", lines: asked });
  if (started.ok) await desk.clock.run(desk.payment.followRefund(started.value));
  return started;
}

describe("a refund of lines", () => {
  test("is written down with them, and none of a line goes back twice", async () => {
    const { desk, tradeNo } = await paidBasket();
    const number = must(await back(desk, tradeNo, fen(500), [0, 2]));
    expect(linesOfRefund(desk.store.read, number)).toEqual([{ position: 0, count: 2 }]);
    expect(await back(desk, tradeNo, fen(500), [0, 2])).toMatchObject({ failure: { code: "refund_lines_wrong" } });
    must(await back(desk, tradeNo, fen(750), [0, 1], [1, 1]));
    expect(given(desk, tradeNo)).toBe(1250);
    expect(desk.problems()).toEqual([]);
  });

  test.each([
    ["a line the order has not", [[2, 1]]],
    ["more of a line than was bought", [[0, 4]]],
    [
      "one line twice",
      [
        [0, 1],
        [0, 1],
      ],
    ],
    ["lines that cost less than the money", [[0, 1]]],
  ] as const)("is refused for %s, and nothing is written or sent", async (_name, lines) => {
    const { desk, tradeNo } = await paidBasket();
    const refused = await back(desk, tradeNo, fen(500), ...lines);
    expect(refused).toMatchObject({ ok: false, failure: { code: "refund_lines_wrong" } });
    expect(desk.store.read.all("SELECT * FROM refunds")).toEqual([]);
    expect(desk.channel.count("refund")).toBe(0);
  });

  test("may name every line an order can have, at the command line and through a window", async () => {
    const count = MAX_ORDER_LINES;
    const lines = Array.from({ length: count }, (_, i) => ({ barcode: null, title: `茶${i}`, count: 1, priceFen: 10 }));
    const sold = (all: typeof lines) =>
      readSale(
        readOptions(["--amount", `${10 * all.length}`, "--lines", JSON.stringify(all)], {
          texts: SALE_OPTIONS,
          flags: [],
        }),
      );
    expect(sold(lines)).toBeTypeOf("function");
    expect(() => sold([...lines, ...lines.slice(0, 1)])).toThrow("--lines");
    const desk = openDesk({ patienceMs: 20_000 });
    const { tradeNo } = await desk.pay({
      amountFen: fen(10 * count),
      owedFen: fen(10 * count),
      lines: lines.map((line) => ({ ...line, priceFen: fen(line.priceFen) })),
    });
    const asked = lines.map((_, position) => ({ position, count: 1 }));
    const input = CALLS["refund.start"].input.safeParse({ order: tradeNo, why: "broken", lines: asked });
    expect(input.data?.lines).toHaveLength(count);
    must(await back(desk, tradeNo, fen(10 * count), ...asked.map(({ position }) => [position, 1] as const)));
    expect(given(desk, tradeNo)).toBe(10 * count);
  });

  test("that was refused frees its lines for the next one", async () => {
    const { desk, tradeNo } = await paidBasket();
    desk.channel.script.faults.refund = [{ kind: "refused", reason: "refund_refused", raw: "NO" }];
    must(await back(desk, tradeNo, fen(500), [1, 1]));
    const second = must(await back(desk, tradeNo, fen(500), [1, 1]));
    expect([desk.refundStatus(second), given(desk, tradeNo)]).toEqual(["refunded", 500]);
  });
});

describe("a refund that the merchant's balance is too low for", () => {
  const low = { kind: "refused", reason: "merchant_balance_low", raw: "NOTENOUGH" } as const;

  test("is parked: no time sends it again, a person does, and it goes once", async () => {
    const { desk, tradeNo } = await paidDesk({}, Number.POSITIVE_INFINITY);
    desk.channel.script.faults.refund = [low];
    const number = await giveBack(desk, tradeNo, fen(300));
    expect(must(desk.payment.refund(number))).toMatchObject({ status: "refused", reason: "merchant_balance_low" });
    await desk.clock.pass(7 * 86_400_000);
    expect(viewByNo(desk.flow, tradeNo)?.refundTrouble).toBe("parked");
    desk.payment.recover();
    await desk.clock.pass(86_400_000);
    expect([desk.channel.count("refund"), given(desk, tradeNo)]).toEqual([1, 0]);
    await giveBack(desk, tradeNo, fen(300));
    expect([desk.channel.count("refund"), given(desk, tradeNo)]).toEqual([2, 300]);
    expect(viewByNo(desk.flow, tradeNo)?.refundTrouble).toBeNull();
    expect(desk.problems()).toEqual([]);
  });

  test("keeps its number where the channel wants it, unless other goods come back now", async () => {
    const desk = openDesk({ options: { refund: { sameNumberAfterRefusal: true } }, patienceMs: 20_000 });
    const { tradeNo } = await desk.pay({ lines: LINES });
    desk.channel.script.faults.refund = [low, low];
    const first = must(await back(desk, tradeNo, fen(500), [0, 2]));
    expect(must(await back(desk, tradeNo, fen(500), [0, 2]))).toBe(first);
    expect(must(await back(desk, tradeNo, fen(500), [1, 1]))).not.toBe(first);
    expect(given(desk, tradeNo)).toBe(500);
  });
});

test("of two refunds that race, one is begun; the other is told so and leaves nothing behind", async () => {
  const { desk, tradeNo } = await paidDesk();
  const ask = (amount: number) => desk.payment.startRefund({ tradeNo, amountFen: fen(amount), why: "broken" });
  const [first, second] = [ask(900), ask(400)];
  const number = must(first);
  expect(second).toMatchObject({ failure: { code: "refund_in_progress", detail: number } });
  await desk.clock.run(desk.payment.followRefund(number));
  expect(ask(400)).toMatchObject({ failure: { code: "refund_more_than_left", detail: "350" } });
  expect(desk.store.read.all("SELECT * FROM refunds")).toHaveLength(1);
  expect(given(desk, tradeNo)).toBe(900);
});
