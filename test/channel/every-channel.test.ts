// What holds of every channel alike: who has pay modes and batches, and that a charge without a pay code goes nowhere else.
import { describe, expect, test } from "vitest";
import type { Http } from "../../main/channel/http.ts";
import { openEvery } from "./every-channel.ts";
import { modeInput } from "./payserver-support.ts";

let asked = 0;
const nobody: Http = async () => {
  asked += 1;
  return { ok: false, failure: "not_connected", detail: "" };
};

describe.each(openEvery(nobody).map((channel) => [channel.id, channel] as const))("%s", (id, channel) => {
  const hasModes = id === "payserver";

  test("has pay modes and batches, or neither", () => {
    expect([channel.modes !== null, channel.batch !== null]).toEqual([hasModes, hasModes]);
  });

  test("a charge without a pay code is our own mistake where there are no modes, and nothing leaves", async () => {
    const before = asked;
    const charged = channel.charge(modeInput("现金"));
    if (hasModes) expect(await charged).toMatchObject({ kind: "declined", reason: "never_sent" });
    else {
      await expect(charged).rejects.toThrow(RangeError);
      expect(asked).toBe(before);
    }
  });
});

const DEEP = `{"code":0,"data":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
const deep: Http = async () => ({ ok: true, status: 200, headers: {}, text: DEEP });
/** A documented question of each. */
const QUESTIONS: Readonly<Record<string, readonly [name: string, input: Record<string, unknown>]>> = {
  gathering: ["login", {}],
  huishouyin: ["check", { order_id: "X1" }],
  payserver: ["payModes", {}],
  pooul: ["query", { mch_trade_id: "X1" }],
  leshua: ["query_status", { third_order_id: "X1" }],
};

test.each(openEvery(deep).map((channel) => [channel.id, channel] as const))(
  "%s: an answer nested without end is an answer that is not believed, and can be shown",
  async (id, channel) => {
    const [name, input] = QUESTIONS[id] ?? ["", {}];
    const call = channel.calls.find((one) => one.name === name);
    const answer = await call?.send(input, 1000);
    expect(answer).toMatchObject({ verified: false, status: 200 });
    expect(JSON.stringify(answer).length).toBeLessThan(10_000);
  },
);
