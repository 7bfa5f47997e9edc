// The five simulated channels, over one bank.
import type { Bank, ChannelName } from "../bank.ts";
import type { Draw } from "../draw.ts";
import type { Rates } from "../faults.ts";
import type { SimTime } from "../time.ts";
import { openGatheringServer } from "./gathering.ts";
import { openHuishouyinServer } from "./huishouyin.ts";
import { openLeshuaServer } from "./leshua.ts";
import { openPayserverServer } from "./payserver.ts";
import { openPooulServer } from "./pooul.ts";
import type { Server, ServerParts } from "./server.ts";

export type AllParts = Pick<ServerParts, "pooulEdition"> & {
  readonly bank: Bank;
  readonly time: SimTime;
  readonly draw: Draw;
  rates(channel: ChannelName): Rates;
};

export function openServers(parts: AllParts): Server[] {
  const { bank, time, draw } = parts;
  let counted = 0;
  const own = (channel: ChannelName): ServerParts => ({
    bank,
    time,
    draw,
    rates: parts.rates(channel),
    pooulEdition: parts.pooulEdition,
    count: () => ++counted,
    otherNumber(notThis) {
      const others = bank.payments.filter(
        (one) => one.channel === channel && one.number !== null && one.number !== notThis,
      );
      const other = others[draw.below(Math.max(1, others.length))];
      return other?.number ?? `9${draw.digits(20)}`;
    },
  });
  return [
    openPooulServer(own("pooul")),
    openLeshuaServer(own("leshua")),
    openHuishouyinServer(own("huishouyin")),
    openPayserverServer(own("payserver")),
    openGatheringServer(own("gathering")),
  ];
}
