// A badge that is to become somebody's by its next scan: only for who asked for it, and only for two minutes. Whoever is at
// the till afterwards cannot make it their own.
import { expect, test } from "vitest";
import { type Clock, systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { newBadge } from "../../main/staff/people.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Desk } from "../counter/desk.ts";
import { PIN, shop, signIn } from "./shop.ts";

const badge = newBadge(systemIds);

/** The owner is signed in and wants the next badge to be his own. */
async function learning(clock?: Clock) {
  const desk = await shop(clock);
  await signIn(desk, "1");
  const { people } = await desk.done("staff.list", {});
  const id = people.find((person) => person.number === "1")?.id ?? "";
  expect(await desk.done("staff.badge", { id, does: "learn" })).toMatchObject({ badgeFor: id });
  const isGiven = async () => (await desk.done("staff.list", {})).people.find((person) => person.id === id)?.hasBadge;
  return { desk, isGiven };
}

/** Scans the badge and waits until it is refused. */
async function isUnknown(desk: Desk): Promise<void> {
  const codes: (string | undefined)[] = [];
  const forget = desk.till.listen((event) => {
    if (event.name === "scan.heard") codes.push(event.payload.failure?.code);
  });
  await desk.done("collect.keys", { text: badge });
  await expect.poll(() => codes).toEqual(["badge_unknown"]);
  forget();
}

async function handOver(desk: Desk): Promise<void> {
  await desk.done("shift.open", { floatFen: fen(0) });
  await desk.done("shift.count", { countedFen: fen(0) });
  await desk.done("shift.prove", { as: "hands", number: "1", pin: PIN.owner });
  await desk.done("shift.prove", { as: "takes", number: "3", pin: PIN.cashier });
  await desk.done("shift.close", { leftFen: fen(0), next: true });
}

test("it becomes theirs by the next scan", async () => {
  const { desk, isGiven } = await learning();
  await desk.done("collect.keys", { text: badge });
  await expect.poll(isGiven).toBe(true);
  expect(await desk.done("staff.list", {})).toMatchObject({ badgeFor: null });
});

test.each([
  ["signs in", (desk: Desk) => signIn(desk, "3")],
  ["takes the shift over", handOver],
])("it is forgotten once somebody else %s", async (_how, comes) => {
  const { desk, isGiven } = await learning();
  await comes(desk);
  expect((await desk.done("till.state", {})).staff.person?.number).toBe("3");
  await isUnknown(desk);
  await signIn(desk, "1");
  expect(await desk.done("staff.list", {})).toMatchObject({ badgeFor: null });
  expect(await isGiven()).toBe(false);
});

test("it is forgotten after two minutes", async () => {
  let laterMs = 0;
  const { desk, isGiven } = await learning({ ...systemClock, monotonic: () => systemClock.monotonic() + laterMs });
  laterMs = 120_000;
  await isUnknown(desk);
  expect(await isGiven()).toBe(false);
});
