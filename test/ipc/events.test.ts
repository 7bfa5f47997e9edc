// The way out for events: names of the contract, stripped to their schema.
import { expect, it } from "vitest";
import { checkEvent } from "../../main/ipc/events.ts";
import { keptLog, STATE } from "./stand-in-till.ts";

it("an event of the contract leaves, stripped to its schema", () => {
  const log = keptLog();
  expect(checkEvent({ name: "till.changed", payload: { ...STATE, apiKey: "s3cret" } }, log)).toEqual({
    name: "till.changed",
    payload: STATE,
  });
  expect(log.lines).toEqual([]);
});

it.each([
  ["a name that is no event", "till.state", STATE],
  ["a name of every object", "constructor", STATE],
  ["the prototype", "__proto__", STATE],
  ["no name", null, STATE],
  ["a payload of another shape", "till.changed", { mode: "s3cret" }],
  ["no payload", "refund.changed", undefined],
])("%s goes nowhere, and the log does not quote it", (_name, name, payload) => {
  const log = keptLog();
  expect(checkEvent({ name, payload }, log)).toBe(null);
  expect(log.lines).toHaveLength(1);
  expect(log.lines.join()).not.toContain("s3cret");
});
