// A service that has only what the seed prints: no GET /refundOrders. What became of a refund can be read off its order
// alone, and only where everything went back of it.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import { openRefunds } from "../../main/channel/payserver/refund.ts";
import { systemClock } from "../../main/clock.ts";
import { REFUND_NO, TRADE_NO, asked, failed, http200, listed, order, refOf, refundOf } from "./payserver-support.ts";

const NO_SUCH_PATH = http200("Not Found", 404);
const ref = { ...refundOf(refOf({ tradeNo: TRADE_NO, amountFen: asked.amountFen }), 20), refundNo: REFUND_NO };

function askedOf(list: HttpAnswer, orders: HttpAnswer) {
  const refunds = openRefunds({
    wire: { get: () => Promise.resolve(list), post: () => Promise.reject(new Error("nothing is to be posted")) },
    clock: systemClock,
    requestTimeoutMs: 1000,
    askOrder: () => Promise.resolve(orders),
    askedOf: () => asked,
  });
  return refunds.refundQuery?.(ref);
}

/** The seed's sample of GET /payOrders: an order that was given back. */
const givenBack = { status: "refunded", refundAmount: 50, lastRefundAt: "2018-08-16 11:02:57" };

describe("a refund asked about where there is no list of refunds", () => {
  test("is done when everything of its order went back, of which the amount of ours is not named", async () => {
    expect(await askedOf(NO_SUCH_PATH, listed(order(givenBack)))).toMatchObject({
      kind: "refunded",
      amountFen: null,
      listedFen: 50,
    });
  });

  test.each([
    ["a part went back", { status: "partRefunded", refundAmount: 20 }],
    ["nothing went back yet", {}],
    ["the state and the amount disagree", { status: "refunded", refundAmount: 20 }],
    ["the order is of another amount", { ...givenBack, payAmount: 60, refundAmount: 60 }],
    ["the order is another's", { ...givenBack, clientPayNo: "201808161002" }],
  ])("is not known where %s", async (_, more) => {
    expect(await askedOf(NO_SUCH_PATH, listed(order(more)))).toMatchObject({ kind: "unknown" });
  });

  test("is not known where the order cannot be read", async () => {
    expect(await askedOf(NO_SUCH_PATH, failed("x"))).toMatchObject({ kind: "unknown" });
  });

  test("is not read off the order where there is a list that names none, or no answer", async () => {
    const done = listed(order(givenBack));
    for (const list of [listed(), failed("x"), { ok: false, failure: "timeout", detail: "" } as const])
      expect(await askedOf(list, done)).toMatchObject({ kind: "unknown" });
  });
});
