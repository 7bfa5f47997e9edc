// What waits for a person is counted from the moment nobody else can end it, and until it has ended.
import { expect, test } from "vitest";
import { listAttempts } from "../../main/store/list-attempts.ts";
import { countWaitsForPerson } from "../../main/store/needs-person.ts";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";
import { begin, giveBack, paidDesk } from "../support/flow-refunds.ts";

const WRITTEN = { reference: "4200001234567890123456789012", by: "Li" };
const waiting = (desk: Desk) => {
  const now = desk.clock.now();
  const listed = listAttempts(desk.store.read, { limit: 9, waitsForPersonAt: now });
  expect(listed).toHaveLength(countWaitsForPerson(desk.store.read, now));
  return listed.map(({ tradeNo }) => tradeNo);
};

test("a payment nobody can be asked about waits, also once it is decided by hand, until that is settled", async () => {
  const desk = openDesk({ options: { without: ["query", "cancel", "close"] } });
  desk.channel.script.faults.charge = ["lose_answer"];
  const { tradeNo } = await desk.pay();
  expect(waiting(desk)).toEqual([tradeNo]);
  must(await desk.payment.resolveReview({ tradeNo, says: "paid", ...WRITTEN }));
  expect(waiting(desk)).toEqual([tradeNo]);
  must(desk.payment.settleException({ tradeNo, note: "seen", by: "Li" }));
  expect(waiting(desk)).toEqual([]);
});

test("a payment that is paid, or declined, waits for nobody", async () => {
  const { desk } = await paidDesk();
  desk.channel.script.faults.charge = [{ kind: "declined", reason: "balance_low", newCode: true, raw: "NO" }];
  await desk.pay();
  expect(waiting(desk)).toEqual([]);
});

test("a refund without an end waits after two minutes, until its end is written down", async () => {
  const { desk, tradeNo } = await paidDesk({ without: ["refundQuery"] });
  desk.channel.script.faults.refund = ["lose_answer"];
  const refundNo = begin(desk, tradeNo);
  await desk.clock.run(desk.payment.followRefund(refundNo));
  desk.closing.abort();
  await desk.clock.pass(120_000);
  expect(waiting(desk)).toEqual([tradeNo]);
  must(await desk.payment.resolveRefund({ refundNo, says: "refunded", ...WRITTEN }));
  expect(waiting(desk)).toEqual([]);
});

test("a refused refund waits until another one is begun, or somebody has dealt with it, however long that takes", async () => {
  const { desk, tradeNo } = await paidDesk();
  const no = { kind: "refused", reason: "refund_refused", raw: "NO" } as const;
  desk.channel.script.faults.refund = [no];
  await giveBack(desk, tradeNo);
  expect(waiting(desk)).toEqual([tradeNo]);
  await giveBack(desk, tradeNo);
  expect(waiting(desk)).toEqual([]);

  const other = await paidDesk();
  other.desk.channel.script.faults.refund = [no, no];
  await giveBack(other.desk, other.tradeNo);
  const refundNo = await giveBack(other.desk, other.tradeNo);
  await other.desk.clock.pass(30 * 86_400_000);
  expect(waiting(other.desk)).toEqual([other.tradeNo]);
  const dealt = must(other.desk.payment.letGoRefund({ refundNo, note: "cash instead", by: "Li" }));
  expect(dealt).toMatchObject({ status: "refused", letGo: true });
  expect(waiting(other.desk)).toEqual([]);
  expect(other.desk.payment.letGoRefund({ refundNo, note: "again", by: "Li" })).toMatchObject({
    failure: { code: "refund_not_refused" },
  });
  expect(other.desk.problems()).toEqual([]);
});
