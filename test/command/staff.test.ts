// A till with people, from the command line: who gives money back, sets up a channel or restores a book says who they are
// and proves it by a PIN, as does who signs for a drawer or is told its sums. What they may not do is refused before anything
// is sent, and whose PIN it was stands in the book.
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { savePerson } from "../../main/staff/people.ts";
import { type Store, openStore } from "../../main/store/open.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { inside, keep, newFolder, payCode, spilledIn } from "./cli.ts";

const PIN = { owner: "482913", manager: "739205", cashier: "618402" };

/** A till with an owner (1), a manager (2), a cashier (3), and one paid order of ¥1.00. */
async function shop() {
  const peer = await startPooulPeer();
  const folder = newFolder();
  const config = JSON.stringify(peer.config());
  await inside(folder, ["channel", "set", "pooul"], config);
  const paid = await inside(folder, ["pay", "--channel=pooul", "--amount=100", `--code=${payCode()}`]);
  const opened = openStore(join(folder, "till.db"));
  if (!opened.ok) throw new Error(opened.failure.code);
  const parts = { store: opened.value, clock: systemClock, ids: systemIds };
  const owner = { number: "1", name: "陈店主", role: "owner", pin: PIN.owner } as const;
  const manager = { number: "2", name: "王店长", role: "manager", pin: PIN.manager } as const;
  const cashier = { number: "3", name: "小李", role: "cashier", pin: PIN.cashier } as const;
  for (const person of [owner, manager, cashier])
    expect(await savePerson(parts, person, null)).toMatchObject({ ok: true });
  opened.value.close();
  keep(...Object.values(PIN));
  const order = String(paid.json["order"]);
  const refund = ["refund", `--order=${order}`, "--reason=退货"];
  return { peer, folder, config, order, refund, as: (name: string) => [`--staff=${name}`, "--pin-stdin"] };
}

/** Does something with the real book while no till has it. */
function inTill<T>(folder: string, work: (store: Store) => T): T {
  const opened = openStore(join(folder, "till.db"));
  if (!opened.ok) throw new Error(opened.failure.code);
  try {
    return work(opened.value);
  } finally {
    opened.value.close();
  }
}

const refusedBy = (code: string) => ({ code: 2, json: { error: { code, option: "staff" } } });

describe("a refund", () => {
  it("asks for a name once there are people, and sends nothing without one", async () => {
    const { peer, folder, refund } = await shop();
    expect(await inside(folder, refund)).toMatchObject(refusedBy("staff_sign_in"));
    expect(peer.books.refunds).toHaveLength(0);
    expect((await inside(folder, ["orders"])).json).toMatchObject({ orders: [{ status: "paid", refundedFen: 0 }] });
    await peer.close();
  });

  it("is given by a manager, by name or number, and stands in the book as theirs", async () => {
    const { peer, folder, refund, as } = await shop();
    expect(await inside(folder, [...refund, "--amount=40", ...as("王店长")], `${PIN.manager}\n`)).toMatchObject({
      code: 0,
      json: { status: "refunded", amountFen: 40 },
    });
    expect((await inside(folder, [...refund, "--amount=60", ...as("2")], PIN.manager)).code).toBe(0);
    const opened = openStore(join(folder, "till.db"));
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.read.all("SELECT DISTINCT person FROM refunds")).toEqual([{ person: "2" }]);
    opened.value.close();
    expect(spilledIn(folder)).toEqual([]);
    await peer.close();
  });

  it("is not given by a cashier, by nobody, or by a wrong PIN, which counts towards the lock-out", async () => {
    const { peer, folder, refund, as } = await shop();
    expect(await inside(folder, [...refund, ...as("小李")], PIN.cashier)).toMatchObject(refusedBy("staff_not_allowed"));
    expect(await inside(folder, [...refund, ...as("nobody")], PIN.owner)).toMatchObject(refusedBy("staff_not_found"));
    for (let times = 0; times < 5; times++)
      expect(await inside(folder, [...refund, ...as("2")], "111222")).toMatchObject(refusedBy("pin_wrong"));
    expect(await inside(folder, [...refund, ...as("2")], PIN.manager)).toMatchObject(refusedBy("pin_shut"));
    expect(peer.books.refunds).toHaveLength(0);
    await peer.close();
  });

  it("names what is missing of a claim", async () => {
    const { peer, folder, refund } = await shop();
    const usage = (option: string) => ({ code: 2, json: { error: { code: "bad_usage", option } } });
    expect(await inside(folder, [...refund, "--staff=2"], PIN.manager)).toMatchObject(usage("pin-stdin"));
    expect(await inside(folder, [...refund, "--pin-stdin"], PIN.manager)).toMatchObject(usage("staff"));
    expect(await inside(folder, [...refund, "--staff=2", "--pin-stdin"], "12345")).toMatchObject(usage("pin-stdin"));
    await peer.close();
  });
});

it("a channel is set by an owner: the PIN is the first line, the configuration what follows", async () => {
  const { peer, folder, config, as } = await shop();
  const set = ["channel", "set", "pooul"];
  expect(await inside(folder, set, config)).toMatchObject(refusedBy("staff_sign_in"));
  expect(await inside(folder, [...set, ...as("2")], `${PIN.manager}\n${config}`)).toMatchObject(
    refusedBy("staff_not_allowed"),
  );
  expect(await inside(folder, [...set, ...as("1")], `${PIN.owner}\n${config}`)).toMatchObject({ code: 0 });
  await peer.close();
});

describe("a drawer", () => {
  const today = () => systemClock.local(systemClock.now()).day;

  it.each([
    [["shift", "open", "--float=20000"]],
    [["shift", "cash", "--in=100", "--reason=x"]],
    [["shift", "close"]],
    [["shift", "on"]],
    [["shift", "off"]],
    [["report", "--month=2026-03"]],
    [["reconcile", "--day=2026-03-01"]],
  ])("is not opened, closed, counted or told to nobody: %j", async (verb) => {
    const { peer, folder } = await shop();
    expect(await inside(folder, verb, "{}")).toMatchObject(refusedBy("staff_sign_in"));
    expect((await inside(folder, ["shift", "show"])).json).toMatchObject({ on: true, shift: null });
    await peer.close();
  });

  it("is signed for by whose PIN was given, and taken over by nobody from here", async () => {
    const { peer, folder, as } = await shop();
    const cashier = as("小李");
    expect(await inside(folder, ["shift", "open", "--float=20000", ...cashier], PIN.cashier)).toMatchObject({
      code: 0,
      json: { cashier: "小李" },
    });
    const move = ["shift", "cash", "--out=500", "--reason=买水", ...cashier];
    expect((await inside(folder, move, PIN.cashier)).json).toMatchObject({ moves: [{ amountFen: 500, by: "小李" }] });
    const close = (input: object) =>
      inside(folder, ["shift", "close", ...cashier], `${PIN.cashier}\n${JSON.stringify(input)}`);
    const whole = { count: { countedFen: 19_500 }, leftFen: 19_500 };
    for (const [option, forged] of [
      ["takenBy", { takenBy: "王店长" }],
      ["takenBy", { takenBy: "王店长", next: true }],
      ["next", { next: true }],
    ] as const)
      expect(await close({ ...whole, ...forged })).toMatchObject({ code: 2, json: { error: { option } } });
    expect((await inside(folder, ["shift", "show"])).json).toMatchObject({ shift: { state: "open" }, last: null });
    expect(await close(whole)).toMatchObject({
      code: 0,
      json: { state: "closed", countedBy: "小李", closedBy: "小李", takenBy: null },
    });
    await peer.close();
  });

  it("has its sums told, its shifts switched and its day compared by who has the right", async () => {
    const { peer, folder, as } = await shop();
    for (const verb of [
      ["report", `--day=${today()}`],
      ["reconcile", `--day=${today()}`],
      ["shift", "off"],
    ]) {
      expect(await inside(folder, [...verb, ...as("3")], PIN.cashier)).toMatchObject(refusedBy("staff_not_allowed"));
      expect((await inside(folder, [...verb, ...as("2")], PIN.manager)).json).not.toHaveProperty("error");
    }
    await peer.close();
  });
});

describe("what a channel's console says", () => {
  it("is written down by whose PIN was given, and by no other name", async () => {
    const { peer, folder, order, as } = await shop();
    const settle = ["settle", `--order=${order}`, "--note=x"];
    const resolve = ["resolve", `--order=${order}`, "--says=paid", "--reference=1"];
    for (const verb of [settle, resolve])
      expect(await inside(folder, [...verb, "--by=陈店主", ...as("2")], PIN.manager)).toMatchObject({
        code: 2,
        json: { error: { code: "bad_usage", option: "by" } },
      });
    const changed = inTill(folder, (store) =>
      store.write((tx) => tx.run("UPDATE attempts SET exception = 'paid_late' WHERE trade_no = ?", order)),
    );
    expect(changed).toBe(1);
    expect((await inside(folder, [...settle, ...as("2")], PIN.manager)).code).toBe(0);
    const told = inTill(folder, ({ read }) =>
      read.get<{ detail: string }>("SELECT detail FROM events WHERE subject_id = ? ORDER BY seq DESC LIMIT 1", order),
    );
    expect(JSON.parse(told?.detail ?? "")).toMatchObject({ by: "王店长", note: "x" });
    await peer.close();
  });
});

it("a documented call, which may give money back, is an owner's too", async () => {
  const { peer, folder, as } = await shop();
  const call = ["call", "--channel=pooul", "--api=query", `--json=${JSON.stringify({ mch_trade_id: "1" })}`];
  expect(await inside(folder, call)).toMatchObject(refusedBy("staff_sign_in"));
  expect((await inside(folder, [...call, ...as("1")], PIN.owner)).json).not.toHaveProperty("error");
  await peer.close();
});

it("a book is replaced by an owner of that book alone", async () => {
  const { peer, folder, as } = await shop();
  const file = join(folder, "copy.db");
  expect((await inside(folder, ["backup", file])).code).toBe(0);
  expect(await inside(folder, ["restore", file])).toMatchObject(refusedBy("staff_sign_in"));
  expect(await inside(folder, ["restore", file, ...as("2")], PIN.manager)).toMatchObject(
    refusedBy("staff_not_allowed"),
  );
  expect(await inside(folder, ["restore", file, ...as("1")], PIN.owner)).toMatchObject({
    code: 0,
    json: { people: "asked" },
  });
  await peer.close();
});

it("a book of a newer version, whose people this one cannot ask, is replaced by nobody", async () => {
  const { peer, folder } = await shop();
  const file = join(dirname(folder), "copy.db");
  await inside(folder, ["backup", file]);
  const newer = new Database(join(folder, "till.db"));
  newer.pragma("user_version = 9999");
  newer.close();
  expect(await inside(folder, ["restore", file])).toMatchObject({ code: 2, json: { error: { code: "store_newer" } } });
  await peer.close();
});

it("taking money and looking ask nobody, and a till without people knows no staff", async () => {
  const { peer, folder } = await shop();
  expect((await inside(folder, ["pay", "--channel=pooul", "--amount=5", `--code=${payCode()}`])).code).toBe(0);
  expect((await inside(folder, ["verify"])).code).toBe(0);
  expect((await inside(folder, ["shift", "show"])).code).toBe(0);
  const other = newFolder();
  const refund = ["refund", "--order=926112117441100100130", "--reason=x", "--staff=1", "--pin-stdin"];
  expect(await inside(other, refund, PIN.owner)).toMatchObject(refusedBy("staff_not_found"));
  await peer.close();
});
