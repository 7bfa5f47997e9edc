// A short kill test: every channel, one run in the real window. `npm run kill-test -- --runs 300` is the long one.
// And the auditor itself: it must see what it is there to see.
import { describe, expect, it } from "vitest";
import { type Audited, differences } from "./audit.ts";
import type { AttemptRow, RefundRow, Rows } from "./book.ts";
import { runAll } from "./run-all.ts";
import type { Entry } from "./shop.ts";

const SEED = Number(process.env.KILL_SEED ?? "31");
const RUNS = 6;

it("killed at drawn moments, a new process recovers and the two books agree, on every channel", async () => {
  const results = await runAll({ runs: RUNS, seed: SEED, channel: null, door: null, built: null, finished() {} });
  const failed = results.filter(({ problems }) => problems.length > 0);
  expect(
    failed.map(({ seed, channel, problems, story, folder }) => ({ seed, channel, folder, problems, story })),
  ).toEqual([]);
  expect(new Set(results.map(({ channel }) => channel)).size).toBe(5);
  expect(results.flatMap(({ kills }) => kills).length).toBeGreaterThanOrEqual(RUNS);
  expect(results.flatMap(({ attempts }) => attempts).length).toBeGreaterThan(RUNS / 2);
}, 300_000);

describe("the auditor sees", () => {
  const attempt: AttemptRow = {
    trade_no: "9-1",
    order_id: "o1",
    channel: "pooul",
    leg: 0,
    amount_fen: 500,
    owed_fen: 500,
    status: "paid",
    exception: "none",
    reason: null,
    receipts: 1,
  };
  const entry: Entry = { number: "9-1", amountFen: 500, charges: 1, paidFen: 500, returnedFen: 0 };
  const refund: RefundRow = { refund_no: "8-1", trade_no: "9-1", amount_fen: 200, status: "refunded" };
  const unpaid = { ...entry, charges: 0, paidFen: 0 };
  const failed = { ...attempt, receipts: 0 };

  function look(rows: Partial<Rows>, entries: readonly Entry[], breaches: readonly string[] = [], mayStay = false) {
    const shop: Audited = {
      entries: () => entries,
      breaches: () => breaches,
      mayStay: () => mayStay,
    };
    return differences(shop, { attempts: [], refunds: [], ...rows });
  }

  it("nothing wrong in two books that agree", () => {
    expect(look({ attempts: [attempt] }, [entry])).toEqual([]);
    expect(look({ attempts: [attempt], refunds: [refund] }, [{ ...entry, returnedFen: 200 }])).toEqual([]);
    expect(look({ attempts: [{ ...failed, status: "cancelled" }] }, [{ ...entry, returnedFen: 500 }])).toEqual([]);
    expect(look({ attempts: [{ ...failed, status: "needs_review" }] }, [entry], [], true)).toEqual([]);
    const cash = { ...failed, trade_no: "9-2", channel: "cash", amount_fen: 100, owed_fen: 600 };
    expect(look({ attempts: [cash, { ...attempt, owed_fen: 600 }] }, [entry])).toEqual([]);
  });

  it.each<[string, Partial<Rows>, readonly Entry[], string]>([
    ["money taken twice", { attempts: [attempt] }, [{ ...entry, charges: 2 }], "charged 2 times"],
    ["paid here and not there", { attempts: [attempt] }, [unpaid], "0 of 500 fen were paid there"],
    ["paid here and unknown there", { attempts: [attempt] }, [], "0 of 500 fen were paid there"],
    ["declined here and paid there", { attempts: [{ ...failed, status: "declined" }] }, [entry], "500 fen stay there"],
    ["another amount", { attempts: [attempt] }, [{ ...entry, amountFen: 5 }], "500 fen here, 5 there"],
    ["a payment that is only there", {}, [entry], "only there"],
    ["a refund that is only there", { attempts: [attempt] }, [{ ...entry, returnedFen: 1 }], "refunded 0 here and 1"],
    ["a refund that is only here", { attempts: [attempt], refunds: [refund] }, [entry], "refunded 200 here and 0"],
    [
      "more given back than paid",
      { attempts: [attempt], refunds: [refund, refund, refund] },
      [{ ...entry, returnedFen: 600 }],
      "600 of 500 fen",
    ],
    ["an attempt left open", { attempts: [{ ...failed, status: "sending" }] }, [unpaid], "is open"],
    ["a review nobody needs", { attempts: [{ ...failed, status: "needs_review" }] }, [unpaid], "could be asked"],
    [
      "a refund left open",
      { attempts: [attempt], refunds: [{ ...refund, status: "unknown" }] },
      [entry],
      "a refund of it stands open",
    ],
    ["a payment without its receipt", { attempts: [failed] }, [entry], "has 0 receipts"],
    [
      "a receipt of an order that is not whole",
      { attempts: [{ ...attempt, owed_fen: 900 }] },
      [entry],
      "has 1 receipts, whole: false",
    ],
    [
      "money beyond the cash that paid the order already",
      { attempts: [{ ...attempt, trade_no: "9-2", channel: "cash" }, attempt] },
      [entry],
      "owes 500 fen and paid 1000",
    ],
    [
      "one order paid by two attempts",
      { attempts: [attempt, { ...attempt, trade_no: "9-2" }] },
      [entry, { ...entry, number: "9-2" }],
      "owes 500 fen and paid 1000",
    ],
  ])("%s", (_what, rows, entries, said) => {
    expect(look(rows, entries).join("\n")).toContain(said);
  });

  it("a breach that the peer wrote down", () => {
    expect(look({ attempts: [attempt] }, [entry], ["charged a second time"])).toEqual([
      "breach: charged a second time",
    ]);
  });
});
