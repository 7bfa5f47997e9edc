// The timeline in words: every step the tables allow has a line of its own in both languages, and no line says more than its
// event proves.
import { describe, expect, test } from "vitest";
import { ATTEMPT_TABLE, REFUND_TABLE } from "../../main/payment/transitions.ts";
import type { Evidence } from "../../preload/contract/views.ts";
import { lineOf } from "../../renderer/evidence-line.ts";
import { en } from "../../renderer/text/en.ts";
import { zhCn } from "../../renderer/text/zh-cn.ts";

type Step = { readonly from: string | null; readonly kind: string; readonly to: string };

const stepsOf = (table: Readonly<Record<string, Readonly<Record<string, string>>>>): readonly Step[] =>
  Object.entries(table).flatMap(([from, events]) => Object.entries(events).map(([kind, to]) => ({ from, kind, to })));

const ATTEMPT_STEPS: readonly Step[] = [{ from: null, kind: "created", to: "created" }, ...stepsOf(ATTEMPT_TABLE)];
const REFUND_STEPS: readonly Step[] = [{ from: null, kind: "requested", to: "requested" }, ...stepsOf(REFUND_TABLE)];

const FULL = {
  asked: 3,
  reason: "timeout",
  raw: "RAW",
  amountFen: 1250,
  givenFen: 2000,
  channelTradeNo: "4200001",
  by: "Li",
  reference: "R-1",
} as const satisfies Evidence["detail"];

const event = (step: Step, detail: Evidence["detail"]): Evidence => ({ seq: 1, at: 0, ...step, detail });
const METHODS = ["pay_code", "qr", "mode", "cash"] as const;

describe.each([
  ["Chinese", zhCn, /已支付|撤销后又到账|撤销后到账|已收$|收到现金/],
  ["English", en, /: paid|money after the cancel|Another amount came in|noted: received at the channel$|Cash received/],
] as const)("%s", (_name, words, money) => {
  const attemptLine = (step: Step, detail: Evidence["detail"], method: (typeof METHODS)[number] = "pay_code") =>
    lineOf(words, { channel: "pooul", method }, event(step, detail));
  const refundLine = (step: Step, detail: Evidence["detail"] = {}) =>
    lineOf(words, { channel: "pooul", method: "pay_code" }, event(step, { ...detail, refund: "8" }));

  test.each(ATTEMPT_STEPS)("$from, $kind -> $to is told", (step) => {
    for (const method of METHODS)
      for (const detail of [{}, FULL]) {
        const line = attemptLine(step, detail, method);
        expect(line.title).not.toBe(words.otherLine({ kind: step.kind }).title);
        expect(`${line.title} ${line.note ?? ""}`).not.toMatch(/undefined|null|失败|!|！/);
      }
  });

  test.each(ATTEMPT_STEPS)("$from, $kind -> $to speaks of money received only where there is some", (step) => {
    const isMoney = step.to === "paid" && !["refund_differs", "settle_exception"].includes(step.kind);
    const { title } = attemptLine(step, FULL);
    expect(money.test(title)).toBe(isMoney || step.kind === "late_mismatch");
  });

  test.each(REFUND_STEPS)("a refund: $from, $kind -> $to is told", (step) => {
    for (const detail of [{}, FULL]) {
      const line = refundLine(step, detail);
      expect(line.title).not.toBe(words.otherLine({ kind: step.kind }).title);
      expect(`${line.title} ${line.note ?? ""}`).not.toMatch(/undefined|null|失败|!|！/);
    }
  });

  test("what a person wrote down stands there with the name and the reference", () => {
    for (const kind of ["resolved_paid", "resolved_unpaid"])
      expect(attemptLine({ from: "needs_review", kind, to: "paid" }, FULL).note).toMatch(/Li.*R-1/);
    for (const kind of ["resolved_refunded", "resolved_refused"])
      expect(refundLine({ from: "unknown", kind, to: "refunded" }, FULL).note).toMatch(/Li.*R-1/);
    expect(
      attemptLine({ from: "paid", kind: "settle_exception", to: "paid" }, { by: "Li", note: "kept" }).note,
    ).toMatch(/Li.*kept/);
  });

  test("an answer that came unasked is told apart from one to a question, and from the watch's", () => {
    const step = { from: "cancelled", kind: "late_paid", to: "paid" };
    const titles = [{ by: "notice" }, { asked: 4 }, {}].map((detail) => attemptLine(step, detail).title);
    expect(new Set(titles).size).toBe(3);
    const paid = { from: "unknown", kind: "paid", to: "paid" };
    expect(attemptLine(paid, { by: "notice" }).title).not.toBe(attemptLine(paid, {}).title);
  });

  test("time that ran out leads to a question first, and to a person once the cancel was not confirmed", () => {
    const first = attemptLine({ from: "unknown", kind: "spent", to: "cancelling" }, {});
    const last = attemptLine({ from: "cancelling", kind: "spent", to: "needs_review" }, {});
    expect(last.title).not.toBe(first.title);
  });

  test("a refund found unsent after a restart is ended, one found sent is asked about, one sent again keeps its number", () => {
    const unsent = refundLine({ from: "requested", kind: "restart", to: "refused" });
    const sent = refundLine({ from: "sending", kind: "restart", to: "unknown" });
    expect(unsent.title).not.toBe(sent.title);
    const again = refundLine({ from: "unknown", kind: "send", to: "sending" });
    expect(again.note).toMatch(/同一退款号|same number/);
    expect(refundLine({ from: "requested", kind: "send", to: "sending" }).note).toBeUndefined();
  });

  test("nobody types a password for a way without a pay code", () => {
    const step = { from: "sending", kind: "awaiting", to: "awaiting_payer" };
    expect(attemptLine(step, {}, "mode").title).not.toMatch(/密码|password/);
    expect(attemptLine({ ...step, from: "unknown" }, { asked: 2 }, "mode").title).not.toMatch(/输|typing/);
  });
});
