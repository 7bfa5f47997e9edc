// What is typed into the refund dialog, judged before anything is sent. Pure.
import { type Fen, formatYuan, parseYuan } from "../../../preload/contract/money.ts";

export type Why = "returned" | "overcharged" | "unwanted" | "other";

export type RefundForm = { readonly amount: string; readonly why: Why | null; readonly other: string };
export const newForm = (left: Fen): RefundForm => ({ amount: formatYuan(left), why: null, other: "" });

export type AmountProblem = "not_amount" | "over_left";

export function amountOf(form: RefundForm, left: Fen): Fen | AmountProblem {
  const answer = parseYuan(form.amount);
  if (!answer.ok) return "not_amount";
  return answer.fen > left ? "over_left" : answer.fen;
}

/** The reason as it is written down, or null while there is none. */
export function whyOf(form: RefundForm, texts: Readonly<Record<Exclude<Why, "other">, string>>): string | null {
  if (form.why === null) return null;
  if (form.why !== "other") return texts[form.why];
  const text = form.other.trim();
  return text === "" ? null : text;
}
