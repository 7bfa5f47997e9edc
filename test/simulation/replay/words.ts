// The timeline of a bundle in plain English: the same words that the till's own screen uses.
import type { Bundle, BundledEvent } from "../../../main/command/bundle-file.ts";
import { fen, formatYuan } from "../../../preload/contract/money.ts";
import { reason } from "../../../preload/contract/reason.ts";
import { NOTICE, placeOf } from "../../../renderer/evidence-line.ts";
import { reasonsEn } from "../../../renderer/text/en-codes.ts";
import { attemptLinesEn, refundLinesEn } from "../../../renderer/text/en-evidence.ts";
import type { Line, LineParams } from "../../../renderer/text/zh-cn-evidence.ts";
import type { Supposed, Suppositions } from "./player.ts";
import { detailOf } from "./script.ts";

export function lineOf(bundle: Bundle, event: BundledEvent): Line {
  const table = event.subject === "refund" ? refundLinesEn : attemptLinesEn;
  const make = Object.hasOwn(table, event.kind) ? table[event.kind] : undefined;
  return make?.(paramsOf(bundle, event)) ?? { title: event.kind };
}

function paramsOf({ attempts, refunds }: Bundle, event: BundledEvent): LineParams {
  const detail = detailOf(event);
  const text = (name: string) => (typeof detail[name] === "string" ? detail[name] : undefined);
  const number = refunds.find((one) => one.refundNo === event.subject_id)?.tradeNo ?? event.subject_id;
  const row = attempts.find((one) => one.tradeNo === number);
  const why = reason.safeParse(detail["reason"]);
  const { amountFen: amount, givenFen: given } = detail;
  return {
    asked: typeof detail["asked"] === "number" ? detail["asked"] : 0,
    reason: why.success ? reasonsEn[why.data].short : undefined,
    raw: text("raw"),
    amount: typeof amount === "number" ? `¥${formatYuan(fen(amount))}` : undefined,
    given: typeof given === "number" ? `¥${formatYuan(fen(given))}` : undefined,
    channelTail: text("channelTradeNo")?.slice(-4),
    channel: row?.channel ?? "",
    by: text("by"),
    written: text("reference") ?? text("note"),
    isNotice: text("by") === NOTICE,
    ...placeOf(row?.method ?? null, { from: event.from_status, to: event.to_status }),
  };
}

const GUESSES: Readonly<Record<Supposed, string>> = {
  opened: "supposed: the till was opened again here",
  stopped: "supposed: somebody pressed stop here",
  stopped_meanwhile: "supposed: somebody pressed stop before this answer came",
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`.padStart(13);

/** One line for each recorded event; `times` are the replay's, as far as it came. */
export function timeline(bundle: Bundle, times: readonly number[], supposed: Suppositions): string[] {
  const startMs = bundle.events[0]?.at ?? 0;
  return bundle.events.flatMap((event, at) => {
    const { title, note } = lineOf(bundle, event);
    const again = times[at];
    const replayed = again === undefined ? "not reached".padStart(13) : seconds(again - startMs);
    const words = note === undefined || note === "" ? title : `${title} (${note})`;
    const line = `${seconds(event.at - startMs)} ${replayed}  …${event.subject_id.slice(-5)}  ${words}`;
    const guess = supposed.get(at);
    return guess === undefined ? [line] : [`${" ".repeat(29)}(${GUESSES[guess]})`, line];
  });
}
