// People at a real till, through the door: nothing needs a name until there is an owner; then every call is held
// against the rights of who is signed in, and somebody who may can allow it once.
import { describe, expect, test } from "vitest";
import { CALLS, type CallName } from "../../preload/contract/calls.ts";
import { badgeNo, makeNumber } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { NEEDS } from "../../preload/contract/rights.ts";
import { RIGHTS } from "../../preload/contract/staff.ts";
import { isOnDisk, openDesk } from "../counter/desk.ts";
import { PIN, cashSale, codeOf, realShop, shop, signIn } from "./shop.ts";

describe("a till", () => {
  test("without people asks nobody for anything", async () => {
    const desk = await openDesk();
    const { staff } = await desk.done("till.state", {});
    expect(staff).toEqual({ isOn: false, person: null, rights: [...RIGHTS], approval: null, allowedBy: null });
    expect(codeOf(await desk.call("orders.list", {}))).toBe("ok");
  });

  test("takes an owner first, and keeps one", async () => {
    const desk = await openDesk();
    const cashier = { number: "3", name: "小李", role: "cashier", pin: PIN.cashier } as const;
    expect(codeOf(await desk.call("staff.save", cashier))).toBe("staff_first_is_owner");
    const { people } = await desk.done("staff.save", { ...cashier, role: "owner" });
    await desk.done("staff.signIn", { number: "3", pin: PIN.cashier });
    const [owner] = people;
    const id = owner?.id ?? "";
    expect(codeOf(await desk.call("staff.save", { id, number: "3", name: "小李", role: "manager" }))).toBe(
      "staff_last_owner",
    );
    const gone = { id, number: "3", name: "小李", role: "owner", active: false } as const;
    expect(codeOf(await desk.call("staff.save", gone))).toBe("staff_last_owner");
  });

  test("refuses a number that is taken, a PIN that is simple, and somebody new without one", async () => {
    const desk = await shop();
    await signIn(desk, "1");
    const wish = { number: "2", name: "另一个", role: "cashier" } as const;
    expect(codeOf(await desk.call("staff.save", { ...wish, pin: "583920" }))).toBe("staff_number_taken");
    expect(codeOf(await desk.call("staff.save", { ...wish, number: "4", pin: "123456" }))).toBe("pin_too_simple");
    expect(codeOf(await desk.call("staff.save", { ...wish, number: "4" }))).toBe("pin_missing");
  });
});

test.each(Object.keys(NEEDS).filter((name) => NEEDS[name as CallName] !== "nobody") as CallName[])(
  "the sample of %s is one its schema takes, so that only the guard refuses it",
  (name) => {
    expect(CALLS[name].input.safeParse(SAMPLES[name]).error?.issues).toBeUndefined();
  },
);

describe("nobody signed in", () => {
  test("only signing in works, and no scan takes money", async () => {
    const desk = await shop();
    for (const [name, need] of Object.entries(NEEDS) as [CallName, string][]) {
      if (need === "nobody") continue;
      const sample = SAMPLES[name];
      expect([name, codeOf(await desk.call(name, sample as never))]).toEqual([name, "staff_sign_in"]);
    }
    const heard = await desk.done("collect.keys", { text: "134567890123456789" });
    expect(heard).toMatchObject({ did: "refused", failure: { code: "staff_sign_in" } });
  });

  test("five wrong PINs shut a person, the right PIN too, and a restart does not help", async () => {
    const desk = await shop();
    const wrong = { number: "3", pin: "999998" };
    for (let tries = 0; tries < 4; tries++) expect(codeOf(await desk.call("staff.signIn", wrong))).toBe("pin_wrong");
    expect(codeOf(await desk.call("staff.signIn", wrong))).toBe("pin_wrong");
    const right = { number: "3", pin: PIN.cashier };
    expect(codeOf(await desk.call("staff.signIn", right))).toBe("pin_shut");
    await desk.close();
    const again = await openDesk(desk.folder);
    expect(codeOf(await again.call("staff.signIn", right))).toBe("pin_shut");
    expect(codeOf(await again.call("staff.signIn", { number: "2", pin: PIN.manager }))).toBe("ok");
  });

  test("many guesses at once count as many", async () => {
    const desk = await shop();
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        desk.call("staff.signIn", { number: "3", pin: String(700_001 + index * 7) }),
      ),
    );
    expect(guesses.map(codeOf).filter((code) => code === "pin_wrong")).toHaveLength(5);
  });

  test("a number that nobody has is wrong in the same words", async () => {
    const desk = await shop();
    expect(codeOf(await desk.call("staff.signIn", { number: "77", pin: "482913" }))).toBe("pin_wrong");
  });
});

describe("rights", () => {
  test.each(["1", "2", "3"] as const)(
    "every call of the contract is held against the rights of person %s",
    async (number) => {
      const desk = await realShop();
      await desk.done("staff.signOut", {});
      const { staff } = await signIn(desk, number);
      for (const [name, need] of Object.entries(NEEDS) as [CallName, string][]) {
        if (need === "nobody" || name === "till.mode") continue;
        const answer = codeOf(await desk.call(name, SAMPLES[name] as never));
        const mayCall = need === "anybody" || staff.rights.includes(need as never);
        expect([name, answer === "staff_needs_approval"]).toEqual([name, !mayCall]);
      }
    },
  );

  test("a cashier's refund waits for a manager, who allows it once and answers for it", async () => {
    const desk = await realShop();
    await signIn(desk, "3");
    const sale = await cashSale(desk);
    const refund = { order: sale.order, why: "退货" };
    expect(codeOf(await desk.call("refund.start", refund))).toBe("staff_needs_approval");
    const { staff } = await desk.done("till.state", {});
    expect(staff.approval).toMatchObject({
      call: "refund.start",
      right: "refund",
      amountFen: 1250,
      order: sale.order,
      why: "退货",
    });
    const id = staff.approval?.id ?? "";
    const wish = { id, number: "2", pin: PIN.manager, why: "顾客退货" };
    expect(codeOf(await desk.call("staff.approve", { ...wish, number: "3", pin: PIN.cashier }))).toBe(
      "staff_not_allowed",
    );
    const allowed = await desk.done("staff.approve", wish);
    expect(allowed.staff).toMatchObject({ approval: null, allowedBy: "王店长", person: { number: "3" } });
    // Something else is not what was allowed.
    const other = await cashSale(desk, 300);
    expect(codeOf(await desk.call("refund.start", { order: other.order, why: "x" }))).toBe("staff_needs_approval");
    // Asking for the other took what was allowed away: it is asked for again.
    expect(codeOf(await desk.call("refund.start", refund))).toBe("staff_needs_approval");
    const next = (await desk.done("till.state", {})).staff.approval?.id ?? "";
    await desk.done("staff.approve", { ...wish, id: next });
    expect(await desk.done("refund.start", refund)).toMatchObject({ status: "refunded", amountFen: 1250 });
    expect(codeOf(await desk.call("staff.approve", { ...wish, id: next }))).toBe("approval_gone");
  });

  test("a pay code as a reason is neither shown to who shall allow it nor written down with it", async () => {
    const desk = await realShop();
    await signIn(desk, "3");
    const { order } = await cashSale(desk);
    const code = "135711131719233141";
    expect(codeOf(await desk.call("refund.start", { order, why: code }))).toBe("staff_needs_approval");
    const { approval } = (await desk.done("till.state", {})).staff;
    expect(approval).toMatchObject({ call: "refund.start", why: null });
    const wish = { id: approval?.id ?? "", number: "2", pin: PIN.manager };
    expect(codeOf(await desk.call("staff.approve", { ...wish, why: code }))).toBe("bad_input");
    await desk.done("staff.approve", { ...wish, why: "退货" });
    expect(codeOf(await desk.call("refund.start", { order, why: code }))).toBe("bad_input");
    expect(isOnDisk(desk.folder, code)).toBe(false);
  });

  test("limits hold for one refund and for the day, the owner's too where he sets himself some", async () => {
    const desk = await realShop();
    const limits = { cashier: { eachFen: null, dayFen: null }, manager: { eachFen: 1000, dayFen: 1500 } };
    await desk.done("staff.rules", { limits });
    await desk.done("staff.signOut", {});
    await signIn(desk, "2");
    const sale = await cashSale(desk, 9000);
    const back = (amount: number) =>
      desk.call("refund.start", { order: sale.order, amountFen: fen(amount), why: "退货" });
    expect(codeOf(await back(1001))).toBe("staff_needs_approval");
    expect((await desk.done("till.state", {})).staff.approval).toMatchObject({ amountFen: 1001, limitFen: 1000 });
    expect(codeOf(await back(1000))).toBe("ok");
    expect(codeOf(await back(501))).toBe("staff_needs_approval");
    expect((await desk.done("till.state", {})).staff.approval).toMatchObject({ amountFen: 501, limitFen: 1500 });
    // A second manager would be held to the same limit; the owner has none.
    const id = (await desk.done("till.state", {})).staff.approval?.id ?? "";
    expect(codeOf(await desk.call("staff.approve", { id, number: "2", pin: PIN.manager, why: "x" }))).toBe(
      "staff_not_allowed",
    );
    await desk.done("staff.approve", { id, number: "1", pin: PIN.owner, why: "老顾客" });
    expect(codeOf(await back(501))).toBe("ok");
    // What the owner allowed counts for the owner.
    expect(codeOf(await back(500))).toBe("ok");
  });

  test("in training everybody practises refunds; the real channels stay shut", async () => {
    const desk = await shop();
    await signIn(desk, "3");
    const sale = await cashSale(desk);
    expect(codeOf(await desk.call("refund.start", { order: sale.order, why: "练习" }))).toBe("ok");
    expect(codeOf(await desk.call("channels.use", { id: "pooul" }))).toBe("staff_needs_approval");
  });
});

describe("a badge", () => {
  test("that the till makes signs in, is nowhere on disk, and stops working when it is taken back", async () => {
    const desk = await shop();
    await signIn(desk, "1");
    const { people } = await desk.done("staff.list", {});
    const id = people.find((person) => person.number === "3")?.id ?? "";
    const { issued } = await desk.done("staff.badge", { id, does: "issue" });
    expect(badgeNo(issued ?? "")).not.toBeNull();
    expect((await desk.done("staff.list", {})).issued).toBeNull();
    await desk.done("staff.signOut", {});
    expect(await desk.done("collect.keys", { text: issued ?? "" })).toMatchObject({ heard: "badge", did: "badge" });
    await expect.poll(async () => (await desk.done("till.state", {})).staff.person?.number).toBe("3");
    expect(isOnDisk(desk.folder, issued ?? "")).toBe(false);
    expect(isOnDisk(desk.folder, PIN.cashier)).toBe(false);
    await desk.done("staff.signOut", {});
    await signIn(desk, "1");
    await desk.done("staff.badge", { id, does: "remove" });
    await desk.done("staff.signOut", {});
    await desk.done("collect.keys", { text: issued ?? "" });
    expect((await desk.done("till.state", {})).staff.person).toBeNull();
  });

  test("of a manager allows what waits", async () => {
    const desk = await realShop();
    const { people } = await desk.done("staff.list", {});
    const id = people.find((person) => person.number === "2")?.id ?? "";
    const { issued } = await desk.done("staff.badge", { id, does: "issue" });
    await signIn(desk, "3");
    const sale = await cashSale(desk);
    const refund = { order: sale.order, why: "退货" };
    expect(codeOf(await desk.call("refund.start", refund))).toBe("staff_needs_approval");
    await desk.done("collect.keys", { text: issued ?? "" });
    await expect.poll(async () => (await desk.done("till.state", {})).staff.allowedBy).toBe("王店长");
    expect(codeOf(await desk.call("refund.start", refund))).toBe("ok");
  });
});

/** An input of every call that passes its schema and does nothing, so that only the guard decides. */
const ORDER = makeNumber("9", "260301100000", 1, 9999);
const REFUND = makeNumber("8", "260301100000", 1, 9999);
const SAMPLES: Partial<Record<CallName, unknown>> = {
  ...Object.fromEntries(Object.keys(CALLS).map((name) => [name, {}])),
  "till.mode": { mode: "training" },
  "collect.begin": { amountFen: 1 },
  "collect.cash": { amountFen: 1, givenFen: 1 },
  "collect.undo": { order: ORDER, why: "x" },
  "payment.ask": { order: ORDER },
  "payment.stop": { order: ORDER },
  "orders.show": { order: ORDER },
  "refund.start": { order: ORDER, why: "x" },
  "refund.ask": { refund: REFUND },
  "review.resolve": { order: ORDER, says: "paid", reference: "a", by: "b" },
  "refund.letGo": { refund: REFUND, note: "a", by: "b" },
  "refund.resolve": { refund: REFUND, says: "refused", reference: "a", by: "b" },
  "exceptions.settle": { order: ORDER, note: "a", by: "b" },
  "shift.open": { floatFen: 0 },
  "shift.move": { way: "in", amountFen: 1, why: "x" },
  "shift.count": { countedFen: 0 },
  "shift.prove": { badges: false },
  "shift.close": { leftFen: 0, next: false },
  "shift.use": { on: true },
  "shift.print": { shift: null },
  "report.show": { span: "day", day: "2026-03-01" },
  "report.save": { span: "day", day: "2026-03-01", form: "csv" },
  "report.print": { day: "2026-03-01" },
  "training.payQr": { order: ORDER },
  "collect.mode": { amountFen: 1, tenders: [{ amountFen: 1, mode: "cash", fields: {} }] },
  "held.add": { owedFen: 1, lines: [] },
  "held.show": { id: 1 },
  "held.drop": { id: 1 },
  "goods.list": { search: "", limit: 1 },
  "goods.stage": { isFirst: true, goods: [{ barcode: "6901234567892", title: "水", priceFen: 1 }] },
  "goods.replace": { count: 99 },
  "print.answer": { job: 999, says: "came_out" },
  "print.cancel": { job: 999 },
  "print.reroute": { job: 999, printer: "front" },
  "print.pause": { printer: "front", paused: true },
  "print.drawer": { why: "x" },
  "printers.save": { id: null, config: { name: "x", target: { kind: "tcp", host: "127.0.0.1" } } },
  "printers.remove": { id: "front" },
  "printers.system": {},
  "printers.test": { id: "front" },
  "reconcile.show": { day: "2026-03-01" },
  "reconcile.run": { day: "2026-03-01" },
  "reconcile.ask": { id: 1 },
  "reconcile.assign": { id: 1, owner: "x" },
  "reconcile.close": { id: 1, note: "x", by: "x" },
  "reconcile.schedule": { at: null },
  "bill.begin": { name: "a.csv", bytes: 1 },
  "bill.piece": { upload: 1, base64: "" },
  "bill.preview": { upload: 1 },
  "bill.layout": {
    layout: {
      id: "x",
      name: "x",
      columns: { time: "a", amount: "b", order: "c" },
      refundWords: [],
      doneWords: [],
      undoneWords: [],
      unit: "yuan",
    },
  },
  "bill.apply": { upload: 1, channel: "leshua", layout: "x" },
  "collect.qr": { amountFen: 1, wallet: "wechat" },
  "training.phone": { wallet: "wechat", script: "pays" },
  "training.tap": { id: "x" },
  "channels.use": { id: "leshua" },
  "channels.check": { id: "leshua" },
  "channels.save": { id: "leshua", config: {} },
  "channels.modes": { id: "leshua" },
  "channels.openMode": { id: "leshua", templateId: "1" },
  "channels.changeMode": { id: "leshua", uuid: "1", order: 1 },
  "channels.calls": { id: "leshua" },
  "channels.call": { id: "leshua", name: "query_status", json: "{}", knowsMoney: false },
  "notices.set": { enabled: false, host: "127.0.0.1", port: 8787 },
  "staff.save": { number: "3", name: "小李", role: "cashier" },
  "staff.badge": { id: "x", does: "learn" },
};
