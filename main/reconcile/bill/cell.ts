// Single cells of bills: the signs that bills put around numbers, amounts in yuan or fen, and times. Pure; an amount is
// read digit by digit and never rounded.
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { Clock } from "../../clock.ts";

/** Takes off the backtick of 微信, the tab of 支付宝, the ="…" of spreadsheets, and blanks. */
export function cleanCell(text: string): string {
  const bare = text
    .replaceAll(/[\uFEFF\t]/g, "")
    .trim()
    .replace(/^[`']/, "");
  return (/^="(.*)"$/.exec(bare)?.[1] ?? bare).trim();
}

export type SignedFen = { readonly amount: Fen; readonly isNegative: boolean };

/** "1,234.50", "-0.01", "¥12", "+3"; null for everything else. An empty cell is no amount. */
export function readAmount(text: string, unit: "yuan" | "fen"): SignedFen | null {
  const match = /^([+-]?)[¥￥]?\s*([+-]?)(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!match || (match[1] !== "" && match[2] !== "")) return null;
  const whole = (match[3] ?? "").replaceAll(",", "");
  const decimals = match[4] ?? "";
  if (unit === "fen" && decimals !== "") return null;
  const value = Number(unit === "fen" ? whole : whole + decimals.padEnd(2, "0"));
  if (!Number.isSafeInteger(value)) return null;
  return { amount: fen(value), isNegative: match[1] === "-" || match[2] === "-" };
}

/** Digits alone, or divided as usual; a zone only behind a time. */
const TIME =
  /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** No place's clock is further from UTC. */
const FURTHEST_MINUTES = 14 * 60;

/** yyyy-mm-dd HH:mm:ss from the usual spellings, or null. A time with a zone becomes the till's own, told by `local`. */
export function readTime(text: string, local: Clock["local"]): string | null {
  const [, year = "", month = "", day = "", hour = "00", minute = "00", second = "00", zone] = TIME.exec(text) ?? [];
  const two = (part: string) => part.padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  const time = `${two(hour)}:${two(minute)}:${two(second)}`;
  const utcMs = Date.parse(`${date}T${time}Z`);
  // A day that its month does not have, and 24:00, become another day; a bill from before there were any is none.
  const isReal = !Number.isNaN(utcMs) && new Date(utcMs).toJSON().slice(0, 10) === date && year.startsWith("20");
  if (!isReal) return null;
  if (zone === undefined) return `${date} ${time}`;
  const minutes = minutesOf(zone);
  if (minutes === null) return null;
  const own = local(utcMs - minutes * 60_000);
  return `${own.day} ${own.stamp.slice(6).replaceAll(/(\d\d)(?=\d)/g, "$1:")}`;
}

/** How far a zone is ahead of UTC, or null for one that no place has. */
function minutesOf(zone: string): number | null {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", ""))];
  const ahead = hours * 60 + minutes;
  if (minutes > 59 || ahead > FURTHEST_MINUTES) return null;
  return zone.startsWith("-") ? -ahead : ahead;
}
