// The door for calls as a table: who may call, what is a call, which input reaches a handler, what may come back.
import { describe, expect, it } from "vitest";
import { CALLS } from "../../preload/contract/calls.ts";
import { isCallName, openDoor } from "../../main/ipc/door.ts";
import { MAX_CHARS, MAX_DEPTH, MAX_VALUES, plainProblem } from "../../main/ipc/plain.ts";
import { refuseSender, sameOrigin, type Sender } from "../../main/ipc/sender.ts";
import { keptLog, standInTill, STATE } from "./stand-in-till.ts";

const ORIGIN = "https://till.local";
const ours: Sender = { knownWindow: true, mainFrame: true, url: "https://till.local/" };

function opened(over: Parameters<typeof standInTill>[0] = {}) {
  const [till, log] = [standInTill(over), keptLog()];
  return { till, log, door: openDoor({ handlers: till.handlers, guard: till.guard, origin: ORIGIN, log }) };
}
const code = (answer: unknown) => (answer as { failure?: { code: string } }).failure?.code ?? "ok";

describe("only the main frame of our window on our origin may call", () => {
  it.each([
    ["our page", ours, null],
    ["our page, another path and query", { ...ours, url: "https://till.local/orders?x=1#y" }, null],
    ["our page, the host in capitals (the same host)", { ...ours, url: "https://TILL.local/" }, null],
    ["another window", { ...ours, knownWindow: false }, "unknown_window"],
    ["a frame inside the page", { ...ours, mainFrame: false }, "not_main_frame"],
    ["a longer host", { ...ours, url: "https://till.local.evil/" }, "origin"],
    ["our name as the user", { ...ours, url: "https://till.local@evil/" }, "origin"],
    ["a user before our name", { ...ours, url: "https://evil@till.local/" }, "origin"],
    ["our name as a path", { ...ours, url: "https://evil/https://till.local/" }, "origin"],
    ["our name as a query", { ...ours, url: "https://evil/?https://till.local/" }, "origin"],
    ["a subdomain", { ...ours, url: "https://a.till.local/" }, "origin"],
    ["a trailing dot", { ...ours, url: "https://till.local./" }, "origin"],
    ["another scheme", { ...ours, url: "http://till.local/" }, "origin"],
    ["another port", { ...ours, url: "https://till.local:8443/" }, "origin"],
    ["a blob of our origin", { ...ours, url: "blob:https://till.local/0b1c" }, "origin"],
    ["a data address", { ...ours, url: "data:text/html,https://till.local/" }, "origin"],
    ["a filesystem address", { ...ours, url: "filesystem:https://till.local/x" }, "origin"],
    ["javascript", { ...ours, url: "javascript:void 'https://till.local/'" }, "origin"],
    ["about:blank", { ...ours, url: "about:blank" }, "origin"],
    ["no address", { ...ours, url: "" }, "origin"],
    ["a letter that only looks the same", { ...ours, url: "https://tіll.local/" }, "origin"],
    ["a file", { ...ours, url: "file:///till.local/index.html" }, "origin"],
  ])("%s", (_name, sender, refused) => {
    expect(refuseSender(sender, ORIGIN)).toBe(refused);
  });

  it("an address that is no text is nobody's", () => {
    for (const address of [null, undefined, 1, {}, ["https://till.local/"]])
      expect(sameOrigin(address, ORIGIN)).toBe(false);
  });

  it("a custom scheme is compared like any other", () => {
    expect(sameOrigin("app://till.local/index.html", "app://till.local")).toBe(true);
    expect(sameOrigin("app://other/", "app://till.local")).toBe(false);
    expect(sameOrigin("data:text/html,x", "app://till.local")).toBe(false);
  });

  it("a refused sender reaches no handler, whatever it asks", async () => {
    const { door, till, log } = opened();
    const answer = await door.answer({ ...ours, url: "https://till.local.evil/" }, "till.state", {});
    expect(answer).toEqual({ ok: false, failure: { code: "refused_sender", who: "developer", retry: "never" } });
    expect(till.asked).toEqual([]);
    expect(log.lines).toEqual(['warn sender_refused {"refused":"origin"}']);
  });
});

describe("only names of the contract are calls", () => {
  const hostile: unknown[] = [
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    "till",
    "till.state ",
    "Till.State",
    "till.changed",
    null,
    undefined,
    0,
    1,
    true,
    {},
    [],
    ["till.state"],
    { toString: () => "till.state" },
    Symbol("till.state"),
    () => "till.state",
    "x".repeat(1_000_000),
  ];
  it.each(hostile.map((name) => [typeof name, name]))("%s", async (_type, name) => {
    const { door, till } = opened();
    expect(code(await door.answer(ours, name, {}))).toBe("unknown_call");
    expect(till.asked).toEqual([]);
  });

  it("every call of the contract is one", () => {
    expect(Object.keys(CALLS).every(isCallName)).toBe(true);
  });
});

describe("input is plain, small and exactly what the call wants", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
  const withGetter = Object.defineProperty({}, "amountFen", { enumerable: true, get: () => 100 });

  it.each<[string, unknown]>([
    ["null", null],
    ["nothing", undefined],
    ["a number", 7],
    ["a text", "1250"],
    ["an array", [1250]],
    ["an empty object", {}],
    ["a negative amount", { amountFen: -1 }],
    ["zero", { amountFen: 0 }],
    ["a fraction of a fen", { amountFen: 12.5 }],
    ["too much", { amountFen: 10_000_001 }],
    ["an amount as text", { amountFen: "1250" }],
    ["not a number", { amountFen: Number.NaN }],
    ["infinite", { amountFen: Number.POSITIVE_INFINITY }],
    ["a big integer", { amountFen: 1250n }],
    ["an extra field", { amountFen: 1250, admin: true }],
    ["an own __proto__", JSON.parse('{"amountFen":1250,"__proto__":{"admin":true}}')],
    ["a nested __proto__", JSON.parse('{"amountFen":1250,"note":{"__proto__":1}}')],
    ["an own constructor", JSON.parse('{"amountFen":1250,"constructor":{"prototype":{}}}')],
    ["a long note", { amountFen: 1250, note: "x".repeat(201) }],
    ["a huge note", { amountFen: 1250, note: "x".repeat(5_000_000) }],
    ["huge keys", { amountFen: 1250, ["k".repeat(MAX_CHARS + 1)]: 1 }],
    ["a cycle", cyclic],
    ["too deep", deep(MAX_DEPTH + 2)],
    ["too many values", Array.from({ length: MAX_VALUES + 1 }, () => 0)],
    ["a list with holes and a huge length", Object.assign([], { length: 4_000_000_000 })],
    ["a map", new Map([["amountFen", 1250]])],
    ["a date", new Date(0)],
    ["a function", { amountFen: () => 1250 }],
    ["a getter", withGetter],
    ["a symbol key", { amountFen: 1250, [Symbol("x")]: 1 }],
    ["a trade number of nobody", { amountFen: 1250, again: "912345678901234567890" }],
  ])("refuses %s", async (_name, input) => {
    const { door, till, log } = opened();
    const answer = await door.answer(ours, "collect.begin", input);
    expect(code(answer)).toBe("bad_input");
    expect(till.asked).toEqual([]);
    expect(log.lines).toHaveLength(1);
  });

  it("takes what the contract says", async () => {
    const { door, till } = opened();
    expect(code(await door.answer(ours, "collect.begin", { amountFen: 1250 }))).toBe("ok");
    expect(code(await door.answer(ours, "collect.begin", { amountFen: 1250, note: "x".repeat(200) }))).toBe("ok");
    expect(code(await door.answer(ours, "till.state", Object.create(null)))).toBe("ok");
    expect(till.asked).toEqual(["collect.begin", "collect.begin", "till.state"]);
    expect(Object.prototype).not.toHaveProperty("admin");
  });

  it("takes the longest burst of keys and not one more", () => {
    expect(plainProblem({ text: "1".repeat(4096) })).toBe(null);
    expect(plainProblem({ text: "1".repeat(MAX_CHARS + 1) })).toBe("too_large");
  });

  it("names the field and never the value, in the answer and in the log", async () => {
    const { door, log } = opened();
    const secret = "134567890123456789";
    const answer = await door.answer(ours, "collect.keys", { text: 1, [secret]: secret });
    expect(answer).toEqual({
      ok: false,
      failure: { code: "bad_input", who: "developer", retry: "never", detail: "text" },
    });
    const second = await door.answer(ours, "collect.keys", { text: "ok", [secret]: secret });
    expect(JSON.stringify([answer, second, log.lines])).not.toContain(secret);
  });
});

describe("what comes back is checked too", () => {
  it("a handler that throws is a bug, and its words stay inside", async () => {
    const secret = "key=-----BEGIN PRIVATE KEY-----";
    const { door, log } = opened({
      "till.state": async () => {
        throw new Error(secret);
      },
    });
    const answer = await door.answer(ours, "till.state", {});
    expect(answer).toEqual({ ok: false, failure: { code: "bug", who: "developer", retry: "never" } });
    expect(JSON.stringify([answer, log.lines])).not.toContain("PRIVATE");
    expect(log.lines).toEqual(["error handler_threw till.state Error"]);
  });

  it.each<[string, () => unknown]>([
    ["an answer of another shape", () => Promise.resolve({ ok: true, value: { mode: "real" } })],
    ["no answer", () => Promise.resolve(undefined)],
    [
      "a failure of no known code",
      () => Promise.resolve({ ok: false, failure: { code: "x", who: "payer", retry: "now" } }),
    ],
    ["a failure without a failure", () => Promise.resolve({ ok: false })],
    [
      "a handler that throws at once",
      () => {
        throw new TypeError("x");
      },
    ],
    ["a rejection that is no error", () => Promise.reject("x")],
  ])("%s is a bug", async (_name, handler) => {
    const { door } = opened({ "till.state": handler as never });
    expect(code(await door.answer(ours, "till.state", {}))).toBe("bug");
  });

  it("fields the contract does not know are not shown to the page", async () => {
    const leaky = async () => ({ ok: true, value: { ...STATE, apiKey: "s3cret" } }) as const;
    const { door } = opened({ "till.state": leaky });
    expect(JSON.stringify(await door.answer(ours, "till.state", {}))).not.toContain("s3cret");
  });
});
