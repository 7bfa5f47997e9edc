// One run's world: a shop, a data folder on the disk, the story of what was done, and the two ways to do it: a verb of
// the real command line in a process of its own, killed or not, and a verb inside this process for what only prepares.
import type { ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ran, inside, keep, payCode, run } from "../command/cli.ts";
import type { Random } from "../scan/random.ts";
import { type Rows, readBook } from "./book.ts";
import type { Shop } from "./shop.ts";
import { type Aim, aimText, strike } from "./strike.ts";

/** The command line from its sources, the same built into one file, or the real window. */
export type Door = "cli" | "built" | "window";

export type Phase =
  | "channel set"
  | "pay"
  | "combine"
  | "qr"
  | "cancel"
  | "refund"
  | "undo"
  | "recover"
  | "migration"
  | "window pay"
  | "window refund"
  | "window start";
export type Kill = { readonly phase: Phase; readonly at: Aim["at"] };

export type World = {
  readonly shop: Shop;
  readonly draw: Random;
  /** The data folder; the book in it is `till.db`. */
  readonly folder: string;
  /** The command line that is run: main/cli.ts, or the same built into one file. */
  readonly entry: string;
  readonly kills: Kill[];
  readonly story: string[];
  readonly codes: string[];
  rows(): Rows;
  newCode(): string;
  /** In fen; no two of a run are the same, so that they tell payments apart where no number does. */
  newAmount(): number;
};

export function newWorld(shop: Shop, draw: Random, entry: string): World {
  const folder = mkdtempSync(join(tmpdir(), "till-kill-"));
  const amounts = new Set<number>();
  const codes: string[] = [];
  keep(...shop.secrets());
  return {
    shop,
    draw,
    folder,
    entry,
    kills: [],
    story: [],
    codes,
    rows: () => readBook(join(folder, "till.db")),
    newCode() {
      const code = payCode();
      codes.push(code);
      return code;
    },
    newAmount() {
      let fen = 1 + draw.below(99_999);
      while (amounts.has(fen)) fen += 1;
      amounts.add(fen);
      return fen;
    },
  };
}

/** Runs a verb in a process of its own; answers its exit code, or null when the strike met it. */
export async function command(
  world: World,
  phase: Phase,
  args: readonly string[],
  aim: Aim | null = null,
  stdin = "",
): Promise<number | null> {
  const { folder, entry } = world;
  const started = (child: ChildProcess) => aim && strike(child, aim, world);
  const { code } = await run({ folder, entry, stdin, started, env: { CASHIER_LOG: "warn" } }, args);
  const told = args.filter((arg) => !arg.startsWith("--code")).join(" ");
  tellEnd(world, phase, told, code, aim);
  return code;
}

/** Writes down how something that may have been killed ended. */
export function tellEnd(world: World, phase: Phase, what: string, code: number | null, aim: Aim | null): void {
  const aimed = aim === null ? "" : ` (aimed at ${aimText(aim)})`;
  world.story.push(`${what}: ${code === null ? "KILLED" : `exit ${code}`}${aimed}`);
  if (code === null && aim !== null) world.kills.push({ phase, at: aim.at });
}

export const within = (world: World, args: readonly string[], stdin = ""): Promise<Ran> =>
  inside(world.folder, args, stdin);
