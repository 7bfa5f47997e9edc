// What the browser door is made of, each part alone: finding a browser, the script in the page, main's end of the wire.
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { CALLS, EVENTS } from "../../preload/contract/calls.ts";
import { MAX_WAITING_EVENTS, openPageCalls } from "../../main/host/browser/calls.ts";
import { findBrowser } from "../../main/host/browser/find.ts";
import { bridgeScript } from "../../main/host/browser/page-bridge.ts";
import { dataFolder } from "../../main/host/folder.ts";
import { openDoor } from "../../main/ipc/door.ts";
import { keptLog, standInTill, STATE } from "../ipc/stand-in-till.ts";

describe("finding a browser", () => {
  const only =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);

  it.each<[string, string, Record<string, string>, string]>([
    ["linux", "/usr/bin/chromium", { PATH: "/bin:/usr/bin" }, "Chromium"],
    ["linux", "/opt/bin/google-chrome", { PATH: "/opt/bin" }, "Chrome"],
    ["linux", "/snap/bin/chromium", {}, "Chromium"],
    ["darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", {}, "Google Chrome"],
    [
      "darwin",
      "/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
      { HOME: "/Users/a" },
      "Microsoft Edge",
    ],
    ["win32", "C:\\P\\Google\\Chrome\\Application\\chrome.exe", { PROGRAMFILES: "C:\\P" }, "Chrome"],
    ["win32", "C:\\X\\Microsoft\\Edge\\Application\\msedge.exe", { "PROGRAMFILES(X86)": "C:\\X" }, "Edge"],
    ["linux", "/my/own", { CASHIER_BROWSER: "/my/own" }, "CASHIER_BROWSER"],
  ])("on %s: %s", (platform, path, env, name) => {
    expect(findBrowser(platform, env, only(path))).toEqual({ path, name });
  });

  it("the chosen browser is taken or none is: another is no substitute", () => {
    expect(findBrowser("linux", { CASHIER_BROWSER: "/gone", PATH: "/usr/bin" }, only("/usr/bin/chromium"))).toBe(null);
  });

  it("none is an answer", () => {
    expect(findBrowser("linux", {}, () => false)).toBe(null);
  });
});

describe("the data folder", () => {
  it.each<[string | undefined, Record<string, string>, string, string]>([
    ["/a", { CASHIER_DATA: "/b" }, "linux", "/a"],
    [undefined, { CASHIER_DATA: "/b" }, "linux", "/b"],
    [undefined, { HOME: "/home/a" }, "linux", "/home/a/.local/share/cashier"],
    [undefined, { HOME: "/home/a", XDG_DATA_HOME: "/x" }, "linux", "/x/cashier"],
    [undefined, { HOME: "/Users/a" }, "darwin", "/Users/a/Library/Application Support/cashier"],
  ])("option %s, environment %o on %s: %s", (option, env, platform, folder) => {
    expect(dataFolder(option, env, platform)).toBe(folder);
  });
});

/** A page of its own kind of globals: nothing of Node, only what Playwright puts into a document. */
function page(extra: Record<string, unknown> = {}) {
  const sent: string[] = [];
  const script = `
    const carrier = {
      _global: globalThis,
      callBinding(name, text) { this._global.__playwright__binding__(name, text); return new Promise(() => {}); },
      deliverBindingResult() {}, parseInitScriptArg() {},
    };
    globalThis.__playwright__binding__controller__ = carrier;
    globalThis.__playwright__binding__ = (name, text) => send(text);
    globalThis.__till__ = () => {};
    ${"top" in extra ? "" : "globalThis.top = globalThis;"}
    ${bridgeScript()}
    ({ cashier: globalThis.cashier, names: Object.getOwnPropertyNames(globalThis), global: globalThis,
       calls: JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, "cashier") ?? null) })`;
  const globals = { ...extra, send: (text: string) => void sent.push(text), queueMicrotask };
  const made: { cashier?: { call(...args: unknown[]): Promise<unknown> }; names: string[]; calls: string } =
    runInNewContext(script, globals);
  return { ...made, sent };
}

describe("the script that gives a page its bridge", () => {
  it("stands alone: it runs where nothing but the page's own globals exist", () => {
    const { cashier, sent } = page();
    expect(Object.keys(cashier ?? {}).sort()).toEqual(["call", "on"]);
    void cashier?.call("till.state", {});
    expect(sent.map((text) => JSON.parse(text))).toEqual([
      { kind: "events" },
      { kind: "call", name: "till.state", input: {} },
    ]);
  });

  it("leaves no binding and no way to the carrier", () => {
    const { names, calls } = page();
    expect(names).not.toContain("__till__");
    expect(names).not.toContain("__playwright__binding__");
    expect(JSON.parse(calls)).toMatchObject({ writable: false, configurable: false });
  });

  it("leaves a frame inside the page with nothing", () => {
    const { cashier, names, sent } = page({ top: {} });
    expect(cashier).toBe(undefined);
    expect(names).not.toContain("__till__");
    expect(sent).toEqual([]);
  });

  it("knows exactly the contract's names", () => {
    for (const name of [...Object.keys(CALLS), ...Object.keys(EVENTS)]) expect(bridgeScript()).toContain(`"${name}"`);
  });
});

describe("main's end of the binding", () => {
  const ours = { knownWindow: true, mainFrame: true, url: "https://till.local/" };
  const ask = JSON.stringify({ kind: "events" });
  function opened() {
    const [till, log] = [standInTill(), keptLog()];
    return {
      till,
      log,
      calls: openPageCalls(
        openDoor({ handlers: till.handlers, guard: till.guard, origin: "https://till.local", log }),
        log,
      ),
    };
  }
  const changed = (dayNumber: number) => ({ name: "till.changed", payload: { ...STATE, dayNumber } }) as const;
  const days = (text: string) =>
    (JSON.parse(text) as { payload: { dayNumber: number } }[]).map((e) => e.payload.dayNumber);

  it("holds the question until something happens, in order, nothing twice", async () => {
    const { calls } = opened();
    const first = calls.receive(ours, ask);
    calls.push(changed(1));
    calls.push(changed(2));
    expect(days(await first)).toEqual([1]);
    expect(days(await calls.receive(ours, ask))).toEqual([2]);
  });

  it("a reloaded page's question replaces the old one", async () => {
    const { calls } = opened();
    const old = calls.receive(ours, ask);
    const fresh = calls.receive(ours, ask);
    calls.push(changed(1));
    expect(await old).toBe("null");
    expect(days(await fresh)).toEqual([1]);
  });

  it("keeps a bounded number of events for a page that does not ask", async () => {
    const { calls } = opened();
    for (let n = 0; n < MAX_WAITING_EVENTS + 10; n++) calls.push(changed(n));
    const kept = days(await calls.receive(ours, ask));
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([MAX_WAITING_EVENTS, 10, MAX_WAITING_EVENTS + 9]);
  });

  it("lets the page go when the window closes", async () => {
    const { calls } = opened();
    const waiting = calls.receive(ours, ask);
    calls.close();
    calls.push(changed(1));
    expect([await waiting, await calls.receive(ours, ask)]).toEqual(["null", "null"]);
  });

  it.each([
    ["not text", { kind: "call", name: "till.state", input: {} }],
    ["not JSON", "till.state"],
    ["null", "null"],
    ["a number", "7"],
    ["nothing", undefined],
    ["megabytes", JSON.stringify({ kind: "call", name: "till.state", input: { x: "x".repeat(1_000_000) } })],
  ])("a message that is %s is refused", async (_name, message) => {
    const { calls, till } = opened();
    expect(JSON.parse(await calls.receive(ours, message))).toMatchObject({ failure: { code: "bad_input" } });
    expect(till.asked).toEqual([]);
  });

  it("a foreign page neither calls nor hears events", async () => {
    const { calls } = opened();
    const foreign = { ...ours, mainFrame: false };
    expect(JSON.parse(await calls.receive(foreign, ask))).toMatchObject({ failure: { code: "refused_sender" } });
    const call = JSON.stringify({ kind: "call", name: "till.state", input: {} });
    expect(JSON.parse(await calls.receive(foreign, call))).toMatchObject({ failure: { code: "refused_sender" } });
  });
});
