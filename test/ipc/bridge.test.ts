// The object a page holds: only the contract's names pass, and nothing of the transport shows.
import { expect, it, vi } from "vitest";
import { createBridge, type Transport } from "../../preload/bridge.ts";
import type { CallName, EventName } from "../../preload/contract/calls.ts";
import { STATE } from "./stand-in-till.ts";

const CALL_NAMES: CallName[] = ["till.state"];
const EVENT_NAMES: EventName[] = ["till.changed"];

function made() {
  const call = vi.fn(async () => ({ ok: true, value: STATE }) as const);
  let tell: (name: string, payload: unknown) => void = () => {};
  const transport = { call, listen: (receive: typeof tell) => void (tell = receive) } as unknown as Transport;
  return {
    cashier: createBridge(transport, CALL_NAMES, EVENT_NAMES),
    call,
    tell: (n: string, p: unknown) => tell(n, p),
  };
}
const loose = (cashier: object) =>
  cashier as {
    call(name: unknown, input: unknown): Promise<unknown>;
    on(name: unknown, listener: unknown): () => void;
  };

it("the object is frozen and holds two functions", () => {
  const { cashier } = made();
  expect([Object.isFrozen(cashier), Object.keys(cashier)]).toEqual([true, ["call", "on"]]);
});

it("a listed call passes", async () => {
  const { cashier, call } = made();
  expect(await cashier.call("till.state", {})).toEqual({ ok: true, value: STATE });
  expect(call).toHaveBeenCalledWith("till.state", {});
});

it.each(["payment.ask", "constructor", "__proto__", "", null, 7, ["till.state"], { toString: () => "till.state" }])(
  "%s does not reach the transport",
  async (name) => {
    const { cashier, call } = made();
    expect(await loose(cashier).call(name, {})).toMatchObject({ ok: false, failure: { code: "unknown_call" } });
    expect(call).not.toHaveBeenCalled();
  },
);

it("a transport that breaks is a bug, not a rejection, and its words stay inside", async () => {
  const { cashier, call } = made();
  call.mockRejectedValueOnce(new Error("pipe /tmp/secret broke"));
  expect(await cashier.call("till.state", {})).toEqual({
    ok: false,
    failure: { code: "bug", who: "developer", retry: "never" },
  });
});

it("listeners hear listed events until they stop listening", () => {
  const { cashier, tell } = made();
  const [first, second] = [vi.fn(), vi.fn()];
  const stop = cashier.on("till.changed", first);
  cashier.on("till.changed", second);
  tell("till.changed", STATE);
  stop();
  stop();
  tell("till.changed", STATE);
  tell("attempt.changed", {});
  tell("constructor", {});
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 2]);
});

it("the same function added twice hears twice and stops once at a time", () => {
  const { cashier, tell } = made();
  const listener = vi.fn();
  const stop = cashier.on("till.changed", listener);
  cashier.on("till.changed", listener);
  stop();
  tell("till.changed", STATE);
  expect(listener).toHaveBeenCalledTimes(1);
});

it.each(["attempt.changed", "constructor", "__proto__", null, 7])("%s is no event to listen to here", (name) => {
  expect(() => loose(made().cashier).on(name, () => {})).toThrow(TypeError);
});

it("a listener is a function", () => {
  expect(() => loose(made().cashier).on("till.changed", "alert(1)")).toThrow(TypeError);
});
