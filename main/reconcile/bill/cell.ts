// Single cells of bills: the signs that bills put around numbers, amounts in yuan or fen, and times. Pure; an amount is
// read digit by digit and never rounded.
import { type Fen, fen } from "../../../preload/contract/money.ts";

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

/** yyyy-mm-dd HH:mm:ss from the usual spellings, or null. */
export function readTime(text: string): string | null {
  const match =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?Z?$/.exec(text) ??
    null;
  if (!match) return null;
  const [year = "", month = "", day = "", hour = "00", minute = "00", second = "00"] = match.slice(1);
  const two = (part: string) => part.padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  const isReal =
    new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date && Number(hour) < 24 && Number(minute) < 60;
  return isReal ? `${date} ${two(hour)}:${two(minute)}:${two(second)}` : null;
}
