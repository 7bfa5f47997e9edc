// Refunds that may not be: refused before anything is written down or sent.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { refundedBy } from "../../main/store/people.ts";
import { openDesk } from "../support/flow-desk.ts";
import { begin, giveBack, given, paidDesk } from "../support/flow-refunds.ts";

describe("refused before anything is written or sent", () => {
  test("more than is left", async () => {
    const { desk, tradeNo } = await paidDesk();
    await giveBack(desk, tradeNo, fen(1000));
    const refused = desk.payment.startRefund({ tradeNo, amountFen: fen(251), why: "broken" });
    expect(refused).toMatchObject({ ok: false, failure: { code: "refund_more_than_left", detail: "250" } });
    await giveBack(desk, tradeNo, fen(250));
    expect(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }).ok).toBe(false);
    expect(desk.channel.count("refund")).toBe(2);
  });

  test("an order that is not paid", async () => {
    const desk = openDesk();
    desk.channel.script.payer = "refuses";
    const { tradeNo } = await desk.pay();
    const refused = desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" });
    expect(refused).toMatchObject({ ok: false, failure: { code: "refund_order_not_paid" } });
    expect(desk.store.read.all("SELECT * FROM refunds")).toEqual([]);
  });

  test("another amount while the first is open", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.refundQuestions = 1000;
    const first = begin(desk, tradeNo, fen(300));
    await desk.clock.pass(1000);
    const second = desk.payment.startRefund({ tradeNo, amountFen: fen(400), why: "broken" });
    expect(second).toMatchObject({ ok: false, failure: { code: "refund_in_progress", detail: first } });
    expect(desk.channel.count("refund")).toBe(1);
  });

  test("a part, where the channel gives back only all of it", async () => {
    const { desk, tradeNo } = await paidDesk({ fullRefundsOnly: true });
    expect(desk.payment.startRefund({ tradeNo, amountFen: fen(1), why: "broken" })).toMatchObject({
      failure: { code: "channel_cannot" },
    });
    await giveBack(desk, tradeNo);
    expect(given(desk, tradeNo)).toBe(1250);
  });

  test("a channel that gives nothing back", async () => {
    const { desk, tradeNo } = await paidDesk({ without: ["refund", "refundQuery"] });
    expect(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" })).toMatchObject({
      failure: { code: "channel_cannot" },
    });
  });

  test("more refunds than the channel's documented number", async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { times: 2 } });
    await giveBack(desk, tradeNo, fen(1));
    await giveBack(desk, tradeNo, fen(1));
    expect(desk.payment.startRefund({ tradeNo, amountFen: fen(1), why: "broken" })).toMatchObject({
      failure: { code: "channel_cannot", detail: "refund times" },
    });
  });

  test("later than the channel's documented days, or sooner after another than its spacing", async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { days: 7, spacingMs: 60_000 } });
    await giveBack(desk, tradeNo, fen(1));
    const again = () => desk.payment.startRefund({ tradeNo, amountFen: fen(1), why: "broken" });
    expect(again()).toMatchObject({ failure: { code: "channel_cannot", detail: "refund spacing" } });
    await desk.clock.pass(8 * 86_400_000);
    expect(again()).toMatchObject({ failure: { code: "channel_cannot", detail: "refund days" } });
  });

  test("a refused one sent again: the same limits hold, and who sends it answers for it, on that day", async () => {
    const refund = { sameNumberAfterRefusal: true, times: 1, days: 7 };
    const { desk, tradeNo } = await paidDesk({ refund });
    const low = { kind: "refused", reason: "merchant_balance_low", raw: "NOTENOUGH" } as const;
    desk.channel.script.faults.refund = [low, low, low];
    const sentBy = (number: string) => {
      Object.assign(desk.flow, { staff: { who: () => number, answers: () => number } });
      return giveBack(desk, tradeNo, fen(300));
    };
    const first = await sentBy("2");
    await desk.clock.pass(3 * 86_400_000);
    desk.channel.script.faults.refund = [];
    expect(await sentBy("3")).toBe(first);
    expect(desk.refundStatus(first)).toBe("refunded");
    expect([refundedBy(desk.store.read, "2", desk.clock), refundedBy(desk.store.read, "3", desk.clock)]).toEqual([
      0, 300,
    ]);
    expect(desk.problems()).toEqual([]);
  });

  test("a refused one is not sent again once the channel's days are over", async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { sameNumberAfterRefusal: true, days: 7 } });
    desk.channel.script.faults.refund = [{ kind: "refused", reason: "merchant_balance_low", raw: "NOTENOUGH" }];
    await giveBack(desk, tradeNo, fen(300));
    await desk.clock.pass(8 * 86_400_000);
    const again = desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" });
    expect(again).toMatchObject({ failure: { code: "channel_cannot", detail: "refund days" } });
  });
});
