// The customer scans our code: the same rules, another schedule, closed instead of reversed.
import { describe, expect, test } from "vitest";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";

async function show(desk: Desk) {
  const started = must(desk.payment.showQr(desk.sale(), "wechat"));
  await desk.clock.run(started.sent);
  return started;
}

describe("a QR", () => {
  test("is shown with the code's life, asked about after 2 s and every 2 s, and released once it is paid", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 6000 };
    const { tradeNo, driver } = await show(desk);
    const shown = desk.attempt(tradeNo);
    expect(shown).toMatchObject({ status: "awaiting_payer", method: "qr", codeUrl: `weixin://wxpay/${tradeNo}` });
    expect(shown.codeExpiresAt).toBe((shown.sentAt ?? 0) + 120_000);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("paid");
    expect(desk.channel.times("query")).toEqual([2000, 4100, 6200]);
  });

  test("nobody scans is closed when its life is over, and never before the channel allows it", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = await show(desk);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "closed" });
    expect(desk.channel.times("close").every((atMs) => atMs >= 300_000)).toBe(true);
    expect(desk.channel.count("close")).toBe(1);
    expect(desk.channel.count("cancel")).toBe(0);
    expect(desk.channel.stateOf(tradeNo)).toBe("reversed");
  });

  test("paid while it waits to be closed is released, not closed", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 200_000 };
    const { tradeNo, driver } = await show(desk);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "none" });
    expect(desk.channel.count("close")).toBe(0);
  });

  test("a command without the patience to wait for the close leaves it to the next recover", async () => {
    const desk = openDesk({ patienceMs: 20_000 });
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = await show(desk);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("cancelling");
    expect(desk.clock.monotonic()).toBeLessThan(125_000);
    await desk.clock.pass(300_000);
    const [again] = desk.payment.recover();
    if (!again) throw new Error("nothing was taken over");
    await desk.clock.run(again.done);
    expect(desk.attempt(tradeNo).status).toBe("cancelled");
  });

  test("whose request was lost is asked about like any other", async () => {
    const desk = openDesk({ options: { timing: { closeNotBeforeMs: 0 } } });
    desk.channel.script.faults.qr = ["lose_request"];
    const { tradeNo, driver } = await show(desk);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "not_received", codeUrl: null });
  });

  test("the channel refuses to make is declined", async () => {
    const desk = openDesk();
    desk.channel.script.faults.qr = [{ kind: "declined", reason: "refused_by_channel", newCode: false, raw: "NO" }];
    const { tradeNo } = await show(desk);
    expect(desk.attempt(tradeNo).status).toBe("declined");
  });

  test("of a wallet the channel has none for is refused before anything is written", () => {
    const desk = openDesk();
    const refused = desk.payment.showQr(desk.sale(), "alipay");
    expect(refused).toMatchObject({ ok: false, failure: { code: "wallet_not_supported" } });
    expect(desk.store.read.all("SELECT * FROM orders")).toEqual([]);
  });
});

describe("a QR of a channel that cannot be asked", () => {
  const without = { options: { without: ["query", "cancel", "close"] as const } };

  test("stays scannable for its whole life, and is a person's after that", async () => {
    const desk = openDesk({ options: { without: [...without.options.without] } });
    const { tradeNo, driver } = await show(desk);
    await desk.clock.pass(60_000);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "awaiting_payer" });
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "needs_review", reason: "cannot_ask" });
    expect(desk.clock.monotonic()).toBeGreaterThanOrEqual(120_000);
  });

  test("asking about it answers at once and changes nothing", async () => {
    const desk = openDesk({ options: { without: [...without.options.without] } });
    const { tradeNo } = await show(desk);
    expect(must(await desk.clock.run(desk.payment.ask(tradeNo)))).toMatchObject({ status: "awaiting_payer" });
  });
});
