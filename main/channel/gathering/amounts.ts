// The amount a success names. WeChat's own total_fee comes through in fen, Alipay's own total_amount in yuan
// (facts §1.3): which one it is follows from the code that was charged, never from how the text looks. Pure.
import { type Fen, fen } from "../../../preload/contract/money.ts";

export type PayingWallet = "wechat" | "alipay";

/** absent: the answer names none · unreadable: something stands there, but no amount of that wallet. */
export type Echo = Fen | "absent" | "unreadable";

/** Digit by digit: no number is ever divided or multiplied. */
export function readEcho(value: unknown, wallet: PayingWallet): Echo {
  if (value === undefined || value === null || value === "") return "absent";
  if (typeof value !== "string" && typeof value !== "number") return "unreadable";
  // A JSON number as it would be written: 12.5 is "12.5", and what has no plain spelling is refused below.
  const text = String(value);
  const [, whole = "", decimals = ""] = (wallet === "wechat" ? FEN : YUAN).exec(text) ?? [];
  if (whole === "") return "unreadable";
  return fen(Number(wallet === "wechat" ? whole : whole + decimals.padEnd(2, "0")));
}

const FEN = /^(0|[1-9]\d{0,12})$/;
const YUAN = /^(0|[1-9]\d{0,10})(?:\.(\d{1,2}))?$/;
