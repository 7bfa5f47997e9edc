// What a person writes down: only where the channel cannot tell, always with a reference and a name, never for another
// amount, and standing as an exception until somebody settles it.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { evidenceOf } from "../../main/store/journal.ts";
import { countWaitsForPerson } from "../../main/store/needs-person.ts";
import { listAttempts } from "../../main/store/list-attempts.ts";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";
import { begin, paidDesk } from "../support/flow-refunds.ts";
import { setDisk } from "../support/flow-raw.ts";

const WRITTEN = { reference: "4200001234567890123456789012", by: "Li" };
const silence = () => Array.from({ length: 60 }, () => "lose_request" as const);

/** A payment of a channel that nobody can ask, whose answer was lost. */
async function unasked(): Promise<{ desk: Desk; tradeNo: Awaited<ReturnType<Desk["pay"]>>["tradeNo"] }> {
  const desk = openDesk({ options: { without: ["query", "cancel", "close"] } });
  desk.channel.script.faults.charge = ["lose_answer"];
  const { tradeNo, status } = await desk.pay();
  expect(status).toBe("needs_review");
  return { desk, tradeNo };
}

describe("what the console says of a payment", () => {
  for (const [says, status, receipts] of [
    ["paid", "paid", 1],
    ["unpaid", "cancelled", 0],
  ] as const)
    test(`${says}: ${status}, as an exception with the reference and the name in the journal`, async () => {
      const { desk, tradeNo } = await unasked();
      const view = must(await desk.payment.resolveReview({ tradeNo, says, ...WRITTEN }));
      expect(view).toMatchObject({ status, exception: "resolved_by_hand", exceptionSettled: false, amountFen: 1250 });
      expect(evidenceOf(desk.store.read, tradeNo).at(-1)).toMatchObject({
        kind: `resolved_${says}`,
        detail: { ...WRITTEN, amountFen: 1250, exception: "resolved_by_hand" },
      });
      expect(desk.store.read.all("SELECT 1 FROM print_jobs")).toHaveLength(receipts);
      expect(desk.problems()).toEqual([]);
    });

  test("is not asked for twice", async () => {
    const { desk, tradeNo } = await unasked();
    must(await desk.payment.resolveReview({ tradeNo, says: "paid", ...WRITTEN }));
    expect(await desk.payment.resolveReview({ tradeNo, says: "unpaid", ...WRITTEN })).toMatchObject({
      failure: { code: "review_not_open" },
    });
    expect(desk.attempt(tradeNo).status).toBe("paid");
  });

  test("is refused where the channel answers: its proof settles instead", async () => {
    const desk = openDesk({ options: { without: ["cancel", "close"] } });
    const { faults } = desk.channel.script;
    faults.charge = ["lose_answer"];
    faults.query = silence();
    const { tradeNo, status } = await desk.pay();
    expect(status).toBe("needs_review");
    faults.query.length = 0;
    const asked = await desk.clock.run(desk.payment.resolveReview({ tradeNo, says: "unpaid", ...WRITTEN }));
    expect(asked).toMatchObject({ ok: false, failure: { code: "review_can_ask" } });
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "none" });
  });

  test("is taken where the channel was asked in vain", async () => {
    const desk = openDesk({ options: { without: ["cancel", "close"] } });
    desk.channel.script.faults.charge = ["lose_answer"];
    desk.channel.script.faults.query = silence();
    const { tradeNo } = await desk.pay();
    const before = desk.channel.count("query");
    must(await desk.clock.run(desk.payment.resolveReview({ tradeNo, says: "paid", ...WRITTEN })));
    expect(desk.channel.count("query")).toBe(before + 1);
    expect(desk.attempt(tradeNo).status).toBe("paid");
  });

  test("can never make a payment of another amount paid", async () => {
    const desk = openDesk({ options: { without: ["query", "cancel", "close"] } });
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(1), raw: "PAID" }];
    const { tradeNo } = await desk.pay();
    expect(await desk.payment.resolveReview({ tradeNo, says: "paid", ...WRITTEN })).toMatchObject({
      failure: { code: "review_amount_differs" },
    });
    must(await desk.payment.resolveReview({ tradeNo, says: "unpaid", ...WRITTEN }));
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", exception: "amount_mismatch" });
  });

  test("is refused for anything that does not wait for a person, and while the disk refuses", async () => {
    const { desk, tradeNo } = await unasked();
    desk.channel.script.faults.charge = ["honest"];
    const paid = await desk.pay();
    expect(await desk.payment.resolveReview({ tradeNo: paid.tradeNo, says: "unpaid", ...WRITTEN })).toMatchObject({
      failure: { code: "review_not_open", detail: "paid" },
    });
    setDisk(desk.store, "refuses");
    expect(await desk.payment.resolveReview({ tradeNo, says: "paid", ...WRITTEN })).toMatchObject({
      failure: { code: "store_cannot_write" },
    });
    expect(desk.attempt(tradeNo).status).toBe("needs_review");
  });
});

describe("what the console says of a refund", () => {
  for (const says of ["refunded", "refused"] as const)
    test(`${says}, where nobody can be asked`, async () => {
      const { desk, tradeNo } = await paidDesk({ without: ["refundQuery"] });
      desk.channel.script.faults.refund = ["lose_answer"];
      const refundNo = begin(desk, tradeNo);
      await desk.clock.run(desk.payment.followRefund(refundNo));
      expect(desk.refundStatus(refundNo)).toBe("unknown");
      must(await desk.payment.resolveRefund({ refundNo, says, ...WRITTEN }));
      expect(desk.refundStatus(refundNo)).toBe(says);
      expect(desk.history(refundNo).at(-1)).toBe(`resolved_${says}`);
      expect(desk.problems()).toEqual([]);
    });

  test("is refused while the channel calls it under way, and taken when that has lasted for days", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.refundQuestions = 1_000_000;
    const refundNo = begin(desk, tradeNo);
    await desk.clock.pass(60_000);
    const resolved = () => desk.clock.run(desk.payment.resolveRefund({ refundNo, says: "refunded", ...WRITTEN }));
    expect(await resolved()).toMatchObject({ failure: { code: "review_can_ask" } });
    desk.closing.abort();
    await desk.clock.pass(4 * 86_400_000);
    must(await resolved());
    expect(desk.refundStatus(refundNo)).toBe("refunded");
  });
});

describe("an exception", () => {
  test("is listed and counted until somebody settles it, and a new one opens it again", async () => {
    const { desk, tradeNo } = await unasked();
    must(await desk.payment.resolveReview({ tradeNo, says: "unpaid", ...WRITTEN }));
    const open = () => listAttempts(desk.store.read, { limit: 9, openExceptions: true }).map((one) => one.tradeNo);
    expect([open(), countWaitsForPerson(desk.store.read, desk.clock.now())]).toEqual([[tradeNo], 1]);
    must(desk.payment.settleException({ tradeNo, note: "seen", by: "Li" }));
    expect([open(), countWaitsForPerson(desk.store.read, desk.clock.now())]).toEqual([[], 0]);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", exception: "resolved_by_hand" });
    expect(desk.payment.settleException({ tradeNo, note: "seen", by: "Li" })).toMatchObject({
      failure: { code: "exception_not_open" },
    });
    expect(desk.problems()).toEqual([]);
  });

  test("there is none to settle on a plain payment", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    expect(desk.payment.settleException({ tradeNo, note: "x", by: "y" })).toMatchObject({
      failure: { code: "exception_not_open" },
    });
  });
});
