// Money is a whole number of fen (分), and nothing else. Yuan exist only as text, at the edge of a
// screen or a channel; they are read and written digit by digit, never through a floating number.

/** A safe, whole, non-negative number of fen. Made only by `fen`, `parseYuan` and the sums below. */
export type Fen = number & { readonly __fen: true };

/** The most one sale may be: ¥100,000.00. */
export const MAX_SALE_FEN = 10_000_000;

/** Checks a number that claims to be fen. Throws RangeError: a wrong amount here is our own bug. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an amount in fen: ${value}`);
  return value as Fen;
}

export const ZERO: Fen = fen(0);

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum, amount) => sum + amount, 0));
}

/** `a - b`; throws RangeError when it would be negative. */
export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(a - b);
}

export type YuanProblem = "empty" | "not_a_number" | "too_many_decimals" | "zero" | "negative" | "too_large";

/**
 * Reads yuan as a person or a file writes them ("12.5", "1,234.50", "¥12").
 * Never rounds: a third decimal is an error, not a shorter amount.
 */
export function parseYuan(text: string): { ok: true; fen: Fen } | { ok: false; problem: YuanProblem } {
  const trimmed = text.trim().replace(/^[¥￥]\s*/, "");
  if (trimmed === "") return { ok: false, problem: "empty" };
  if (/^[-−]/.test(trimmed)) return { ok: false, problem: "negative" };
  const plain = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(trimmed) ? trimmed.replaceAll(",", "") : trimmed;
  const match = /^(\d+)(?:\.(\d*))?$/.exec(plain) ?? /^()\.(\d+)$/.exec(plain);
  if (!match) return { ok: false, problem: "not_a_number" };
  const whole = match[1] ?? "";
  const decimals = match[2] ?? "";
  if (decimals.length > 2) return { ok: false, problem: "too_many_decimals" };
  if (whole.replace(/^0+/, "").length > 9) return { ok: false, problem: "too_large" };
  const amount = Number(whole + decimals.padEnd(2, "0"));
  if (amount === 0) return { ok: false, problem: "zero" };
  if (amount > MAX_SALE_FEN) return { ok: false, problem: "too_large" };
  return { ok: true, fen: fen(amount) };
}

/** "1234.50": two decimals, no separators. The form channels that speak yuan want. */
export function fenToYuan(amount: Fen): string {
  const digits = String(amount).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "1,234.50": what people read. The ¥ sign is the screen's. */
export function formatYuan(amount: Fen): string {
  const [whole = "0", decimals = "00"] = fenToYuan(amount).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
}
