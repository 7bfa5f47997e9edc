// The one instruction that follows from each status, and which statuses may still hold money.
import { describe, expect, test } from "vitest";
import {
  assertNever,
  type AttemptStatus,
  attemptStatus,
  isOpen,
  isRefundOpen,
  OPEN_STATUSES,
  refundStatus,
  type Verdict,
  verdictOf,
} from "../../preload/contract/status.ts";

const TABLE: Readonly<Record<AttemptStatus, readonly [Verdict, "open" | "final"]>> = {
  created: ["wait", "open"],
  sending: ["wait", "open"],
  awaiting_payer: ["wait", "open"],
  unknown: ["wait", "open"],
  cancelling: ["wait", "open"],
  needs_review: ["wait", "open"],
  paid: ["release", "final"],
  declined: ["retry", "final"],
  cancelled: ["retry", "final"],
};

describe("the verdict", () => {
  test.each(attemptStatus.options)("of %s", (status) => {
    const [verdict, open] = TABLE[status];
    expect(verdictOf(status, 0)).toBe(verdict);
    expect(isOpen(status)).toBe(open === "open");
  });

  test("to hand the goods over follows from paid alone", () =>
    expect(attemptStatus.options.filter((status) => verdictOf(status, 0) === "release")).toEqual(["paid"]));

  test("of a tender whose order is not wholly paid is to wait", () => {
    expect(verdictOf("paid", 1)).toBe("wait");
    expect(verdictOf("declined", 1)).toBe("retry");
  });

  test("is to wait for exactly the open statuses", () =>
    expect(attemptStatus.options.filter((status) => verdictOf(status, 0) === "wait")).toEqual([...OPEN_STATUSES]));
});

describe("a refund", () => {
  test("is open until it is refunded or refused", () =>
    expect(refundStatus.options.filter((status) => !isRefundOpen(status))).toEqual(["refunded", "refused"]));
});

test("a case that was forgotten is thrown, not passed over", () => {
  // A status this version does not know, as JSON from elsewhere may hold it.
  const stranger = JSON.parse('"stranger"') as never;
  expect(() => assertNever(stranger)).toThrow("forgotten");
  expect(() => verdictOf(stranger, 0)).toThrow("forgotten");
});
