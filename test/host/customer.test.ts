// The customer's window follows the settings, and whatever becomes of it, the till goes on.
import { expect, test } from "vitest";
import { followCustomer } from "../../main/host/customer.ts";
import type { CustomerScreen } from "../../main/host/host.ts";
import type { CustomerWindowState } from "../../preload/contract/customer.ts";
import { ok } from "../../preload/contract/failure.ts";
import type { TillState } from "../../preload/contract/views.ts";
import { STATE, keptLog, standInTill } from "../ipc/stand-in-till.ts";

const stateWith = (on: boolean): TillState => ({
  ...STATE,
  settings: { ...STATE.settings, customer: { on, shop: "", branch: "" } },
});

function stage({ isBroken = false, isDiskFull = false, screens = 2 } = {}) {
  const log = keptLog();
  const switched: boolean[] = [];
  const told: CustomerWindowState[] = [];
  const standIn = standInTill({
    "till.state": async () => ok(stateWith(true)),
    "settings.set": async ({ customer }) => {
      if (isDiskFull) throw new Error("the store cannot write");
      if (customer) switched.push(customer.on);
      return ok(STATE);
    },
  });
  const till = { ...standIn, customerWindowIs: (now: CustomerWindowState) => void told.push(now) };
  const count = { screens };
  const windows: { close(end?: "closed" | "crashed"): Promise<void>; plug(screens: number): void; isOpen: boolean }[] =
    [];
  const open = async (): Promise<CustomerScreen> => {
    if (isBroken) throw new Error("no second screen");
    const end = Promise.withResolvers<"closed" | "crashed">();
    let plugged = () => {};
    const window = {
      isOpen: true,
      closed: end.promise,
      isOnOnlyScreen: () => count.screens < 2,
      onScreens: (changed: () => void) => void (plugged = changed),
      plug(now: number) {
        count.screens = now;
        plugged();
      },
      async close(how: "closed" | "crashed" = "closed") {
        window.isOpen = false;
        end.resolve(how);
      },
    };
    windows.push(window);
    return window;
  };
  const customer = followCustomer(till, open, log);
  const rest = () => new Promise((done) => setImmediate(done));
  return {
    log,
    till,
    windows,
    switched,
    told,
    customer,
    rest,
    tell: (on: boolean) => till.emit("till.changed", stateWith(on)),
  };
}

test("it opens once when the settings say so, closes when they no longer do, and opens again", async () => {
  const { windows, tell, rest, switched } = stage();
  await rest();
  tell(true);
  await rest();
  expect(windows.map((window) => window.isOpen)).toEqual([true]);
  tell(false);
  await rest();
  tell(true);
  await rest();
  expect(windows.map((window) => window.isOpen)).toEqual([false, true]);
  expect(switched).toEqual([]);
});

test("closed by somebody it stays closed, and the settings say so", async () => {
  const { windows, rest, switched } = stage();
  await rest();
  await windows[0]?.close();
  await rest();
  expect(switched).toEqual([false]);
  expect(windows).toHaveLength(1);
});

test("a window that cannot be opened is logged and costs nothing else", async () => {
  const { log, customer, rest } = stage({ isBroken: true });
  await rest();
  await customer.close();
  expect(log.lines.join()).toContain("customer_window");
});

test("a setting that cannot be kept when it is closed is logged and costs nothing else", async () => {
  const { windows, log, rest } = stage({ isDiskFull: true });
  await rest();
  await windows[0]?.close();
  await rest();
  expect(log.lines).toEqual(["error customer_window Error"]);
});

test("it goes when the till's own window goes", async () => {
  const { windows, customer, rest, tell } = stage();
  await rest();
  await customer.close();
  tell(false);
  tell(true);
  await rest();
  expect(windows.map((window) => window.isOpen)).toEqual([false]);
});

test("the till is told what became of it: open, on the only screen there is, closed by the settings or by somebody", async () => {
  const { windows, tell, rest, told } = stage();
  await rest();
  windows[0]?.plug(1);
  windows[0]?.plug(2);
  tell(false);
  await rest();
  // A window that is gone has nothing more to tell.
  windows[0]?.plug(1);
  expect(told).toEqual(["open", "one_screen", "open", "closed"]);
  tell(true);
  await rest();
  await windows[1]?.close();
  await rest();
  expect(told.slice(4)).toEqual(["one_screen", "closed"]);
});

test("one that cannot be opened is told as that until the settings no longer want it", async () => {
  const { tell, rest, told } = stage({ isBroken: true });
  await rest();
  expect(told).toEqual(["not_open"]);
  tell(false);
  await rest();
  expect(told).toEqual(["not_open", "closed"]);
});

test("one that crashes is not open, and stays wanted", async () => {
  const { windows, rest, told, switched } = stage();
  await rest();
  await windows[0]?.close("crashed");
  await rest();
  expect(told).toEqual(["open", "not_open"]);
  expect(switched).toEqual([]);
});
