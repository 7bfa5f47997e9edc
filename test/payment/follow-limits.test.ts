// Following on channels that cannot do everything, with clocks that jump, windows that fail and tills that close.
import { describe, expect, test } from "vitest";
import { CODE, must, openDesk } from "../support/flow-desk.ts";

describe("channels that cannot do everything", () => {
  test("one that cannot be asked leaves an unknown to a person at once", async () => {
    const desk = openDesk({ options: { without: ["query", "cancel", "close"] } });
    desk.channel.script.faults.charge = ["lose_answer"];
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "needs_review", reason: "timeout" });
    expect(desk.clock.monotonic()).toBe(30_000);
  });

  test("one without a cancel is asked a last time and then left to a person", async () => {
    const desk = openDesk({ options: { without: ["cancel", "close"] } });
    desk.channel.script.payer = { typesMs: null };
    expect((await desk.pay()).status).toBe("needs_review");
    expect(desk.channel.times("query").at(-1)).toBe(30_000);
  });

  test("one without a cancel whose payer pays at the last moment is released", async () => {
    const desk = openDesk({ options: { without: ["cancel", "close"] } });
    desk.channel.script.payer = { typesMs: 29_000 };
    expect((await desk.pay()).status).toBe("paid");
  });

  test("one without a cancel but with a close uses the close, not before its time", async () => {
    const desk = openDesk({ options: { without: ["cancel"] } });
    desk.channel.script.payer = { typesMs: null };
    expect((await desk.pay()).status).toBe("cancelled");
    expect(desk.channel.times("close").every((atMs) => atMs >= 300_000)).toBe(true);
  });
});

describe("time", () => {
  for (const hours of [-1, 1, 24 * 365])
    test(`a wall clock that jumps ${hours} h in mid-wait changes no wait`, async () => {
      const desk = openDesk();
      desk.channel.script.payer = { typesMs: null };
      desk.clock.at(7000, () => desk.clock.jump(hours * 3_600_000));
      expect((await desk.pay()).status).toBe("cancelled");
      expect(desk.channel.times("query")).toEqual([5000, 10_100, 15_200, 25_300, 30_000]);
      expect(desk.channel.times("cancel")).toEqual([30_100]);
    });

  test("the screen is told when the next question goes out, and when the asking ends", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    const sentAt = desk.attempt(tradeNo).sentAt ?? 0;
    expect([driver.nextAskAt, driver.giveUpAt]).toEqual([sentAt + 5000, sentAt + 30_000]);
    await desk.clock.run(driver.done);
  });

  test("a window that fails to show it does not stop a payment", async () => {
    const desk = openDesk({
      changed() {
        throw new Error("the window is gone");
      },
    });
    desk.channel.script.payer = { typesMs: 8000 };
    expect((await desk.pay()).status).toBe("paid");
    expect(new Set(desk.logged)).toEqual(new Set(["listener.failed"]));
  });

  test("a till that closes leaves the attempt open, and asks nothing more", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(7000);
    desk.closing.abort();
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("awaiting_payer");
    expect(desk.channel.times("query")).toEqual([5000]);
  });
});
