// A data folder with channels set up, made once per process by a real till; every world begins on a copy.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Bank, type ChannelName } from "./bank.ts";
import { Draw } from "./draw.ts";
import { RATES } from "./faults.ts";
import { Life } from "./life.ts";
import { Network } from "./network.ts";
import { openServers } from "./servers/all.ts";
import { newFile } from "./small-pages.ts";
import { SimTime } from "./time.ts";

const made = new Map<string, Promise<string>>();

/** The folder in which exactly these channels are set up. */
export function templateFolder(root: string, channels: readonly ChannelName[]): Promise<string> {
  const name = join(root, `template-${channels.join("-")}`);
  let folder = made.get(name);
  if (!folder) made.set(name, (folder = make(name, channels)));
  return folder;
}

async function make(folder: string, channels: readonly ChannelName[]): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const name of ["till.db", "training.db"]) newFile(join(folder, name)).close();
  const time = new SimTime();
  const draw = new Draw(0);
  const nothing = () => {};
  const rates = (channel: ChannelName) => RATES[channel];
  const bank = new Bank({ time, draw, rates, doubled: nothing, changed: nothing });
  const servers = openServers({ bank, time, draw, rates, pooulEdition: "B" }).filter(({ channel }) =>
    channels.includes(channel),
  );
  const network = new Network({
    time,
    draw,
    servers,
    rates,
    roughness: () => 0,
    mayContradict: () => null,
    isDown: () => false,
    breach: nothing,
    leaving: nothing,
    served: nothing,
    late: (serve) => serve(),
    allows: () => true,
    befell: nothing,
    lied: nothing,
    told: nothing,
  });
  const life = new Life({
    name: "template",
    folder,
    time,
    network,
    draw,
    diesAt: Number.POSITIVE_INFINITY,
    isDiskFull: () => false,
    committed: nothing,
    ended: nothing,
    logged: nothing,
    wrote: nothing,
    told: nothing,
  });
  await life.open();
  for (const { channel, config } of servers) {
    const set = life.till.books.real.configure(channel, config);
    if (!set.ok) throw new Error(`${channel} was not set up: ${set.failure.code} ${set.failure.detail ?? ""}`);
  }
  await life.close();
  return folder;
}
