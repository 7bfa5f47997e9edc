// The file of a bundle: what stands in it and what never does, and that nothing in it is believed once it was changed.
import { describe, expect, test } from "vitest";
import { makeBundle } from "../../main/command/bundle.ts";
import { readBundle, writeBundle } from "../../main/command/bundle-file.ts";
import { fen } from "../../preload/contract/money.ts";
import { CODE, must, openDesk } from "../support/flow-desk.ts";

describe("a bundle is not believed", () => {
  const written = async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    return makeBundle(desk.flow, tradeNo, "0.1.0");
  };
  const problemOf = (text: string) => {
    const read = readBundle(text);
    return "problem" in read ? read.problem : null;
  };

  test("when anything in it was changed, left out or added", async () => {
    const text = await written();
    expect(problemOf(text)).toBeNull();
    for (const [from, to] of [
      ['"status": "paid"', '"status": "declined"'],
      ['"amountFen": 1250', '"amountFen": 1251'],
      ['"kind": "send",', ""],
      ['"version"', '"more": 1, "version"'],
    ] as const) {
      const edited = text.replace(from, to);
      expect(edited).not.toBe(text);
      expect(problemOf(edited)).toMatch(/seal does not fit|not a bundle/);
    }
  });

  test("when its events do not hold, although somebody sealed it again", async () => {
    const read = readBundle(await written());
    if ("problem" in read) throw new Error(read.problem);
    const { events, attempts } = read.bundle;
    const [first, second, ...rest] = events;
    if (!first || !second) throw new Error("too few events");
    const problem = (change: object) => problemOf(writeBundle({ ...read.bundle, ...change }));
    expect(problem({ events: [{ ...first, at: first.at + 1 }, second, ...rest] })).toMatch(/Event 1 was changed/);
    expect(problem({ events: [second, first, ...rest] })).toMatch(/wrong place/);
    expect(problem({ events: [first, ...rest] })).toMatch(/does not lead to paid/);
    expect(problem({ attempts: attempts.map((one) => ({ ...one, status: "declined" })) })).toMatch(/does not lead/);
  });

  test.each(["", "[]", "{}", "no json at all", '{"form":"cashier-bundle-2"}'])("when it is none: %j", (text) => {
    expect(problemOf(text)).toBe("This is not a bundle of a till.");
  });
});

test("a bundle carries no pay code and none of the shop's own words", async () => {
  const desk = openDesk();
  const { tradeNo } = await desk.pay({ note: "for Mrs. Wang" });
  must(desk.payment.startRefund({ tradeNo, amountFen: fen(100), why: "came back broken" }));
  const text = makeBundle(desk.flow, tradeNo, "0.1.0");
  expect(text).not.toContain(CODE.reveal());
  expect(text).toContain(`"codeTail": "${CODE.tail}"`);
  expect(text).not.toMatch(/Mrs\. Wang|broken|"why"|"note"/);
});
