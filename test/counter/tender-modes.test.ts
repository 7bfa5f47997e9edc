// Pay modes without a pay code through the window's calls: only what the channel lists open is offered, what is typed is
// checked before anything is written down, and several are sent as one batch of one order.
import { expect, test } from "vitest";
import { payers, startPayserverPeer } from "../peers/payserver.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { type Desk, isOnDisk, kept, openDesk } from "./desk.ts";

const MEMBER = { memberUUID: "irAl37TewwGEchYrXUWsfA" };
const DETAILS = [{ name: "洗车", merchandiseUUID: "m-1", styleUUID: "s-1", count: 1 }];

async function laikoo() {
  const desk = await openDesk();
  const peer = kept(await startPayserverPeer());
  const saved = await desk.save("payserver", peer.config());
  if (!saved.ok) throw new Error(saved.failure.detail ?? saved.failure.code);
  await desk.done("till.mode", { mode: "real" });
  const modes = await named(desk);
  return { desk, peer, modes };
}

async function named(desk: Desk) {
  const { modes } = await desk.done("collect.modes", {});
  return (name: string): string => {
    const found = modes.find((mode) => mode.name === name);
    if (!found) throw new Error(`no open mode ${name}`);
    return found.uuid;
  };
}

async function ended(desk: Desk, order: string, statuses: readonly string[]) {
  for (let tries = 0; tries < 200; tries++) {
    const { attempt, tenders } = await desk.done("orders.show", { order });
    if (statuses.includes(attempt.status)) return { attempt, tenders };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${order} does not end`);
}

test("the open modes are listed with the fields each wants, and none that wants a pay code", async () => {
  const { desk } = await laikoo();
  const { channel, modes } = await desk.done("collect.modes", {});
  expect(channel).toBe("payserver");
  expect(modes.map(({ name, fields, isOffline }) => [name, fields, isOffline])).toEqual(
    expect.arrayContaining([
      ["会员储值", ["memberUUID"], false],
      ["会员储次", ["memberUUID", "merchandiseDetails"], false],
      ["挂账", ["signAccounterUUID", "signPersonUUID"], false],
      ["现金", [], true],
    ]),
  );
  expect(modes.map(({ needs }) => needs)).not.toContain("code");
  expect((await desk.done("till.state", {})).takes.modes).toBe(true);
});

test("a mode the shop has closed is not offered, and refused when it is named", async () => {
  const { desk, peer, modes } = await laikoo();
  const mode = modes("会员储值");
  for (const one of peer.books.modes) if (one.uuid === mode) one.isOpened = 0;
  expect((await desk.done("collect.modes", {})).modes.map(({ name }) => name)).not.toContain("会员储值");
  const tenders = [{ amountFen: 100, mode, fields: MEMBER }];
  expect(await desk.call("collect.mode", { amountFen: 100, tenders })).toMatchObject({
    failure: { code: "mode_not_known" },
  });
  expect((await desk.done("orders.list", {})).orders).toEqual([]);
});

test("a channel without modes, and the training, offer none", async () => {
  const desk = await openDesk();
  expect(await desk.done("collect.modes", {})).toEqual({ channel: "training", modes: [] });
  await desk.save("pooul", kept(await startPooulPeer()).config());
  await desk.done("till.mode", { mode: "real" });
  expect(await desk.done("collect.modes", {})).toEqual({ channel: "pooul", modes: [] });
  expect((await desk.done("till.state", {})).takes.modes).toBe(false);
});

test("member money is taken by its one field and released", async () => {
  const { desk, modes } = await laikoo();
  const tenders = [{ amountFen: 1250, mode: modes("会员储值"), fields: MEMBER }];
  const view = await desk.done("collect.mode", { amountFen: 1250, tenders });
  expect(view).toMatchObject({ method: "mode", channel: "payserver", amountFen: 1250 });
  const { attempt } = await ended(desk, view.order, ["paid"]);
  expect(attempt).toMatchObject({ verdict: "release", settlement: { modeName: "会员储值" } });
  expect((await desk.done("till.state", {})).current).toBe(view.order);
});

test.each<[string, string, Record<string, string>]>([
  ["a field is missing", "会员储值", {}],
  ["a field is there that the mode does not have", "会员储值", { ...MEMBER, signPersonUUID: "x" }],
  ["a field holds a pay code", "会员储值", { memberUUID: "134567890123456789" }],
  ["what is bought is no list", "会员储次", { ...MEMBER, merchandiseDetails: "洗车" }],
  ["what is bought is an empty list", "会员储次", { ...MEMBER, merchandiseDetails: "[]" }],
])("nothing is written or sent when %s", async (_why, name, fields) => {
  const { desk, peer, modes } = await laikoo();
  const tenders = [{ amountFen: 100, mode: modes(name), fields }];
  expect(await desk.call("collect.mode", { amountFen: 100, tenders })).toMatchObject({
    failure: { code: "bad_input" },
  });
  expect((await desk.done("orders.list", {})).orders).toEqual([]);
  expect(peer.requests.filter(({ route }) => route === "pay" || route === "batchPay")).toEqual([]);
  expect(isOnDisk(desk.folder, "134567890123456789")).toBe(false);
});

test("parts that do not add up to the amount are refused", async () => {
  const { desk, modes } = await laikoo();
  const tenders = [{ amountFen: 99, mode: modes("会员储值"), fields: MEMBER }];
  expect(await desk.call("collect.mode", { amountFen: 100, tenders })).toMatchObject({
    failure: { code: "bad_input" },
  });
});

test("two modes of one order leave as one batch, and goods are released when both are received", async () => {
  const { desk, peer, modes } = await laikoo();
  const view = await desk.done("collect.mode", {
    amountFen: 3000,
    tenders: [
      { amountFen: 1000, mode: modes("会员储值"), fields: MEMBER },
      { amountFen: 2000, mode: modes("会员储次"), fields: { ...MEMBER, merchandiseDetails: JSON.stringify(DETAILS) } },
    ],
  });
  const { tenders } = await ended(desk, view.order, ["paid"]);
  expect(
    peer.requests.filter(({ route }) => route === "batchPay" || route === "pay").map(({ route }) => route),
  ).toEqual(["batchPay"]);
  expect(tenders.map(({ status, dueFen }) => [status, dueFen])).toEqual([
    ["paid", 0],
    ["paid", 0],
  ]);
});

test("of a batch, the part nobody knows the end of stays before the cashier", async () => {
  const { desk, peer, modes } = await laikoo();
  peer.script.nextPayer(payers.pays, payers.declines("system error"));
  const view = await desk.done("collect.mode", {
    amountFen: 3000,
    tenders: [
      { amountFen: 1000, mode: modes("会员储值"), fields: MEMBER },
      { amountFen: 2000, mode: modes("会员储值"), fields: MEMBER },
    ],
  });
  await ended(desk, view.order, ["paid"]);
  const { tenders } = await desk.done("orders.show", { order: view.order });
  const second = tenders.find(({ order }) => order !== view.order);
  if (!second) throw new Error("no second part");
  await ended(desk, second.order, ["unknown", "needs_review"]);
  expect((await desk.done("till.state", {})).current).toBe(second.order);
  expect((await desk.done("collect.clear", {})).current).toBe(second.order);
});

test("the cash mode of the channel keeps no record there: a person says so, and only then it is paid", async () => {
  const { desk, modes } = await laikoo();
  const tenders = [{ amountFen: 500, mode: modes("现金"), fields: {} }];
  const view = await desk.done("collect.mode", { amountFen: 500, tenders });
  const { attempt } = await ended(desk, view.order, ["needs_review"]);
  expect(attempt).toMatchObject({ verdict: "wait", reason: "cannot_ask" });
});
