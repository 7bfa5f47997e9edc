// The shop's pay modes: charged through, all seven of them; seen, opened, ordered; found before anything is written. After
// every test the peer must have seen nothing that the document does not allow.
import { afterEach, describe, expect, test } from "vitest";
import type { PayModes } from "../../main/channel/pay-modes.ts";
import { TEMPLATES } from "../../main/channel/payserver/modes.ts";
import { type PayserverPeerOptions, misbehave, payers, wrong } from "../peers/payserver.ts";
import { ACCOUNT } from "./payserver-console.ts";
import {
  type Opened,
  chargeInput,
  closeAll,
  modeInput,
  newCode,
  openChannel,
  refOf,
  verb,
} from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

async function open(options: PayserverPeerOptions = {}) {
  const one = await openChannel(options);
  opened.push(one);
  const { channel, peer } = one;
  const modes: PayModes | null = channel.modes;
  if (!modes) throw new Error("no modes");
  const named = (name: string) => {
    const mode = peer.books.modes.find((known) => known.name === name);
    if (!mode) throw new Error(`no mode ${name}`);
    return mode;
  };
  const count = (route: string) => peer.requests.filter((request) => request.route === route).length;
  return { ...one, charge: channel.charge, query: verb(channel.query), modes, named, count };
}

const member = { memberUUID: "irAl37TewwGEchYrXUWsfA" };
const details = [{ name: "项目名称A", merchandiseUUID: "merchandise-A", styleUUID: "style-A", count: 1 }];

describe("a charge through each of the seven built-in modes", () => {
  test.each<[string, Record<string, string>, unknown]>([
    ["挂账", ACCOUNT, ACCOUNT],
    ["会员储值", member, member],
    [
      "会员储次",
      { ...member, merchandiseDetails: JSON.stringify(details) },
      { ...member, merchandiseDetails: details },
    ],
  ])("%s is paid by its own fields and found by a query", async (name, fields, payParams) => {
    const { charge, query, peer, named } = await open();
    const input = modeInput(name, fields);
    expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: 1250, settlement: { modeName: name } });
    expect(peer.requests.at(-1)?.body).toMatchObject({ payModeUUID: named(name).uuid, payParams });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
  });

  test.each([
    ["wechat", "微信扫码枪"],
    ["alipay", "支付宝扫码枪"],
  ] as const)("%s goes by its code", async (wallet, mode) => {
    const { charge } = await open();
    const paid = { kind: "paid", settlement: { modeName: mode } };
    expect(await charge(chargeInput(1250, { code: newCode(wallet), mode }))).toMatchObject(paid);
  });

  test.each(["现金", "银联"])(
    "%s keeps no record at the channel: never paid by itself, never asked about, a person's word",
    async (name) => {
      const { charge, query, peer } = await open();
      const input = modeInput(name);
      expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "cannot_ask", byHand: true });
      expect([peer.books.orders, peer.books.asked]).toEqual([[], []]);
      expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    },
  );

  test.each([
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["data of no form", { do: "body", body: { businessRet: "offlinePay" } }, "unreadable"],
  ] as const)(
    "an offline mode that meets %s is a person's too, for nothing will ever be listed",
    async (_n, how, cause) => {
      const { charge, peer } = await open();
      peer.script.next("pay", how);
      expect(await charge(modeInput("现金"))).toMatchObject({ kind: "unknown", cause, byHand: true });
    },
  );

  test("an online mode that answers as an offline one is not believed: it is asked about", async () => {
    const { charge, peer } = await open();
    peer.script.next("pay", { do: "body", body: { ret: "success", businessRet: "offlinePay", data: {} } });
    const said = await charge(modeInput("会员储值", member));
    expect(said).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(said).not.toHaveProperty("byHand");
  });

  test("挂账 declined by its component is declined, and nothing was taken", async () => {
    const { charge, peer } = await open();
    peer.script.nextPayer(payers.declines("挂账额度不足"));
    expect(await charge(modeInput("挂账", ACCOUNT))).toMatchObject({ kind: "declined" });
    expect(peer.books.taken).toEqual([]);
  });
});

describe("what does not fit its mode never leaves", () => {
  test.each<[string, string | null, Record<string, string>]>([
    ["no mode named", null, {}],
    ["a mode of bar codes", "微信扫码枪", {}],
    ["half of 挂账", "挂账", { signAccounterUUID: ACCOUNT.signAccounterUUID }],
    ["a field too many", "会员储值", { ...member, cashierName: "小美" }],
    ["a field for cash", "现金", member],
    ["no member", "会员储值", {}],
    ["times without goods", "会员储次", member],
    ["goods that are no JSON", "会员储次", { ...member, merchandiseDetails: "A" }],
    ["no goods", "会员储次", { ...member, merchandiseDetails: "[]" }],
    ["goods without a count", "会员储次", { ...member, merchandiseDetails: '[{"name":"A"}]' }],
  ])("%s", async (_name, mode, fields) => {
    const { charge, count } = await open();
    expect(await charge(modeInput(mode, fields))).toMatchObject({ kind: "declined", reason: "never_sent" });
    expect(count("pay")).toBe(0);
  });

  test("a pay code and fields together fit no mode", async () => {
    const { charge, count } = await open();
    const input = { ...chargeInput(), fields: member };
    expect(await charge(input)).toMatchObject({ kind: "declined", reason: "never_sent", newCode: false });
    expect(count("pay")).toBe(0);
  });
});

describe("the shop's modes as a list", () => {
  test("those it has in its own order, open or not, then what it could still open", async () => {
    const { modes, peer, named } = await open();
    named("银联").isOpened = 0;
    const list = await modes.list(2000);
    if (list.kind !== "modes") throw new Error(list.raw);
    expect(list.modes.map(({ name, isOpen }) => [name, isOpen])).toEqual([
      ["现金", true],
      ["银联", false],
      ["挂账", true],
      ["微信扫码枪", true],
      ["支付宝扫码枪", true],
      ["会员储值", true],
      ["会员储次", true],
      ["收钱吧", false],
    ]);
    expect(list.modes[0]).toEqual({
      uuid: named("现金").uuid,
      templateId: TEMPLATES.cash,
      name: "现金",
      order: 10,
      isOpen: true,
      needs: "nothing",
      isOffline: true,
    });
    expect(list.modes.at(-1)).toMatchObject({ uuid: null, order: null, isOffline: true });
    // Reading it must not open anything.
    expect(peer.requests.map(({ route }) => route).toSorted()).toEqual(["payModeTemplates", "payModes"]);
  });

  test.each([
    ["payModes", misbehave.badGateway, "server_error"],
    ["payModeTemplates", misbehave.loseAnswer, "broken_connection"],
    ["payModes", { do: "body", body: { items: 1 } }, "unreadable"],
    ["payModeTemplates", wrong.databaseDown, "server_error"],
  ] as const)("%s unread: not known", async (route, how, cause) => {
    const { modes, peer } = await open();
    peer.script.next(route, how);
    expect(await modes.list(2000)).toMatchObject({ kind: "unknown", cause });
  });
});

describe("opening", () => {
  const SHOUQIANBA = "030D6B71-D347-11E8-88C4-7BB29CC3B08D";

  test("a template the shop lacks is opened once; again, it is the same mode", async () => {
    const { modes, peer, count } = await open();
    const first = await modes.open(SHOUQIANBA.toLowerCase(), 2000);
    expect(first).toMatchObject({ kind: "done", mode: { name: "收钱吧", isOpen: true } });
    expect(await modes.open(SHOUQIANBA, 2000)).toEqual(first);
    expect(count("openPayMode")).toBe(1);
    expect(peer.books.modes.filter(({ name }) => name === "收钱吧")).toHaveLength(1);
  });

  test("a mode the shop has closed is opened again, not made a second time", async () => {
    const { modes, named, count } = await open();
    named("挂账").isOpened = 0;
    expect(await modes.open(TEMPLATES.account, 2000)).toMatchObject({
      kind: "done",
      mode: { uuid: named("挂账").uuid },
    });
    expect([named("挂账").isOpened, count("openPayMode"), count("changePayMode")]).toEqual([1, 0, 1]);
  });

  test("a template nobody has is refused before it is sent: the server would make a nameless mode of it", async () => {
    const { modes, count } = await open();
    expect(await modes.open("nobody", 2000)).toMatchObject({ kind: "refused" });
    expect(count("openPayMode")).toBe(0);
  });

  test("9001: what the mode needs is missing, and the channel's own words say so", async () => {
    const { modes, peer } = await open();
    const template = peer.books.templates.find((one) => one["payTemplateId"] === SHOUQIANBA);
    if (template) template["checkEnvUrl"] = "http://192.168.7.6:6103/api/v1.0.0/checkEnv";
    expect(await modes.open(SHOUQIANBA, 2000)).toMatchObject({ kind: "refused", raw: expect.stringContaining("9001") });
  });

  test("a lost answer is not known, and the list tells", async () => {
    const { modes, peer } = await open();
    peer.script.next("openPayMode", misbehave.loseAnswer);
    expect(await modes.open(SHOUQIANBA, 2000)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    const list = await modes.list(2000);
    expect(list).toMatchObject({
      modes: expect.arrayContaining([expect.objectContaining({ name: "收钱吧", isOpen: true })]),
    });
  });
});

describe("closing and ordering", () => {
  test("one mode is closed and moved; the mode itself says how it stands", async () => {
    const { modes, named } = await open();
    const { uuid } = named("银联");
    expect(await modes.change(uuid, { isOpen: false }, 2000)).toMatchObject({ kind: "done", mode: { isOpen: false } });
    expect(await modes.change(uuid, { order: 99 }, 2000)).toMatchObject({
      kind: "done",
      mode: { order: 99, isOpen: false },
    });
    const list = await modes.list(2000);
    if (list.kind !== "modes") throw new Error(list.raw);
    expect(list.modes[0]).toMatchObject({ name: "银联", order: 99, isOpen: false });
  });

  test("a lost answer is made up for by reading the mode; a lost request is seen to have changed nothing", async () => {
    const { modes, named, peer } = await open();
    const { uuid } = named("银联");
    peer.script.next("changePayMode", misbehave.loseAnswer, misbehave.loseRequest);
    expect(await modes.change(uuid, { isOpen: false }, 2000)).toMatchObject({ kind: "done", mode: { isOpen: false } });
    expect(await modes.change(uuid, { isOpen: true }, 2000)).toMatchObject({ kind: "unknown", cause: "contradiction" });
  });

  test("a mode nobody has is refused; what can be no mode, no place or no change is our own mistake", async () => {
    const { modes, named, count } = await open();
    expect(await modes.change("nobody", { isOpen: true }, 2000)).toMatchObject({ kind: "refused" });
    const { uuid } = named("银联");
    for (const [id, change] of [
      ["../x", { order: 1 }],
      [uuid, { order: -1 }],
      [uuid, { order: 0.5 }],
      [uuid, {}],
    ] as const)
      await expect(modes.change(id, change, 2000)).rejects.toThrow(RangeError);
    expect(count("changePayMode")).toBe(1);
  });
});

describe("a mode is found before anything is written", () => {
  test("by name, template or uuid, and only where it is open and fits the sale", async () => {
    const { modes, named } = await open();
    named("银联").isOpened = 0;
    const find = async (mode: string | null, wallet: "wechat" | "unionpay" | null) => {
      const found = await modes.find({ mode, wallet }, 2000);
      return found.kind === "found" ? found.mode.name : found.kind;
    };
    expect(await find(null, "wechat")).toBe("微信扫码枪");
    expect(await find("支付宝扫码枪", "wechat")).toBe("支付宝扫码枪");
    expect(await find(TEMPLATES.cash, null)).toBe("现金");
    expect(await find(named("挂账").uuid, null)).toBe("挂账");
    for (const [mode, wallet] of [
      ["zzz", "wechat"],
      ["现金", "wechat"],
      ["银联", null],
      [null, "unionpay"],
    ] as const)
      expect(await find(mode, wallet)).toBe("none");
  });

  test("a list that cannot be read says nothing about the mode", async () => {
    const { modes, peer } = await open();
    peer.script.next("payModes", misbehave.rateLimited);
    expect(await modes.find({ mode: "zzz", wallet: "wechat" }, 2000)).toMatchObject({
      kind: "unknown",
      cause: "rate_limited",
    });
  });
});
