// A till with people: an owner (1), a manager (2) and a cashier (3), as the tests of people and of what they sign begin.
import { expect } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import type { Clock } from "../../main/clock.ts";
import { type Desk, openDesk } from "../counter/desk.ts";

export const PIN = { owner: "482913", manager: "739205", cashier: "618402" };

export const codeOf = (answer: { ok: boolean; failure?: { code: string } }) => answer.failure?.code ?? "ok";

/** A till with an owner (1), a manager (2) and a cashier (3); nobody is signed in. */
export async function shop(clock?: Clock): Promise<Desk> {
  const desk = await openDesk(undefined, clock);
  const owner = { number: "1", name: "陈店主", role: "owner", pin: PIN.owner } as const;
  await desk.done("staff.save", owner);
  await desk.done("staff.signIn", { number: "1", pin: PIN.owner });
  await desk.done("staff.save", { number: "2", name: "王店长", role: "manager", pin: PIN.manager });
  await desk.done("staff.save", { number: "3", name: "小李", role: "cashier", pin: PIN.cashier });
  await desk.done("staff.signOut", {});
  return desk;
}

export const signIn = (desk: Desk, number: "1" | "2" | "3") =>
  desk.done("staff.signIn", { number, pin: number === "1" ? PIN.owner : number === "2" ? PIN.manager : PIN.cashier });

/** A real cash sale: rights hold in the real book. */
export async function cashSale(desk: Desk, amount = 1250) {
  return desk.done("collect.cash", { amountFen: fen(amount), givenFen: fen(amount) });
}

export async function realShop(): Promise<Desk> {
  const desk = await shop();
  await signIn(desk, "1");
  const saved = await desk.save("leshua", {
    url: "http://127.0.0.1:9/cgi-bin/lepos_pay_gateway.cgi",
    merchantId: "1",
    key: "key-1",
    notifyKey: "key-2",
  });
  if (!saved.ok) throw new Error(`${saved.failure.code} ${saved.failure.detail ?? ""}`);
  const state = await desk.done("till.mode", { mode: "real" });
  expect(state.mode).toBe("real");
  return desk;
}
