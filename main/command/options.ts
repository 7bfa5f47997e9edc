// Reads a verb's options: names, forms and ranges, each refused with a sentence that names the option.
import { parseArgs } from "node:util";
import { type RefundNo, type TradeNo, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { type Fen, MAX_SALE_FEN, fen } from "../../preload/contract/money.ts";
import { type Wallet, wallet } from "../../preload/contract/status.ts";
import { holdsPayCode, withoutOrdinary } from "../scan/holds-pay-code.ts";
import { askedDay } from "../../preload/contract/views.ts";

/** Wrong usage: exit 2. `option` names what is wrong, `message` says what is wanted. */
export class Usage extends Error {
  readonly option: string | null;
  constructor(option: string | null, message: string) {
    super(message);
    this.option = option;
  }
}

export type Options = {
  text(name: string): string;
  optional(name: string): string | null;
  /** Text the customer may see: at most 60 characters, no control characters, and nothing like a pay code. */
  note(name: string): string | null;
  flag(name: string): boolean;
  /** Whole fen, 1 to ¥100,000.00. */
  amount(name: string): Fen;
  wallet(name: string): Wallet;
  tradeNo(name: string): TradeNo;
  refundNo(name: string): RefundNo;
  /** yyyy-mm-dd; `value`: what to take for it where that is not what was given. */
  day(name: string, value?: string): string;
  whole(name: string, range: { min: number; max: number; otherwise: number }): number;
};

/** 16 digits and more, also split by blanks or dashes, or full-width: what a gun in the wrong field would type. */
const LONG_NUMBER = /\d(?:[\s-]?\d){15}/;
export const holdsLongNumber = (text: string): boolean => LONG_NUMBER.test(withoutOrdinary(text)) || holdsPayCode(text);

/** `flags` take no value, `texts` take one. Anything else, a repeat or a stray word is refused. */
export function readOptions(
  args: readonly string[],
  known: { readonly texts: readonly string[]; readonly flags: readonly string[] },
): Options {
  const values = parse(args, known);
  const optional = (name: string): string | null => {
    const value = values[name];
    if (value === undefined) return null;
    if (typeof value !== "string" || value === "") throw new Usage(name, `--${name} needs a value.`);
    return value;
  };
  const text = (name: string): string => {
    const value = optional(name);
    if (value === null) throw new Usage(name, `--${name} is missing.`);
    return value;
  };
  return {
    text,
    optional,
    note(name) {
      const value = optional(name);
      if (value !== null && (value.length > 60 || /[\u0000-\u001f\u007f]/.test(value)))
        throw new Usage(name, `--${name} may have at most 60 characters and no control characters.`);
      if (value !== null && holdsLongNumber(value))
        throw new Usage(name, `--${name} holds a number as long as a pay code, and pay codes are never kept.`);
      return value;
    },
    flag: (name) => values[name] === true,
    amount(name) {
      const value = text(name);
      const amount = /^[1-9]\d{0,14}$/.test(value) ? Number(value) : 0;
      if (amount < 1 || amount > MAX_SALE_FEN)
        throw new Usage(name, `--${name} must be whole fen from 1 to ${MAX_SALE_FEN} (1250 is ¥12.50).`);
      return fen(amount);
    },
    wallet(name) {
      const read = wallet.safeParse(text(name));
      if (!read.success) throw new Usage(name, `--${name} must be one of ${wallet.options.join(", ")}.`);
      return read.data;
    },
    tradeNo(name) {
      const number = tradeNo(text(name));
      if (!number) throw new Usage(name, `--${name} is not a trade number (21 digits beginning with 9).`);
      return number;
    },
    refundNo(name) {
      const number = refundNo(text(name));
      if (!number) throw new Usage(name, `--${name} is not a refund number (21 digits beginning with 8).`);
      return number;
    },
    day(name, value = text(name)) {
      const day = askedDay.safeParse(value);
      if (!day.success)
        throw new Usage(name, `--${name} must be a day of the calendar, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.`);
      return day.data;
    },
    whole(name, { min, max, otherwise }) {
      const value = optional(name);
      if (value === null) return otherwise;
      if (!/^\d{1,9}$/.test(value) || Number(value) < min || Number(value) > max)
        throw new Usage(name, `--${name} must be a whole number from ${min} to ${max}.`);
      return Number(value);
    },
  };
}

function parse(
  args: readonly string[],
  known: { readonly texts: readonly string[]; readonly flags: readonly string[] },
): Record<string, string | boolean | undefined> {
  const options: Record<string, { type: "string" | "boolean" }> = { data: { type: "string" } };
  for (const name of known.texts) options[name] = { type: "string" };
  for (const name of known.flags) options[name] = { type: "boolean" };
  const seen = new Set<string>();
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: false,
      tokens: true,
    });
    for (const token of tokens) {
      if (token.kind !== "option") continue;
      if (seen.has(token.name)) throw new Usage(token.name, `--${token.name} is given twice.`);
      seen.add(token.name);
    }
    return values;
  } catch (error) {
    if (error instanceof Usage) throw error;
    // Only the option's name is repeated: its value may be a pay code.
    const written = /'(--?[A-Za-z_][A-Za-z_-]*)/.exec(error instanceof Error ? error.message : "")?.[1] ?? null;
    const named = written?.replace(/^--?/, "") ?? null;
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
      throw new Usage(named, `${written ?? "This"} is not an option of this verb.`);
    if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") throw new Usage(null, "There is a word too many.");
    throw new Usage(named, `${written ?? "An option"} needs one value of its own, or none if it is a switch.`);
  }
}
