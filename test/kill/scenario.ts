// One run of the kill test: payments and refunds through one channel with its troubles, killed again and again, then a
// new process that recovers, and both books compared. Everything it does is drawn from its seed.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { RealChannelId } from "../../preload/contract/channels.ts";
import { random } from "../scan/random.ts";
import { differences, isBusy, isRefunding, spilled } from "./audit.ts";
import { type AttemptRow, fitsOldShape, makeOld } from "./book.ts";
import { openHuishouyin, openLeshua, openPooul } from "./plain-shops.ts";
import type { Shop } from "./shop.ts";
import { chance, payment, refund, windowPayment } from "./steps.ts";
import { openGathering, openPayserver } from "./strange-shops.ts";
import { aimAny, aimEarly } from "./strike.ts";
import { realWindow } from "./window-hand.ts";
import { type Door, type Kill, type World, command, newWorld, within } from "./world.ts";

export const SHOPS: Readonly<Record<RealChannelId, () => Promise<Shop>>> = {
  pooul: openPooul,
  huishouyin: openHuishouyin,
  leshua: openLeshua,
  payserver: openPayserver,
  gathering: openGathering,
};

export type RunPlan = { readonly seed: number; readonly channel: RealChannelId; readonly door: Door };

export type RunResult = RunPlan & {
  readonly kills: readonly Kill[];
  readonly attempts: readonly AttemptRow[];
  readonly refunds: readonly { readonly status: string }[];
  /** What stood wrong after a recovery, and was right after the next one. */
  readonly late: readonly string[];
  readonly problems: readonly string[];
  readonly story: readonly string[];
  /** Kept when something is wrong. */
  readonly folder: string;
};

const MAX_RECOVERIES = 3;

/** `entry`: the file that is the command line. */
export async function oneRun(plan: RunPlan, entry: string): Promise<RunResult> {
  const shop = await SHOPS[plan.channel]();
  const world = newWorld(shop, random(plan.seed), entry);
  const problems: string[] = [];
  const late: string[] = [];
  try {
    await setUp(world);
    const rounds = plan.door !== "window" && chance(world.draw, 3) ? 2 : 1;
    for (let round = 0; round < rounds && problems.length === 0; round++) {
      await (plan.door === "window" ? windowPayment(world) : payment(world));
      problems.push(...(await heal(world, plan.door, late)));
      if (problems.length > 0 || !(await refund(world, plan.door))) continue;
      problems.push(...(await heal(world, plan.door, late)));
    }
    if (problems.length === 0) problems.push(...(await atTheEnd(world)));
  } catch (error) {
    problems.push(`the run broke off: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await shop.close();
  }
  const { attempts, refunds } = rowsIfAny(world);
  const { kills, story, folder } = world;
  const told = problems.length === 0 ? [] : [...story, ...bothBooks(world)];
  if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
  return { ...plan, kills, attempts, refunds, late, problems, story: told, folder };
}

/** Sets the channel up, now and then over the body of a `channel set` that was killed. */
async function setUp(world: World): Promise<void> {
  const { draw, shop } = world;
  const config = JSON.stringify(shop.config);
  const args = ["channel", "set", shop.channel];
  if (chance(draw, 4)) await command(world, "channel set", args, aimEarly(draw), config);
  const set = await within(world, args, config);
  if (set.code !== 0) throw new Error(`channel set after a kill: ${set.out}`);
}

/** Kills what recovers, heals the network, kills once more, and lets a new process recover. Answers what is still wrong. */
async function heal(world: World, door: Door, late: string[]): Promise<string[]> {
  const { draw, shop, folder } = world;
  const killOne = () =>
    door === "window"
      ? realWindow(world, aimAny(draw), () => !isBusy(world.rows()))
      : command(world, "recover", ["recover"], aimAny(draw)).then(() => {});
  if (door !== "window" && chance(draw, 5) && fitsOldShape(world.rows())) {
    makeOld(join(folder, "till.db"), draw.pick([10, 20] as const));
    world.story.push("the book is of an older shape");
    for (let kills = draw.below(3); kills >= 0; kills--)
      await command(world, "migration", ["orders", "--open"], aimEarly(draw));
  }
  for (let kills = draw.pick([0, 0, 1, 2]); kills > 0; kills--) await killOne();
  await shop.heal();
  if (chance(draw, 4)) await killOne();
  if (door === "window") await realWindow(world, null, () => !isBusy(world.rows()));
  let wrong: string[] = [];
  for (let recoveries = 0; recoveries < MAX_RECOVERIES; recoveries++) {
    await command(world, "recover", ["recover"]);
    wrong = differences(shop, world.rows());
    if (wrong.length === 0) break;
    late.push(...wrong);
    world.story.push(...wrong.map((one) => `after recovery ${recoveries + 1}: ${one}`));
  }
  return wrong;
}

/** What must hold when all is over: the journal, a recovery that changes nothing, and no secret in any file. */
async function atTheEnd(world: World): Promise<string[]> {
  const { shop, folder, codes } = world;
  const before = JSON.stringify(world.rows());
  const { code } = await within(world, ["recover"]);
  const wrong = spilled(folder, [...shop.secrets(), ...codes]);
  const verified = await within(world, ["verify"]);
  if (verified.code !== 0) wrong.push(`verify: ${verified.out}`);
  if (JSON.stringify(world.rows()) !== before) wrong.push("a second recovery changed the book");
  const isUnsure = world.rows().attempts.some((one) => one.status === "needs_review") || isRefunding(world.rows());
  if (code !== (isUnsure ? 3 : 0)) wrong.push(`the last recovery ended with ${code}`);
  return [...wrong, ...differences(shop, world.rows())];
}

function rowsIfAny(world: World): ReturnType<World["rows"]> {
  try {
    return world.rows();
  } catch {
    return { attempts: [], refunds: [] };
  }
}

function bothBooks(world: World): string[] {
  const { attempts, refunds } = rowsIfAny(world);
  const lines = (name: string, rows: readonly unknown[]) => rows.map((row) => `${name} ${JSON.stringify(row)}`);
  return [...lines("here ", attempts), ...lines("here ", refunds), ...lines("there", world.shop.entries())];
}
