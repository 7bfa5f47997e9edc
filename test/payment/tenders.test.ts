// 组合支付 and cash: one order paid by several tenders, each of them an attempt of its own; what is left is always a sum
// of what is on disk, and goods are released only when nothing is due.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { StoreCannotWrite } from "../../main/store/open.ts";
import { AMOUNT, CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { viewByNo } from "../../main/payment/view.ts";

const view = (desk: Desk, tradeNo: Parameters<Desk["attempt"]>[0]) => {
  const found = viewByNo(desk.flow, tradeNo);
  if (!found) throw new Error("no view");
  return found;
};
const receipts = (desk: Desk) => desk.store.read.all("SELECT kind, subject_id FROM print_jobs ORDER BY job_id");
const cash = (
  amount: number,
  more: { owedFen?: ReturnType<typeof fen>; order?: ReturnType<Desk["attempt"]>["orderId"] } = {},
) => ({
  amountFen: fen(amount),
  note: null,
  order: null,
  ...more,
});

describe("cash", () => {
  test("is paid at once, with what was given, and needs no channel", () => {
    const desk = openDesk();
    const tradeNo = must(desk.payment.takeCash(cash(1250), fen(2000)));
    expect(view(desk, tradeNo)).toMatchObject({
      status: "paid",
      verdict: "release",
      channel: "cash",
      method: "cash",
      amountFen: 1250,
      givenFen: 2000,
      dueFen: 0,
    });
    expect(desk.history(tradeNo)).toEqual(["created", "cash"]);
    expect(receipts(desk)).toEqual([{ kind: "sale", subject_id: tradeNo }]);
    expect(desk.channel.heard).toEqual([]);
    expect(desk.problems()).toEqual([]);
  });

  test("less than the amount is refused and nothing is written", () => {
    const desk = openDesk();
    expect(desk.payment.takeCash(cash(1250), fen(1249))).toMatchObject({ failure: { code: "cash_too_little" } });
    expect(desk.store.read.all("SELECT * FROM orders")).toEqual([]);
  });

  test("is not taken while the disk refuses: no order, no attempt, a clear failure", () => {
    const desk = openDesk({
      wrap: (store) => ({
        ...store,
        write() {
          throw new StoreCannotWrite("SQLITE_FULL");
        },
      }),
    });
    expect(desk.payment.takeCash(cash(1250), fen(1250))).toMatchObject({ failure: { code: "store_cannot_write" } });
  });

  test("goes back over the counter at once, in parts, never more than came", () => {
    const desk = openDesk();
    const tradeNo = must(desk.payment.takeCash(cash(1250), fen(1250)));
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(500), why: "broken" }));
    expect(desk.refundStatus(number)).toBe("refunded");
    expect(desk.history(number)).toEqual(["requested", "handed_back"]);
    expect(desk.payment.startRefund({ tradeNo, amountFen: fen(751), why: "more" })).toMatchObject({
      failure: { code: "refund_more_than_left", detail: "750" },
    });
    must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "rest" }));
    expect(view(desk, tradeNo)).toMatchObject({ refundedFen: 1250, status: "paid" });
    expect(desk.problems()).toEqual([]);
  });

  test("is final: asking about it or its refund asks nobody", async () => {
    const desk = openDesk();
    const tradeNo = must(desk.payment.takeCash(cash(1250), fen(1250)));
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
    expect(await desk.payment.ask(tradeNo)).toMatchObject({ ok: true, value: { status: "paid" } });
    expect(await desk.payment.askRefund(number)).toMatchObject({ ok: true, value: { status: "refunded" } });
    expect(desk.payment.stop(tradeNo)).toBeNull();
    expect(desk.payment.recover()).toEqual([]);
  });
});

describe("an order paid by several tenders", () => {
  test("part in cash, the rest by code: goods wait until the whole is paid, and one receipt is printed", async () => {
    const desk = openDesk();
    const first = must(desk.payment.takeCash(cash(500, { owedFen: AMOUNT }), fen(1000)));
    expect(view(desk, first)).toMatchObject({ status: "paid", verdict: "wait", owedFen: 1250, dueFen: 750 });
    expect(receipts(desk)).toEqual([]);
    const { orderId: order } = desk.attempt(first);
    const second = await desk.pay({ amountFen: fen(750), order });
    expect(view(desk, second.tradeNo)).toMatchObject({ status: "paid", verdict: "release", dueFen: 0 });
    expect(view(desk, first).verdict).toBe("release");
    expect(receipts(desk)).toEqual([{ kind: "sale", subject_id: second.tradeNo }]);
    expect(desk.channel.books.get(second.tradeNo)).toMatchObject({ amountFen: 750 });
    expect(desk.problems()).toEqual([]);
  });

  test("part by code first, the rest in cash", async () => {
    const desk = openDesk();
    const first = await desk.pay({ amountFen: fen(750), owedFen: AMOUNT });
    expect(view(desk, first.tradeNo)).toMatchObject({ verdict: "wait", dueFen: 500 });
    const second = must(desk.payment.takeCash(cash(500, { order: first.orderId }), fen(500)));
    expect(view(desk, second)).toMatchObject({ verdict: "release", dueFen: 0, exception: "none" });
  });

  test("a tender that was not received leaves the others as they are, and the rest is collected another way", async () => {
    const desk = openDesk();
    const first = must(desk.payment.takeCash(cash(500, { owedFen: AMOUNT }), fen(500)));
    const { orderId: order } = desk.attempt(first);
    desk.channel.script.payer = "refuses";
    expect((await desk.pay({ amountFen: fen(750), order })).status).toBe("declined");
    expect(view(desk, first)).toMatchObject({ status: "paid", dueFen: 750 });
    desk.channel.script.payer = "pays";
    expect((await desk.pay({ amountFen: fen(700), order })).status).toBe("paid");
    must(desk.payment.takeCash(cash(50, { order }), fen(100)));
    expect(view(desk, first)).toMatchObject({ verdict: "release", dueFen: 0 });
    expect(desk.problems()).toEqual([]);
  });

  test("nothing is taken beside a tender whose outcome is unknown, not even cash", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo } = must(desk.payment.collect(desk.sale({ amountFen: fen(750), owedFen: AMOUNT }), CODE));
    await desk.clock.pass(1000);
    const order = desk.attempt(tradeNo).orderId;
    expect(desk.payment.takeCash(cash(500, { order }), fen(500))).toMatchObject({
      failure: { code: "order_open_attempt", detail: tradeNo },
    });
  });

  test("more than is due is refused, and a paid order takes nothing more", async () => {
    const desk = openDesk();
    const first = must(desk.payment.takeCash(cash(500, { owedFen: AMOUNT }), fen(500)));
    const { orderId: order } = desk.attempt(first);
    expect(desk.payment.takeCash(cash(751, { order }), fen(751))).toMatchObject({
      failure: { code: "tender_more_than_due", detail: "750" },
    });
    expect(desk.payment.takeCash(cash(1251, { owedFen: AMOUNT }), fen(1251)).ok).toBe(false);
    must(desk.payment.takeCash(cash(750, { order }), fen(750)));
    expect(desk.payment.takeCash(cash(1, { order }), fen(1))).toMatchObject({
      failure: { code: "order_already_paid" },
    });
  });

  test("is undone tender by tender, and then collected for no more", async () => {
    const desk = openDesk();
    const first = must(desk.payment.takeCash(cash(500, { owedFen: AMOUNT }), fen(500)));
    const { orderId: order } = desk.attempt(first);
    const second = await desk.pay({ amountFen: fen(600), order });
    const undone = must(desk.payment.undoOrder(first, "left"));
    expect(undone).toMatchObject({ refunds: [expect.any(String), expect.any(String)], left: [] });
    for (const number of undone.refunds) await desk.clock.run(desk.payment.followRefund(number));
    expect(undone.refunds.map((number) => desk.refundStatus(number))).toEqual(["refunded", "refunded"]);
    expect([...(desk.channel.books.get(second.tradeNo)?.refunds.values() ?? [])]).toMatchObject([{ amountFen: 600 }]);
    expect(desk.payment.takeCash(cash(150, { order }), fen(150))).toMatchObject({
      failure: { code: "order_given_back" },
    });
    expect(desk.payment.undoOrder(first, "again")).toMatchObject({ failure: { code: "refund_order_not_paid" } });
    expect(desk.problems()).toEqual([]);
  });

  test("is not undone while one of its tenders is open", async () => {
    const desk = openDesk();
    const first = must(desk.payment.takeCash(cash(500, { owedFen: AMOUNT }), fen(500)));
    desk.channel.script.payer = { typesMs: null };
    must(desk.payment.collect(desk.sale({ amountFen: fen(750), order: desk.attempt(first).orderId }), CODE));
    await desk.clock.pass(1000);
    expect(desk.payment.undoOrder(first, "left")).toMatchObject({ failure: { code: "order_open_attempt" } });
    expect(desk.refundStatus).toBeDefined();
    expect(desk.store.read.all("SELECT * FROM refunds")).toEqual([]);
  });
});

test("no more goes back than the customer really paid, where the channel says that a voucher paid the rest", async () => {
  const desk = openDesk();
  const paid = { kind: "paid", amountFen: AMOUNT, raw: "PAID" } as const;
  const said = {
    payableFen: AMOUNT,
    realFen: fen(1000),
    refundMaxFen: fen(1000),
    discountFen: null,
    settledFen: null,
    vouchers: [],
    walletTradeNo: null,
    modeName: null,
  };
  desk.channel.script.faults.charge = [{ ...paid, settlement: said }];
  const { tradeNo } = await desk.pay();
  expect(view(desk, tradeNo).settlement).toEqual(said);
  expect(desk.payment.startRefund({ tradeNo, amountFen: fen(1001), why: "x" })).toMatchObject({
    failure: { code: "refund_more_than_left", detail: "1000" },
  });
});
