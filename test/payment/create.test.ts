// What may be tried, and how it is written down: one order, one success; one open attempt; a number nobody has.
import { describe, expect, test } from "vitest";
import { attemptByNo } from "../../main/store/attempts.ts";
import { tradeNo as readTradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { AMOUNT, CODE, must, openDesk } from "../support/flow-desk.ts";

describe("a second attempt of an order", () => {
  test("is refused while the first is open, and nothing is sent", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    const order = desk.attempt(tradeNo).orderId;
    const second = desk.payment.collect(desk.sale({ order }), CODE);
    expect(second).toMatchObject({ ok: false, failure: { code: "order_open_attempt", detail: tradeNo } });
    expect(desk.channel.count("charge")).toBe(1);
  });

  test("is refused after the order is paid", async () => {
    const desk = openDesk();
    const { orderId: order } = await desk.pay();
    expect(desk.payment.collect(desk.sale({ order }), CODE)).toMatchObject({
      ok: false,
      failure: { code: "order_already_paid", retry: "never" },
    });
    expect(desk.channel.count("charge")).toBe(1);
  });

  test("is refused while a person must decide about the first", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(1), raw: "PAID" }];
    const { orderId: order } = await desk.pay();
    expect(desk.payment.collect(desk.sale({ order }), CODE)).toMatchObject({ failure: { code: "order_open_attempt" } });
  });

  for (const [how, payer] of [
    ["declined", "refuses"],
    ["cancelled", { typesMs: null }],
  ] as const)
    test(`is allowed after the first was ${how}, under a number of its own and the same order`, async () => {
      const desk = openDesk();
      desk.channel.script.payer = payer;
      const first = await desk.pay();
      expect(first.status).toBe(how);
      desk.channel.script.payer = "pays";
      const second = await desk.pay({ order: first.orderId });
      expect(second).toMatchObject({ status: "paid", orderId: first.orderId, exception: "none" });
      expect(second.tradeNo).not.toBe(first.tradeNo);
      expect(desk.store.read.all("SELECT * FROM orders")).toHaveLength(1);
      expect(desk.problems()).toEqual([]);
    });

  test("may not be for more than the order owes", async () => {
    const desk = openDesk();
    desk.channel.script.payer = "refuses";
    const { orderId: order } = await desk.pay();
    expect(desk.payment.collect(desk.sale({ order, amountFen: fen(1251) }), CODE).ok).toBe(false);
  });

  test("that turns out to be the second success stands as a duplicate, and the book is still in order", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const first = await desk.pay();
    desk.channel.script.payer = "pays";
    const second = await desk.pay({ order: first.orderId });
    const entry = desk.channel.books.get(first.tradeNo);
    if (entry) entry.state = "paid";
    must(await desk.clock.run(desk.payment.ask(first.tradeNo)));
    expect(desk.attempt(first.tradeNo)).toMatchObject({ status: "paid", exception: "duplicate" });
    expect(desk.attempt(second.tradeNo).exception).toBe("none");
    expect(desk.problems()).toEqual([]);
  });
});

describe("refused before anything is written", () => {
  const desk = () => openDesk();
  const cases = [
    ["a channel that is not set up", { channel: "leshua" }, CODE, "channel_not_configured"],
    ["a wallet the channel does not take", {}, new PayCode("6212345678901234567", "unionpay"), "code_wallet_not_taken"],
    ["an order nobody knows", { order: "nobody" }, CODE, "order_not_found"],
  ] as const;
  for (const [name, change, code, failure] of cases)
    test(name, () => {
      const { payment, sale, store, channel } = desk();
      const refused = payment.collect(sale(change as Parameters<typeof sale>[0]), code);
      expect(refused).toMatchObject({ ok: false, failure: { code: failure } });
      expect(store.read.all("SELECT * FROM events")).toEqual([]);
      expect(channel.heard).toEqual([]);
    });
});

describe("the trade number", () => {
  test("is 21 digits beginning with 9, with its check digit, and names the till", async () => {
    const { tradeNo } = await openDesk().pay();
    expect(tradeNo).toMatch(/^9260301100000001\d{5}$/);
    expect(readTradeNo(tradeNo)).toBe(tradeNo);
  });

  test("is never made twice, not even when the clock is set back by a day", async () => {
    const desk = openDesk();
    const numbers = new Set<string>();
    for (let i = 0; i < 5; i++) {
      numbers.add((await desk.pay()).tradeNo);
      desk.clock.jump(-86_400_000);
      desk.clock.jump(86_400_000 - 100);
    }
    expect(numbers.size).toBe(5);
  });

  test("skips one that is taken", async () => {
    const desk = openDesk();
    const first = await desk.pay();
    // Somebody restored an old counter: the next number would be the first one's again, in the same second.
    desk.store.write((tx) => tx.run("UPDATE counters SET value = 0 WHERE name = 'trade_no'"));
    desk.clock.jump(-100);
    const second = await desk.pay();
    expect(second.tradeNo.slice(0, 16)).toBe(first.tradeNo.slice(0, 16));
    expect(second.tradeNo).not.toBe(first.tradeNo);
  });
});

describe("what is written", () => {
  test("of the pay code only its wallet and last four digits, in no table, event or index", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay({ note: "two teas" });
    expect(desk.attempt(tradeNo)).toMatchObject({ wallet: "wechat", codeTail: CODE.tail });
    const tables = desk.store.read.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
    const everything = tables.map(({ name }) => JSON.stringify(desk.store.read.all(`SELECT * FROM "${name}"`))).join();
    expect(everything).not.toContain(CODE.reveal());
    expect(everything).not.toContain(CODE.reveal().slice(0, 14));
  });

  test("the day's orders are numbered from 1, and from 1 again the next day", async () => {
    const desk = openDesk();
    const numbers = async () => {
      const { orderId } = await desk.pay();
      return desk.store.read.get<{ day: string; day_number: number }>(
        "SELECT day, day_number FROM orders WHERE order_id = ?",
        orderId,
      );
    };
    expect(await numbers()).toEqual({ day: "2026-03-01", day_number: 1 });
    expect(await numbers()).toEqual({ day: "2026-03-01", day_number: 2 });
    desk.clock.jump(86_400_000);
    expect(await numbers()).toEqual({ day: "2026-03-02", day_number: 1 });
  });

  test("amount, channel and method never change afterwards", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    expect(attemptByNo(desk.store.read, tradeNo)).toMatchObject({
      amountFen: AMOUNT,
      channel: "pooul",
      method: "pay_code",
    });
    expect(() => desk.store.write((tx) => tx.run("UPDATE attempts SET amount_fen = 1"))).toThrow(/never change/);
  });
});
