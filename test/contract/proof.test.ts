// Whose word money is: green is a channel's proof, and what went back is no reason to hand over goods.
import { describe, expect, it } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { isAllBack, isProved } from "../../preload/contract/proof.ts";
import { NOTHING_NAMED } from "../../preload/contract/views.ts";

describe("proof", () => {
  it.each([
    ["a channel's answer", { method: "pay_code", exception: "none" }, true],
    ["money that came late", { method: "qr", exception: "paid_late" }, true],
    ["cash", { method: "cash", exception: "none" }, false],
    ["what a person wrote down", { method: "mode", exception: "resolved_by_hand" }, false],
  ] as const)("%s: %o", (_what, attempt, proved) => expect(isProved(attempt)).toBe(proved));
});

describe("an order's money is all back", () => {
  type Back = Parameters<typeof isAllBack>[0][number];
  const paid = (refunded: number, refunding: number, refundMax: number | null = null): Back => ({
    status: "paid",
    amountFen: fen(1000),
    refundedFen: fen(refunded),
    refundingFen: fen(refunding),
    settlement: refundMax === null ? null : { ...NOTHING_NAMED, refundMaxFen: fen(refundMax) },
  });
  const declined: Back = { ...paid(0, 0), status: "declined" };

  it.each<[string, Back[], boolean]>([
    ["when it went back", [paid(1000, 0)], true],
    ["when the rest of it is on its way", [paid(400, 600)], true],
    ["when each of its payments went back, whatever was not received", [paid(1000, 0), declined, paid(0, 1000)], true],
    ["when all but what a voucher paid went back", [paid(800, 0, 800)], true],
    ["never while a part stays", [paid(999, 0)], false],
    ["never while another payment of it stays", [paid(1000, 0), paid(0, 0)], false],
    ["never where nothing may go back", [paid(0, 0, 0)], false],
    ["never where nothing was received", [declined], false],
  ])("%s", (_when, tenders, isBack) => expect(isAllBack(tenders)).toBe(isBack));
});
