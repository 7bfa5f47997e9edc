// What is heard: rhythms that cannot be confused, amounts read whole, nothing spoken before it is proved.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { makeNumber, tradeNo } from "../../preload/contract/ids.ts";
import { ZERO, fen } from "../../preload/contract/money.ts";
import { verdictOf } from "../../preload/contract/status.ts";
import { type AttemptView, type Evidence, settings } from "../../preload/contract/views.ts";
import { SENTENCES, SYLLABLES, clipsOfAmount } from "../../renderer/sound/clips.ts";
import { EARCONS } from "../../renderer/sound/earcons.ts";
import { listen } from "../../renderer/sound/said.ts";

const order = tradeNo(makeNumber("9", "261121143206", 1, 48));
if (order === null) throw new Error("not a trade number");
const SPEECH = resolve(import.meta.dirname, "../../resources/speech");

const attempt = (change: Partial<AttemptView> = {}): AttemptView => ({
  order,
  orderId: "o",
  status: "paid",
  verdict: verdictOf("paid", 0),
  exception: "none",
  exceptionSettled: false,
  amountFen: fen(10_005),
  owedFen: fen(10_005),
  dueFen: ZERO,
  givenFen: null,
  settlement: null,
  refundedFen: ZERO,
  refundingFen: ZERO,
  proposedRefundFen: null,
  refundTrouble: null,
  channel: "pooul",
  training: false,
  method: "pay_code",
  wallet: "wechat",
  codeTail: "4071",
  channelTradeNo: null,
  reason: null,
  raw: null,
  note: null,
  dayNumber: 48,
  createdAt: 1,
  sentAt: 1,
  finalAt: null,
  asked: 0,
  codeUrl: null,
  codeExpiresAt: null,
  nextAskAt: null,
  giveUpAt: null,
  watchAt: null,
  ...change,
});
const line = (seq: number, from: string | null, to: string | null, detail: Evidence["detail"] = {}): Evidence => ({
  seq,
  at: seq,
  kind: from === null ? "created" : "answered",
  from,
  to,
  detail,
});
const PAID = ["yi", "bai", "yuan", "ling", "wu", "fen"];

describe("the clips", () => {
  it("are there for every sign of an amount and every sentence, and are small sound files", () => {
    for (const name of [...Object.values(SYLLABLES), ...Object.keys(SENTENCES)]) {
      const bytes = readFileSync(resolve(SPEECH, `${name}.ogg`));
      expect(bytes.subarray(0, 4).toString("latin1")).toBe("OggS");
      expect(bytes.length).toBeLessThan(32_000);
    }
  });

  it("are all used", () => {
    const known = new Set([...Object.values(SYLLABLES), ...Object.keys(SENTENCES)].map((name) => `${name}.ogg`));
    expect(readdirSync(SPEECH).filter((name) => name.endsWith(".ogg") && !known.has(name))).toEqual([]);
    expect(existsSync(resolve(SPEECH, "README.md"))).toBe(true);
  });

  it.each([
    [10_005, PAID],
    [2850, ["er", "shi", "ba", "yuan", "wu", "jiao"]],
    [1, ["ling", "yuan", "ling", "yi", "fen"]],
    [1_000_000, ["yi", "wan", "yuan"]],
    [10_000_000, ["shi", "wan", "yuan"]],
  ])("read %i fen whole", (amount, clips) => expect(clipsOfAmount(fen(amount))).toEqual(clips));

  it("miss no sign of any amount", () => {
    for (let amount = 1; amount <= 10_000_000; amount += 997)
      expect(clipsOfAmount(fen(amount)).length).toBeGreaterThan(1);
  });
});

describe("the rhythms", () => {
  it("differ by their lengths alone, whatever their pitch", () => {
    const rhythms = Object.values(EARCONS).map((notes) => notes.map(({ atMs, ms }) => `${atMs}+${ms}`).join(" "));
    expect(new Set(rhythms).size).toBe(rhythms.length);
  });

  it("for what is not known cannot be set under 30 percent", () => {
    const loud = { on: true, speak: true, volumes: { paid: 0, none: 0, wait: 30, scan: 0 } };
    expect(settings.shape.sound.safeParse(loud).success).toBe(true);
    expect(settings.shape.sound.safeParse({ ...loud, volumes: { ...loud.volumes, wait: 29 } }).success).toBe(false);
  });
});

describe("what is said", () => {
  it("of what a person wrote down as received is no amount: nothing proved it", () => {
    const byHand = { ...line(2, "needs_review", "paid", { exception: "resolved_by_hand" }), kind: "resolved_paid" };
    const news = [line(1, "unknown", "needs_review"), byHand];
    expect(listen(attempt({ exception: "resolved_by_hand" }), news, 1).said).toEqual({
      earcon: "accepted",
      clips: [],
      repeats: false,
    });
  });

  it("of a paid sale is the wallet and the amount, in training after the word training", () => {
    const news = [line(1, null, "created"), line(2, "awaiting_payer", "paid")];
    expect(listen(attempt(), news, 1).said).toEqual({
      earcon: "paid",
      clips: ["received_wechat", ...PAID],
      repeats: false,
    });
    expect(listen(attempt({ training: true }), news, 1).said?.clips[0]).toBe("training");
  });

  it("of a part of an order has not the rhythm for handing over", () => {
    const part = listen(attempt({ dueFen: fen(5) }), [line(2, "awaiting_payer", "paid")], 1);
    expect(part.said).toMatchObject({ earcon: "accepted", clips: ["received_wechat", ...PAID] });
  });

  it.each(["unknown", "cancelling", "needs_review"])("of %s repeats, and is said once", (to) => {
    const first = listen(attempt(), [line(2, "awaiting_payer", to)], 1);
    expect(first.said).toEqual({ earcon: "wait", clips: ["wait"], repeats: true });
    expect(listen(attempt(), [line(2, "awaiting_payer", to)], first.heard).said).toBeNull();
    expect(listen(attempt(), [line(3, to, "unknown")], first.heard).said).toBeNull();
  });

  it("of late money calls the manager and does not say received", () => {
    const late = [line(5, "cancelled", "paid", { exception: "paid_late" })];
    expect(listen(attempt(), late, 4).said).toMatchObject({ earcon: "late", clips: ["late"] });
  });

  it("of not received is said only when the channel proved it", () => {
    expect(listen(attempt(), [line(2, "awaiting_payer", "declined")], 1).said?.clips).toEqual(["none"]);
    expect(listen(attempt(), [line(2, "created", "sending")], 1).said).toBeNull();
    expect(listen(attempt(), [line(2, "sending", "awaiting_payer")], 1).said).toBeNull();
  });

  it("of a refund is nothing", () => {
    expect(listen(attempt(), [line(9, "paid", "refunded", { refund: "8" })], 1).said).toBeNull();
  });
});
