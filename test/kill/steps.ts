// What a run does to a till, killed at a drawn moment: a payment and a refund, by the command line or in the window.
import { tradeNo, type TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Random } from "../scan/random.ts";
import { isBusy, isRefunding } from "./audit.ts";
import type { AttemptRow, Rows } from "./book.ts";
import { aimAny, strike } from "./strike.ts";
import { type Hand, openWindow, untilStruck } from "./window-hand.ts";
import { type Door, type World, command } from "./world.ts";

export const chance = (draw: Random, oneIn: number): boolean => draw.below(oneIn) === 0;

const hasEnded = (rows: Rows): boolean => rows.attempts.length > 0 && !isBusy(rows);

function numberOf({ trade_no }: AttemptRow): TradeNo {
  const number = tradeNo(trade_no);
  if (number === null) throw new Error(`no trade number: ${trade_no}`);
  return number;
}

/** One payment that is killed, or ends by itself; sometimes an impatient cashier tries the same order again at once. */
export async function payment(world: World): Promise<void> {
  const { draw, shop } = world;
  world.story.push(`trouble: ${shop.troublePayment(draw)}`);
  const last = world.rows().attempts.at(-1);
  const again = last && shop.canAsk && last.status !== "paid" && chance(draw, 2) ? last : null;
  const goesOn = again ? [`--order=${again.trade_no}`] : [];
  const amount = `--amount=${again?.amount_fen ?? world.newAmount()}`;
  if (shop.qr !== null && chance(draw, 4)) {
    const qr = ["qr", `--channel=${shop.channel}`, amount, `--wallet=${shop.qr}`, ...goesOn];
    const shown = await command(world, "qr", qr, chance(draw, 2) ? aimAny(draw) : null);
    const order = world.rows().attempts.at(-1)?.trade_no;
    if (shown === 3 && order) await command(world, "cancel", ["cancel", `--order=${order}`], aimAny(draw));
    return;
  }
  if (again === null && chance(draw, 4)) return combined(world);
  const pay = () => ["pay", `--channel=${shop.channel}`, amount, `--code=${world.newCode()}`];
  await command(world, "pay", [...pay(), ...goesOn], chance(draw, 8) ? null : aimAny(draw));
  const written = world.rows().attempts.at(-1);
  if (!shop.canAsk || !written || !chance(draw, 4)) return;
  const impatient = ["pay", `--channel=${shop.channel}`, `--amount=${written.amount_fen}`, `--code=${world.newCode()}`];
  await command(world, "pay", [...impatient, `--order=${written.trade_no}`], chance(draw, 2) ? aimAny(draw) : null);
}

/** One order of several tenders: cash and a code, and where the channel has batches two codes in one request. */
async function combined(world: World): Promise<void> {
  const { draw, shop } = world;
  const code = () => ({ amount: world.newAmount(), code: world.newCode() });
  const tenders = [
    ...(shop.hasBatch && chance(draw, 2) ? [] : [{ cash: world.newAmount() }]),
    code(),
    ...(shop.hasBatch ? [code()] : []),
  ];
  const args = ["combine", `--channel=${shop.channel}`];
  await command(world, "combine", args, chance(draw, 8) ? null : aimAny(draw), JSON.stringify({ tenders }));
}

export async function windowPayment(world: World): Promise<void> {
  const { draw, shop } = world;
  world.story.push(`trouble: ${shop.troublePayment(draw)}`);
  const window = await openWindow(world);
  const aim = aimAny(draw);
  try {
    await must(window, "till.mode", { mode: "real" });
    const amountFen = world.newAmount();
    strike(window.child, aim, world);
    const begun = await window.call("collect.begin", { amountFen: fen(amountFen) });
    if (begun?.ok) await window.call("collect.keys", { text: world.newCode() });
    const isDone = () => hasEnded(world.rows());
    await untilStruck(world, window, { phase: "window pay", aim, what: `window pays ${amountFen}` }, isDone);
  } finally {
    await window.end();
  }
}

async function must(window: Hand, ...[name, input]: Parameters<Hand["call"]>): Promise<void> {
  const answer = await window.call(name, input);
  if (answer?.ok !== true) throw new Error(`the window said to ${name}: ${JSON.stringify(answer)}`);
}

/** Gives a part or all of a paid attempt back, killed or not. False when there is nothing to give back. */
export async function refund(world: World, door: Door): Promise<boolean> {
  const { draw, shop } = world;
  const { attempts, refunds } = world.rows();
  const paid = attempts.findLast(
    ({ status, trade_no, channel }) =>
      status === "paid" && channel !== "cash" && !refunds.some((one) => one.trade_no === trade_no),
  );
  if (!paid || chance(draw, 3)) return false;
  world.story.push(`trouble: ${shop.troubleRefund(draw)}`);
  const tenders = attempts.filter((one) => one.order_id === paid.order_id && one.status === "paid");
  if (door !== "window" && tenders.length > 1 && chance(draw, 2)) {
    const undo = ["undo", `--order=${paid.trade_no}`, "--reason=退货"];
    await command(world, "undo", undo, aimAny(draw));
    if (chance(draw, 3)) await command(world, "undo", undo, chance(draw, 2) ? aimAny(draw) : null);
    return true;
  }
  const part = shop.refunds === "part" && paid.amount_fen > 1 && chance(draw, 2);
  const backFen = part ? 1 + draw.below(paid.amount_fen - 1) : paid.amount_fen;
  const aim = aimAny(draw);
  if (door !== "window") {
    const args = ["refund", `--order=${paid.trade_no}`, `--amount=${backFen}`, "--reason=退货"];
    await command(world, "refund", args, aim);
    // The cashier presses again: the same refund goes on under its number.
    if (chance(draw, 3)) await command(world, "refund", args, chance(draw, 2) ? aimAny(draw) : null);
    return true;
  }
  const window = await openWindow(world);
  try {
    await must(window, "till.mode", { mode: "real" });
    strike(window.child, aim, world);
    await window.call("refund.start", { order: numberOf(paid), amountFen: fen(backFen), why: "退货" });
    const isDone = () => !isRefunding(world.rows());
    await untilStruck(world, window, { phase: "window refund", aim, what: `window refunds ${backFen}` }, isDone);
  } finally {
    await window.end();
  }
  return true;
}
