// The stops of a till whose lines fail or are several, of ways without a pay code, and of the handover's last step. They change
// what the others show, so they come after them.
import { expect } from "@playwright/test";
import { fen } from "../../../preload/contract/money.ts";
import { type PayserverPeer, startPayserverPeer } from "../../peers/payserver.ts";
import { byWay } from "../real-till.ts";
import { type Shop, charge, freshCode, must } from "./shop.ts";
import { type Stop, by, heading, keys } from "./stop.ts";
import { counter } from "./stops-collect.ts";

/** Nobody listens there: a request never leaves. */
const NOWHERE = "http://127.0.0.1:9";

/** Whether the lines to both channels are up. */
function lines({ till, pooul, gathering }: Shop, areUp: boolean): void {
  const gone = areUp ? {} : { baseUrl: NOWHERE };
  till.books.real.configure("pooul", pooul.config(gone));
  till.books.real.configure("gathering", gathering.config(gone));
}

/** The next sale goes through this one. */
async function through(shop: Shop, id: "pooul" | "gathering"): Promise<void> {
  await must(shop.till.handlers["channels.use"]({ id }));
  await charge(shop, 700, freshCode());
}

let payserver: PayserverPeer | null = null;
async function withModes({ till }: Shop, isOn: boolean): Promise<void> {
  if (isOn) {
    payserver = await startPayserverPeer();
    till.books.real.configure("payserver", payserver.config());
    await must(till.handlers["channels.use"]({ id: "payserver" }));
    return;
  }
  await must(till.handlers["collect.clear"]({ park: true }));
  await must(till.handlers["channels.use"]({ id: "pooul" }));
  await payserver?.settled();
  await payserver?.close();
}

async function moreWays(shop: Shop): Promise<void> {
  await withModes(shop, true);
  await counter(shop);
  await byWay(shop.page, /^更多方式/);
  await keys(shop.page, "128");
  await shop.page.keyboard.press("NumpadEnter");
  await expect(shop.page.getByRole("region", { name: "更多方式" })).toContainText("会员储值");
}

/** A shift that was counted, ten yuan short. */
export async function counted({ till }: Shop): Promise<void> {
  const { shift } = await must(till.handlers["shift.show"]({}));
  if (shift === null) await must(till.handlers["shift.open"]({ floatFen: fen(20_000) }));
  if (shift?.state !== "counted") await must(till.handlers["shift.count"]({ countedFen: fen(40_000) }));
}

export const LINE_STOPS: readonly Stop[] = [
  {
    name: "second-channel",
    async go(shop) {
      lines(shop, false);
      await must(shop.till.handlers["channels.route"]({ second: "gathering" }));
      await must(shop.till.handlers["channels.use"]({ id: "pooul" }));
      await counter(shop);
      await charge(shop, 2850, freshCode());
      await heading(shop.page, "没收到");
      await expect(shop.page.getByRole("button", { name: /^换 收款平台 收/ })).toBeVisible();
    },
  },
  {
    name: "offline",
    async go(shop) {
      lines(shop, false);
      await through(shop, "pooul");
      await through(shop, "gathering");
      await must(shop.till.handlers["channels.use"]({ id: "pooul" }));
      await counter(shop);
      await expect(shop.page.locator("footer").getByRole("alert")).toContainText("连不上通道");
    },
    async leave(shop) {
      lines(shop, true);
      await through(shop, "gathering");
      await through(shop, "pooul");
      await must(shop.till.handlers["channels.route"]({ second: null }));
      await must(shop.till.handlers["collect.clear"]({ park: true }));
    },
  },
  { name: "more-ways", go: moreWays, leave: (shop) => withModes(shop, false) },
  {
    name: "more-ways-form",
    isPlain: true,
    async go(shop) {
      await moreWays(shop);
      await shop.page.getByRole("button", { name: /会员储值/ }).click();
      await expect(shop.page.getByRole("form", { name: "会员储值" })).toBeVisible();
    },
    leave: (shop) => withModes(shop, false),
  },
  {
    name: "handover-sign",
    async go(shop) {
      await counted(shop);
      await by(shop, "F6");
      await expect(shop.page.getByRole("region", { name: "签字" })).toBeVisible();
      const { printsWaiting } = await must(shop.till.handlers["shift.show"]({}));
      const queue = printsWaiting === 0 ? "打印队列已清" : `打印队列里还有${printsWaiting} 张`;
      await expect(shop.page.getByRole("listitem").filter({ hasText: queue })).toHaveText(queue);
    },
  },
];
