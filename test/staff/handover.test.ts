// What people sign: a handover by two PINs or badges, and the names of reviews, shifts and refunds, which are the session's
// and never what a page says.
import { describe, expect, test } from "vitest";
import { signer } from "../../main/counter/review.ts";
import { verifyStore } from "../../main/store/verify.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Desk } from "../counter/desk.ts";
import { openDesk } from "../counter/desk.ts";
import { PIN, cashSale, codeOf, realShop, shop, signIn } from "./shop.ts";

const CLOSING = { leftFen: fen(0), next: true, why: "找零错" } as const;

/** The cashier is signed in, and the shift is counted. */
async function counted(): Promise<Desk> {
  const desk = await realShop();
  await signIn(desk, "3");
  await desk.done("shift.open", { floatFen: fen(20_000) });
  await cashSale(desk);
  await desk.done("shift.count", { countedFen: fen(21_250) });
  return desk;
}

const prove = (desk: Desk, as: "hands" | "takes", number: string, pin: string) =>
  desk.call("shift.prove", { as, number, pin });

async function badgeOf(desk: Desk, number: string): Promise<string> {
  const { people } = await desk.done("staff.list", {});
  const id = people.find((person) => person.number === number)?.id ?? "";
  return (await desk.done("staff.badge", { id, does: "issue" })).issued ?? "";
}

describe("a handover", () => {
  test("is signed by both, by their own PINs, and whoever took over is at the till then", async () => {
    const desk = await counted();
    expect(codeOf(await desk.call("shift.close", CLOSING))).toBe("handover_unproved");
    expect(codeOf(await prove(desk, "hands", "3", PIN.manager))).toBe("pin_wrong");
    const { proved } = await desk.done("shift.prove", { as: "hands", number: "3", pin: PIN.cashier });
    expect(proved).toEqual({ hands: "小李", takes: null });
    expect(codeOf(await desk.call("shift.close", CLOSING))).toBe("handover_unproved");
    expect(codeOf(await prove(desk, "takes", "2", PIN.manager))).toBe("ok");
    const after = await desk.done("shift.close", { ...CLOSING, takenBy: "谁也不是" });
    expect(after.last).toMatchObject({ closedBy: "小李", takenBy: "王店长" });
    expect(after.shift).toMatchObject({ cashier: "王店长" });
    expect(after.proved).toEqual({ hands: null, takes: null });
    expect((await desk.done("till.state", {})).staff.person).toMatchObject({ number: "2" });
  });

  test("is not signed for somebody else, and nobody takes over from themselves", async () => {
    const desk = await counted();
    expect(codeOf(await prove(desk, "hands", "2", PIN.manager))).toBe("handover_not_yours");
    expect(codeOf(await prove(desk, "takes", "3", PIN.cashier))).toBe("handover_same_person");
    expect((await desk.done("shift.show", {})).proved).toEqual({ hands: null, takes: null });
  });

  test("cannot be taken by somebody who may have no shift", async () => {
    const desk = await shop();
    await signIn(desk, "1");
    await desk.done("staff.rules", { rights: { cashier: ["collect"], manager: ["collect", "shift"] } });
    await desk.done("shift.open", { floatFen: fen(0) });
    await desk.done("shift.count", { countedFen: fen(0) });
    expect(codeOf(await prove(desk, "takes", "3", PIN.cashier))).toBe("staff_not_allowed");
    expect(codeOf(await prove(desk, "takes", "2", PIN.manager))).toBe("ok");
  });

  test("that ends the shift without a next one needs only who hands over", async () => {
    const desk = await counted();
    await prove(desk, "hands", "3", PIN.cashier);
    const after = await desk.done("shift.close", { ...CLOSING, next: false });
    expect([after.shift, after.last?.closedBy, after.last?.takenBy]).toEqual([null, "小李", null]);
  });

  test("is proved by badges while they are listened for, each its own side; nobody is signed in by them", async () => {
    const desk = await realShop();
    const [cashier, manager] = [await badgeOf(desk, "3"), await badgeOf(desk, "2")];
    await signIn(desk, "3");
    await desk.done("shift.open", { floatFen: fen(0) });
    await desk.done("shift.count", { countedFen: fen(0) });
    await desk.done("shift.prove", { badges: true });
    await desk.done("collect.keys", { text: manager });
    await desk.done("collect.keys", { text: cashier });
    await expect
      .poll(async () => (await desk.done("shift.show", {})).proved)
      .toEqual({
        hands: "小李",
        takes: "王店长",
      });
    expect((await desk.done("till.state", {})).staff.person).toMatchObject({ number: "3" });
    await desk.done("shift.prove", { badges: false });
    await desk.done("collect.keys", { text: manager });
    await expect.poll(async () => (await desk.done("till.state", {})).staff.person?.number).toBe("2");
    expect((await desk.done("shift.show", {})).proved).toEqual({ hands: null, takes: null });
  });

  test("is forgotten when the till is locked", async () => {
    const desk = await counted();
    await prove(desk, "hands", "3", PIN.cashier);
    await desk.done("staff.signOut", {});
    await signIn(desk, "3");
    expect((await desk.done("shift.show", {})).proved).toEqual({ hands: null, takes: null });
  });

  test("goes on though somebody's name was changed since the count", async () => {
    const desk = await counted();
    await signIn(desk, "1");
    const { people } = await desk.done("staff.list", {});
    const cashier = people.find((person) => person.number === "3");
    await desk.done("staff.save", { id: cashier?.id ?? "", number: "3", name: "李小明", role: "cashier" });
    await signIn(desk, "3");
    await prove(desk, "hands", "3", PIN.cashier);
    const after = await desk.done("shift.close", { ...CLOSING, next: false });
    expect(after.last).toMatchObject({ state: "closed", closedBy: "李小明", takings: { total: { fen: 1250 } } });
    expect(verifyStore(desk.till.books.real.store.read).problems).toEqual([]);
  });

  test("of a till without people takes the name that is typed", async () => {
    const desk = await openDesk();
    await desk.done("shift.open", { floatFen: fen(0) });
    await desk.done("shift.count", { countedFen: fen(0) });
    const after = await desk.done("shift.close", { leftFen: fen(0), next: true, takenBy: "赵敏" });
    expect(after.shift).toMatchObject({ cashier: "赵敏" });
  });
});

describe("the name of who signed", () => {
  test("a refund is whoever's is signed in, or whoever allowed it", async () => {
    const desk = await realShop();
    await signIn(desk, "2");
    const sale = await cashSale(desk);
    const back = await desk.done("refund.start", { order: sale.order, amountFen: fen(100), why: "少称" });
    expect(back.by).toBe("王店长 2");
  });

  test("stays with the number that signed: it becomes nobody else's", async () => {
    const desk = await realShop();
    const idOf = async (number: string) =>
      (await desk.done("staff.list", {})).people.find((person) => person.number === number)?.id ?? "";
    await signIn(desk, "3");
    await cashSale(desk);
    await signIn(desk, "1");
    const moved = { id: await idOf("3"), number: "33", name: "小李", role: "cashier" } as const;
    expect(codeOf(await desk.call("staff.save", moved))).toBe("staff_number_used");
    expect(codeOf(await desk.call("staff.save", { ...moved, number: "3", name: "李小明" }))).toBe("ok");
    const fresh = { id: await idOf("2"), number: "22", name: "王店长", role: "manager" } as const;
    expect(codeOf(await desk.call("staff.save", fresh))).toBe("ok");
  });

  test("a note is signed by the session, whatever a page writes; without people by what is typed, which must be", () => {
    expect(signer("王店长", "冒名")).toEqual({ ok: true, value: "王店长" });
    expect(signer(null, "李店长")).toEqual({ ok: true, value: "李店长" });
    expect(codeOf(signer(null, undefined))).toBe("bad_input");
  });

  test("an exception of a till without people needs a typed name", async () => {
    const desk = await openDesk();
    const sale = await cashSale(desk);
    const settle = { order: sale.order, note: "x" };
    expect(codeOf(await desk.call("exceptions.settle", settle))).toBe("bad_input");
    expect(codeOf(await desk.call("exceptions.settle", { ...settle, by: "李" }))).toBe("exception_not_open");
  });
});
