// Which channel takes a sale: the wallet's own where one is set, the one in use else, and the second only by a press of
// the cashier's. And what stays in sight at the counter while an order is paid in part.
import { describe, expect, test } from "vitest";
import type { AttemptView, TillState } from "../../preload/contract/views.ts";
import { startLeshuaPeer } from "../peers/leshua.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { type Desk, kept, openDesk } from "./desk.ts";

let codes = 0;
const code = (head: string) => `${head}${String(++codes).padStart(16, "0")}`;

/** A desk in the real book with both channels, Pooul in use; `dead`: Pooul answers nowhere. */
async function twoChannels({ dead = false } = {}): Promise<Desk> {
  const desk = await openDesk();
  const pooul = kept(await startPooulPeer());
  await desk.save("leshua", kept(await startLeshuaPeer()).config());
  await desk.save("pooul", pooul.config(dead ? { baseUrl: "http://127.0.0.1:9" } : {}));
  await desk.done("channels.use", { id: "pooul" });
  await desk.done("till.mode", { mode: "real" });
  return desk;
}

async function scan(desk: Desk, head = "13"): Promise<AttemptView> {
  const { order, failure } = await desk.done("collect.keys", { text: code(head) });
  if (order === null) throw new Error(failure?.code);
  return (await desk.done("orders.show", { order })).attempt;
}

async function ended(desk: Desk, { order }: AttemptView): Promise<AttemptView> {
  for (;;) {
    const { attempt } = await desk.done("orders.show", { order });
    if (attempt.finalAt !== null) return attempt;
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

describe("a channel for each wallet", () => {
  test("a scanned code goes through its wallet's channel, every other through the one in use", async () => {
    const desk = await twoChannels();
    await desk.done("channels.route", { alipay: "leshua" });
    await desk.done("collect.begin", { amountFen: 100 });
    expect((await ended(desk, await scan(desk, "28"))).channel).toBe("leshua");
    await desk.done("collect.clear", {});
    await desk.done("collect.begin", { amountFen: 100 });
    expect((await ended(desk, await scan(desk, "13"))).channel).toBe("pooul");
  });

  test("a channel that is not set up is refused, and what was set stays", async () => {
    const desk = await twoChannels();
    await desk.done("channels.route", { wechat: "leshua" });
    expect(await desk.call("channels.route", { wechat: "payserver" })).toMatchObject({
      failure: { code: "channel_not_configured", detail: "payserver" },
    });
    expect((await desk.done("channels.list", {})).routes).toMatchObject({ wechat: "leshua", second: null });
  });
});

describe("a second channel", () => {
  test("is offered when the first could not be reached, and takes the next try by a press alone", async () => {
    const desk = await twoChannels({ dead: true });
    await desk.done("channels.route", { second: "leshua" });
    await desk.done("collect.begin", { amountFen: 100 });
    const first = await ended(desk, await scan(desk));
    expect(first).toMatchObject({ channel: "pooul", status: "cancelled", reason: "never_sent" });
    expect(await desk.done("till.state", {})).toMatchObject({ second: "leshua", down: ["pooul"] });
    const again = { amountFen: 100, again: first.order };
    await desk.done("collect.begin", again);
    const same = await ended(desk, await scan(desk));
    expect(same.channel).toBe("pooul");
    await desk.done("collect.begin", { ...again, again: same.order, channel: "leshua" });
    expect((await desk.done("till.state", {})).sale).toMatchObject({ channel: "leshua" });
    const other = await ended(desk, await scan(desk));
    expect(other).toMatchObject({ channel: "leshua", status: "paid", orderId: first.orderId });
  });
});

describe("with no channel in reach", () => {
  test("it is said since when, cash and sales put aside go on, and one channel that answers ends it", async () => {
    const desk = await twoChannels({ dead: true });
    expect(await desk.done("till.state", {})).toMatchObject({ offlineSince: null });
    await desk.done("collect.begin", { amountFen: 100 });
    const lost = await ended(desk, await scan(desk));
    expect(await desk.done("till.state", {})).toMatchObject({ offlineSince: lost.createdAt, down: ["pooul"] });
    await desk.done("collect.clear", {});
    expect(await desk.done("collect.cash", { amountFen: 250, givenFen: 300 })).toMatchObject({ status: "paid" });
    expect((await desk.done("held.add", { owedFen: 700, lines: [] })).heldSales).toHaveLength(1);
    expect((await desk.done("till.state", {})).offlineSince).toBe(lost.createdAt);
    await desk.done("channels.route", { alipay: "leshua" });
    expect(await desk.done("till.state", {})).toMatchObject({ offlineSince: null, down: ["pooul"] });
  });
});

describe("an order that is paid in part", () => {
  const begun = async (): Promise<{ desk: Desk; part: AttemptView }> => {
    const desk = await openDesk();
    const part = await desk.done("collect.cash", { amountFen: 5000, owedFen: 8600, givenFen: 10_000 });
    return { desk, part };
  };
  const shown = async (desk: Desk): Promise<TillState["current"]> => (await desk.done("till.state", {})).current;

  test("stays on the screen when it is cleared, and goes only when it is put aside", async () => {
    const { desk, part } = await begun();
    await desk.done("collect.clear", {});
    expect(await shown(desk)).toBe(part.order);
    await desk.done("collect.clear", { park: true });
    expect(await shown(desk)).toBe(null);
  });

  test("comes back when the amount of its rest is unlocked", async () => {
    const { desk, part } = await begun();
    await desk.done("collect.begin", { amountFen: 3600, owedFen: 8600, again: part.order });
    expect((await desk.done("till.state", {})).sale).toMatchObject({ amountFen: 3600, owedFen: 8600, dueFen: 3600 });
    await desk.done("collect.clear", {});
    expect(await shown(desk)).toBe(part.order);
  });

  test("is let go once its money went back", async () => {
    const { desk, part } = await begun();
    expect(await desk.done("collect.undo", { order: part.order, why: "left" })).toMatchObject({ left: [] });
    await desk.done("collect.clear", {});
    expect(await shown(desk)).toBe(null);
  });
});
