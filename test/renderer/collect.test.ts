// The collect screen's rules that need no screen: keys by phase, faces by status, evidence, amounts read aloud.
import { describe, expect, it } from "vitest";
import { makeNumber, tradeNo } from "../../preload/contract/ids.ts";
import { ZERO, fen } from "../../preload/contract/money.ts";
import { type AttemptStatus, attemptStatus, verdictOf } from "../../preload/contract/status.ts";
import type { AttemptView, Evidence } from "../../preload/contract/views.ts";
import { joinStory, shorten } from "../../renderer/evidence.ts";
import { KEY_TABLE, type KeyName, type Phase, keyOf } from "../../renderer/screens/collect/key-table.ts";
import { faceOfAttempt } from "../../renderer/screens/collect/phase.ts";
import { countDown, spokenYuan } from "../../renderer/text/format.ts";

const order = tradeNo(makeNumber("9", "261121143206", 1, 48));
if (order === null) throw new Error("not a trade number");

const attempt = (status: AttemptStatus, method: AttemptView["method"] = "pay_code"): AttemptView => ({
  order,
  orderId: "o",
  status,
  verdict: verdictOf(status, 0),
  exception: "none",
  exceptionSettled: false,
  amountFen: fen(2850),
  owedFen: fen(2850),
  dueFen: ZERO,
  givenFen: null,
  settlement: null,
  refundedFen: ZERO,
  refundingFen: ZERO,
  proposedRefundFen: null,
  refundTrouble: null,
  channel: "training",
  training: true,
  method,
  wallet: "wechat",
  codeTail: "4071",
  channelTradeNo: null,
  reason: null,
  raw: null,
  note: null,
  dayNumber: 48,
  createdAt: 0,
  sentAt: null,
  finalAt: null,
  asked: 0,
  codeUrl: null,
  codeExpiresAt: null,
  nextAskAt: null,
  giveUpAt: null,
  watchAt: null,
});

const event = (seq: number, kind: string, from: string, to: string): Evidence => ({
  seq,
  at: seq,
  kind,
  from,
  to,
  detail: {},
});

describe("the face is the verdict's", () => {
  it.each(attemptStatus.options)("%s never shows more than main knows", (status) => {
    const face = faceOfAttempt(attempt(status));
    const faces = { release: ["paid"], retry: ["none"], wait: ["busy", "wait"] };
    expect(faces[verdictOf(status, 0)]).toContain(face);
  });

  it("a code of ours that waits for its scan has a face of its own", () => {
    expect(faceOfAttempt(attempt("awaiting_payer", "qr"))).toBe("qr");
    expect(faceOfAttempt(attempt("unknown", "qr"))).toBe("wait");
  });
});

describe("no key does harm", () => {
  const phases = Object.keys(KEY_TABLE).filter((phase): phase is Phase => phase in KEY_TABLE);
  const names: readonly KeyName[] = ["digit", "point", "plus", "times", "minus", "slash", "enter", "escape"];

  it("only − in the stop question stops a payment", () => {
    const stops = phases.flatMap((phase) =>
      names.filter((name) => KEY_TABLE[phase][name] === "stop").map((name) => phase + name),
    );
    expect(stops).toEqual(["questionminus"]);
  });

  it("while nothing is proven, no key starts another payment", () => {
    for (const phase of ["busy", "qr", "wait", "question", "loading"] as const) {
      for (const name of names) {
        expect(["begin", "again", "edit", "next", "next_with_key"]).not.toContain(KEY_TABLE[phase][name]);
      }
    }
  });

  it("Esc never confirms and never leaves 别放货，等", () => {
    expect(KEY_TABLE.wait.escape).toBe("nothing");
    expect(KEY_TABLE.question.escape).toBe("keep_waiting");
  });

  it.each([
    ["Numpad5", false, "digit"],
    ["Digit8", true, "times"],
    ["Digit5", true, null],
    ["NumpadMultiply", false, "times"],
    ["Backspace", false, "minus"],
    ["Comma", false, null],
    ["KeyA", false, null],
  ])("%s with shift %s is %s", (code, shift, name) => expect(keyOf(code, shift)?.name ?? null).toBe(name));
});

describe("evidence in pieces", () => {
  const first = [event(1, "created", "", "created"), event(2, "send", "created", "sending")];
  const second = [...first, event(3, "paid", "sending", "paid")];

  it("a late message does not take a verdict back", () => {
    const paid = joinStory(null, { attempt: attempt("paid"), evidence: second });
    const after = joinStory(paid, { attempt: attempt("sending"), evidence: first });
    expect(after.attempt.status).toBe("paid");
    expect(after.evidence.map((each) => each.seq)).toEqual([1, 2, 3]);
  });

  it("many same answers are shown by the first and the last", () => {
    const asked = [4, 5, 6, 7, 8].map((seq) => event(seq, "awaiting", "awaiting_payer", "awaiting_payer"));
    expect(shorten([...first, ...asked]).map((each) => each.seq)).toEqual([1, 2, 4, 8]);
  });
});

describe("an amount read aloud", () => {
  it.each([
    [0, "零元"],
    [1, "零元零一分"],
    [50, "零元五角"],
    [1000, "十元"],
    [1250, "十二元五角"],
    [2850, "二十八元五角"],
    [10_005, "一百元零五分"],
    [10_100, "一百零一元"],
    [11_000, "一百一十元"],
    [100_010, "一千元一角"],
    [100_500, "一千零五元"],
    [1_000_000, "一万元"],
    [1_001_000, "一万零一十元"],
    [1_010_000, "一万零一百元"],
    [9_999_999, "九万九千九百九十九元九角九分"],
    [10_000_000, "十万元"],
  ])("%i fen is %s", (amount, text) => expect(spokenYuan(fen(amount))).toBe(text));

  it("a count-down has two digits of seconds", () => expect(countDown(84)).toBe("1:24"));
});
