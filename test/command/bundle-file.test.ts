// The file of a bundle: what stands in it and what never does, and that nothing in it is believed once it was changed.
import { describe, expect, test } from "vitest";
import { makeBundle } from "../../main/command/bundle.ts";
import { type BundledEvent, readBundle, writeBundle } from "../../main/command/bundle-file.ts";
import { eventHash } from "../../main/store/journal.ts";
import { fen } from "../../preload/contract/money.ts";
import { CODE, must, openDesk } from "../support/flow-desk.ts";

/** What the schema must refuse is no value of its type. */
const resealed = (change: object): object => change;

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

  test("when it holds what no till writes down, although somebody sealed it again", async () => {
    const read = readBundle(await written());
    if ("problem" in read) throw new Error(read.problem);
    const { bundle } = read;
    const [attempt] = bundle.attempts;
    const chained = (change: Partial<BundledEvent>) => {
      let previous = "";
      return bundle.events.map((event) => {
        const edited = { ...event, ...change, previous };
        previous = eventHash(edited);
        return { ...edited, hash: previous };
      });
    };
    expect(problemOf(writeBundle({ ...bundle, events: chained({}) }))).toBeNull();
    for (const [change, where] of [
      [{ attempts: [{ ...attempt, amountFen: 0 }] }, "attempts.0.amountFen"],
      [{ attempts: [{ ...attempt, createdAt: 8.7e15 }] }, "attempts.0.createdAt"],
      [{ version: "\u001b[2J" }, "version"],
      [{ events: chained({ at: 8.7e15 }) }, "events.0.at"],
      [{ events: chained({ detail: "no json" }) }, "events.0.detail"],
      [{ events: chained({ detail: '{"amountFen":-1}' }) }, "events.0.detail"],
    ] as const)
      expect(problemOf(writeBundle({ ...bundle, ...resealed(change) }))).toContain(`${where}.`);
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect(problemOf(`{"form":"cashier-bundle-1","seal":"x","a":${deep}}`)).toMatch(/seal does not fit/);
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
