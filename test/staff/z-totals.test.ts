// The Z reports of simulated days against three other books to the fen: the orders as rows, the days' reports, and what the
// channel itself has written down, whose answers get lost, come late or say no.
import { expect, test } from "vitest";
import { openReports } from "../../main/report/reports.ts";
import { openShifts } from "../../main/staff/shifts.ts";
import { allShifts } from "../../main/store/shifts.ts";
import { fen } from "../../preload/contract/money.ts";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";
import { chance } from "../support/flow-rows.ts";

const HOUR = 3_600_000;
const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"] as const;
type Sums = { readonly fen: number; readonly backFen: number };
const net = ({ fen: received, backFen }: Sums): number => received - backFen;
const plus = (sums: readonly Sums[]): Sums => ({
  fen: sums.reduce((sum, each) => sum + each.fen, 0),
  backFen: sums.reduce((sum, each) => sum + each.backFen, 0),
});

/** One customer: cash or a code; an answer may be lost, the payer may refuse or never pay; some bring it back. */
async function serve(desk: Desk, draw: (below: number) => number): Promise<void> {
  const amountFen = fen(1 + draw(20_000));
  if (draw(4) === 0) {
    const order = must(desk.payment.takeCash({ ...desk.sale({ amountFen }), order: null }, amountFen));
    if (draw(3) === 0) must(desk.payment.startRefund({ tradeNo: order, amountFen: null, why: "back" }));
    return;
  }
  const { script } = desk.channel;
  script.payer =
    (["pays", "pays", "pays", "refuses", { typesMs: 9000 }, { typesMs: null }] as const)[draw(6)] ?? "pays";
  if (draw(3) === 0) script.faults.charge.push(draw(2) === 0 ? "lose_answer" : "lose_request");
  const attempt = await desk.pay({ amountFen });
  script.faults.charge.length = 0;
  if (attempt.status !== "paid" || draw(3) > 0) return;
  const back = fen(1 + draw(amountFen));
  const number = must(desk.payment.startRefund({ tradeNo: attempt.tradeNo, amountFen: back, why: "back" }));
  await desk.clock.run(desk.payment.followRefund(number));
}

function rowsSay({ store }: Desk, cash: "without" | "all"): Sums {
  const which = { without: "a.method <> 'cash'", all: "1" }[cash];
  const received = `SELECT coalesce(sum(a.amount_fen), 0) AS n FROM attempts a WHERE a.status = 'paid' AND ${which}`;
  const back = `SELECT coalesce(sum(r.amount_fen), 0) AS n FROM refunds r JOIN attempts a USING (trade_no)
    WHERE r.status = 'refunded' AND ${which}`;
  const read = (sql: string) => store.read.get<{ n: number }>(sql)?.n ?? Number.NaN;
  return { fen: read(received), backFen: read(back) };
}

function channelSays({ channel }: Desk): Sums {
  const paid = [...channel.books.values()].filter(({ state }) => state === "paid");
  const refunds = paid.flatMap((entry) => [...entry.refunds.values()]);
  return {
    fen: paid.reduce((sum, { amountFen }) => sum + amountFen, 0),
    backFen: refunds.reduce((sum, { amountFen }) => sum + amountFen, 0),
  };
}

test.each([1, 2, 3])(
  "Z totals are the orders', the reports' and the channel's own sums to the fen (seed %i)",
  async (seed) => {
    const desk = openDesk();
    const draw = chance(seed);
    const shifts = openShifts({ store: desk.store, clock: desk.clock, who: () => null });
    must(shifts.open(fen(50_000)));
    for (const day of DAYS) {
      while (desk.clock.local(desk.clock.now()).day === day) {
        await serve(desk, draw);
        desk.clock.jump(draw(2 * HOUR));
        if (draw(5) > 0) continue;
        const counted = must(shifts.count({ countedFen: fen(40_000 + draw(20_000)) }));
        if (draw(2) === 0) await serve(desk, draw);
        const why = counted.drawer?.differenceFen === 0 ? {} : { why: "找零错" };
        must(shifts.close({ leftFen: fen(10_000), next: true, ...why }));
      }
    }
    must(shifts.count({ countedFen: fen(10_000) }));
    const z = allShifts(desk.store.read).flatMap(({ count }) => (count ? [count.z] : []));
    const total = plus(z.map(({ takings }) => takings.total));
    expect(z.length).toBeGreaterThan(3);
    expect(total).toEqual(rowsSay(desk, "all"));

    const withoutCash = plus(
      z.flatMap(({ takings }) => takings.byTender.filter(({ key }) => key !== "cash")).map((row) => row),
    );
    expect(withoutCash).toEqual(channelSays(desk));
    expect(withoutCash).toEqual(rowsSay(desk, "without"));
    const { make } = openReports({ store: desk.store, clock: desk.clock });
    const last = desk.clock.local(desk.clock.now()).day;
    const days = [...new Set([...DAYS, last])].map((day) => make({ span: "day", day }).takings.total);
    expect(net(plus(days))).toBe(net(total));
    expect(net(total)).toBeGreaterThan(0);
    expect(desk.problems()).toEqual([]);
  },
);
