// What a history must show by itself, one broken history for each rule.
import { describe, expect, test } from "vitest";
import { Proof } from "./auditor-proof.ts";
import type { EventRow } from "./auditor-rows.ts";
import type { CallKind, Heard } from "./servers/server.ts";

const ID = `9${"1".repeat(20)}`;

type Move = readonly [from: string | null, kind: string, to: string, detail?: Readonly<Record<string, unknown>>];

const CREATED: Move = [null, "created", "created", { amountFen: 1250 }];
const SENT: readonly Move[] = [CREATED, ["created", "send", "sending"]];
const LOST: readonly Move[] = [...SENT, ["sending", "unknown", "unknown", { raw: "timeout" }]];
const CALLED_OFF: readonly Move[] = [...LOST, ["unknown", "spent", "cancelling"]];
const PAID = { amountFen: 1250, raw: "paid" };

function openProof() {
  const broken: string[] = [];
  const at = { happening: 1 };
  const proof = new Proof(
    (rule) => void broken.push(rule),
    () => at.happening,
  );
  const move = ([from_status, kind, to_status, detail = {}]: Move) => {
    const event: EventRow = {
      seq: 1,
      at: 0,
      subject: "attempt",
      subject_id: ID,
      kind,
      from_status,
      to_status,
      detail: JSON.stringify(detail),
      previous: "",
      hash: "",
    };
    proof.moved(event);
  };
  const leave = (kind: CallKind) => {
    const heard: Heard = {
      kind,
      name: kind,
      tradeNo: ID,
      refundNo: null,
      code: null,
      amountFen: null,
      serve: () => {
        throw new Error("nobody serves it");
      },
    };
    proof.leaves(heard);
  };
  return { proof, broken, at, move, leave };
}

const NO = { raw: "not paid" };

describe("a history breaks", () => {
  test.each<readonly [string, string[], readonly Move[]]>([
    ["no rule when the money of an answer is ours", [], [...SENT, ["sending", "paid", "paid", PAID]]],
    ["b when the answer named another amount", ["b"], [...SENT, ["sending", "paid", "paid", { amountFen: 1251 }]]],
    ["b when the answer named no amount", ["b"], [...SENT, ["sending", "paid", "paid"]]],
    ["no rule when a clear answer declines", [], [...SENT, ["sending", "declined", "declined", NO]]],
    ["c when one no ends what was unclear", ["c"], [...LOST, ["unknown", "declined", "declined", NO]]],
    [
      "no rule when two noes end it",
      [],
      [...LOST, ["unknown", "unpaid", "unknown", NO], ["unknown", "declined", "declined", NO]],
    ],
    [
      "c when the first of the two was said before it was called off",
      ["c"],
      [
        ...LOST,
        ["unknown", "unpaid", "unknown", NO],
        ["unknown", "stop", "cancelling"],
        ["cancelling", "cancelled", "cancelled", NO],
      ],
    ],
    [
      "no rule when it was asked right before the cancel",
      [],
      [...CALLED_OFF, ["cancelling", "awaiting", "cancelling", NO], ["cancelling", "cancelled", "cancelled", NO]],
    ],
    [
      "cancel when it goes to a person after one cancel",
      ["cancel"],
      [...CALLED_OFF, ["cancelling", "cancel", "cancelling"], ["cancelling", "review", "needs_review"]],
    ],
  ])("%s", (_name, rules, moves) => {
    const { broken, move } = openProof();
    for (const one of moves) move(one);
    expect(broken).toEqual(rules);
  });

  test("b when it is paid by an answer that lied, and not when by the next one", () => {
    const { proof, broken, at, move } = openProof();
    for (const one of SENT) move(one);
    proof.lied({ tradeNo: ID, refundNo: null });
    at.happening += 1;
    move(["sending", "paid", "paid", PAID]);
    expect(broken).toEqual([]);
    proof.lied({ tradeNo: ID, refundNo: null });
    move(["sending", "paid", "paid", PAID]);
    expect(broken).toEqual(["b"]);
  });

  test("no rule when a person says it is paid while an answer lies about it", () => {
    const { proof, broken, move } = openProof();
    for (const one of [...LOST, ["unknown", "review", "needs_review"] as const]) move(one);
    proof.lied({ tradeNo: ID, refundNo: null });
    move(["needs_review", "resolved_paid", "paid", PAID]);
    expect(broken).toEqual([]);
  });

  test("cancel when a cancel leaves and the last thing that left was no question", () => {
    const { broken, leave } = openProof();
    for (const kind of ["charge", "query", "cancel", "query", "close"] as const) leave(kind);
    expect(broken).toEqual([]);
    leave("cancel");
    expect(broken).toEqual(["cancel"]);
  });
});
