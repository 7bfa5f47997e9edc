// A data folder with all five channels set up, made once per process by a real till; every world begins on a copy.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Bank } from "./bank.ts";
import { Draw } from "./draw.ts";
import { RATES } from "./faults.ts";
import { Life } from "./life.ts";
import { Network } from "./network.ts";
import { openServers } from "./servers/all.ts";
import { SimTime } from "./time.ts";

const made = new Map<string, Promise<string>>();

export function templateFolder(root: string): Promise<string> {
  let folder = made.get(root);
  if (!folder) made.set(root, (folder = make(root)));
  return folder;
}

async function make(root: string): Promise<string> {
  const folder = join(root, "template");
  mkdirSync(folder, { recursive: true });
  const time = new SimTime();
  const draw = new Draw(0);
  const nothing = () => {};
  const bank = new Bank({ time, draw, rates: (channel) => RATES[channel], changed: nothing });
  const servers = openServers({ bank, time, draw });
  const network = new Network({
    time,
    draw,
    servers,
    rates: (channel) => RATES[channel],
    roughness: () => 0,
    isDown: () => false,
    breach: nothing,
    leaving: nothing,
    served: nothing,
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
