// The calls that take a sale by pay modes without a pay code (挂账, 会员储值 …): which are open, and several of them sent
// together. What a person typed is checked here, before anything is written down; a pay code among it is never kept.
import { z } from "zod";
import type { CallParsed } from "../../preload/contract/calls.ts";
import {
  MODE_FIELDS,
  type PayMode,
  type TenderMode,
  type TenderNeeds,
  merchandise,
  tenderNeeds,
} from "../../preload/contract/channels.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { addFen } from "../../preload/contract/money.ts";
import type { Channel } from "../channel/channel.ts";
import type { Handlers } from "../ipc/door.ts";
import { viewByNo } from "../payment/view.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import type { Counter } from "./counter.ts";
import { saleOf } from "./sale.ts";

type Input = CallParsed<"collect.mode">;
type ModeTender = Input["tenders"][number];

const TIMEOUT_MS = 10_000;
const MOST_TEXT = 255;

export function tenderModeHandlers(counter: Counter): Pick<Handlers, "collect.modes" | "collect.mode"> {
  return {
    "collect.modes": async ({ channel: chosen }) => {
      const id = chosen ?? counter.book().channelInUse();
      const channel = id && counter.book().channel(id);
      if (!channel) return ok({ channel: null, modes: [] });
      const modes = await openModes(channel);
      return modes.ok ? ok({ channel: channel.id, modes: modes.value }) : modes;
    },
    "collect.mode": async (input) => {
      const id = input.channel ?? counter.book().channelInUse();
      const book = counter.book();
      const channel = id && book.channel(id);
      if (!channel) return fail("channel_not_configured", undefined, "manager", "never");
      const locked = counter.sale;
      const checked = await checkTenders(channel, input);
      if (!checked.ok) return checked;
      // While the channel was asked for its modes, a scan may have been charged: then this sale is taken already.
      const failure = counter.busy();
      if (failure) return { ok: false, failure };
      if (counter.sale !== locked) return fail("sale_changed", undefined, "cashier", "now");
      const sale = saleOf(input);
      const order = counter.orderOf(sale);
      const { note, owedFen } = sale;
      const tenders = input.tenders.map((one) => ({ kind: "part" as const, code: null, ...partOf(one) }));
      const started = book.payment.combine({ note, owedFen, order, channel: channel.id }, tenders);
      if (!started.ok) return started;
      const [first] = started.value.tenders;
      const view = first && viewByNo(book.payment.flow, first);
      if (!view) throw new Error("nothing was started");
      counter.show(view.order);
      return ok(view);
    },
  };
}

const partOf = ({ amountFen, mode, fields }: ModeTender) => ({
  amountFen,
  mode,
  fields: Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  ),
});

/** The open modes that want no pay code, in the shop's own order. */
async function openModes(channel: Channel): Promise<Result<TenderMode[]>> {
  if (channel.modes === null) return ok([]);
  const answer = await channel.modes.list(TIMEOUT_MS);
  if (answer.kind !== "modes") return fail("modes_unknown", answer.cause, "manager", "now");
  return ok(answer.modes.flatMap(asTender));
}

function asTender({ uuid, name, isOpen, needs, isOffline }: PayMode): TenderMode[] {
  const own = needsOf(needs);
  return uuid === null || !isOpen || own === null
    ? []
    : [{ uuid, name, needs: own, fields: [...MODE_FIELDS[own]], isOffline }];
}

const needsOf = (needs: PayMode["needs"]): TenderNeeds | null => tenderNeeds.safeParse(needs).data ?? null;

/** All parts together are the amount; each mode is open and has exactly its own fields. */
async function checkTenders(channel: Channel, { amountFen, tenders }: Input): Promise<Result<null>> {
  if (addFen(...tenders.map((one) => one.amountFen)) !== amountFen) return fail("bad_input", "tenders");
  const open = await openModes(channel);
  if (!open.ok) return open;
  for (const { mode, fields } of tenders) {
    const found = open.value.find(({ uuid }) => uuid === mode);
    if (!found) return fail("mode_not_known", undefined, "cashier", "never");
    const wrong = wrongField(found, fields);
    if (wrong !== null) return fail("bad_input", wrong);
  }
  return ok(null);
}

/** The first field that is missing, too much, or not what it should be. */
function wrongField(mode: TenderMode, fields: ModeTender["fields"]): string | null {
  const extra = Object.keys(fields).find((name) => mode.fields.every((known) => known !== name));
  if (extra !== undefined) return extra;
  const isWrong = (name: keyof typeof fields) => {
    const text = fields[name];
    if (text === undefined || holdsPayCode(text)) return true;
    return name === "merchandiseDetails" ? !isMerchandise(text) : text.length > MOST_TEXT;
  };
  return mode.fields.find(isWrong) ?? null;
}

function isMerchandise(text: string): boolean {
  try {
    return z.array(merchandise).min(1).max(100).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
