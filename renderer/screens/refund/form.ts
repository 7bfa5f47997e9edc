// What is typed into the refund screen, judged before anything is sent. Pure.
import { type Fen, fen, formatYuan, parseYuan } from "../../../preload/contract/money.ts";
import type { OrderDetail, RefundLine } from "../../../preload/contract/views.ts";

export const WHYS = ["quality", "short", "overcharged", "unwanted", "twice", "other"] as const;
export type Why = (typeof WHYS)[number];
/** As long as main takes a reason. */
export const WHY_LENGTH = 80;
export const NOTE_LENGTH = 60;

export type RefundForm = {
  readonly amount: string;
  readonly why: Why | null;
  /** A remark beside the reason; for `other` it is the reason. */
  readonly note: string;
  /** How many of each line come back, by its place; what is typed, so that a field can be empty. */
  readonly counts: Readonly<Record<number, string>>;
};

export const newForm = (left: Fen): RefundForm => ({ amount: formatYuan(left), why: null, note: "", counts: {} });

export type AmountProblem = "not_amount" | "over_left" | "over_lines" | "bad_count" | "not_whole";

const COUNT = /^\d{0,6}$/;

/** The lines that come back, or null while a field holds no number or more than can come back. */
export function linesOf(form: RefundForm, lines: OrderDetail["lines"]): readonly RefundLine[] | null {
  const asked = lines.map((line, position) => ({
    position,
    text: form.counts[position] ?? "",
    most: line.count - line.back,
  }));
  if (asked.some(({ text, most }) => !COUNT.test(text) || Number(text) > most)) return null;
  return asked.flatMap(({ position, text }) => (Number(text) > 0 ? [{ position, count: Number(text) }] : []));
}

export const costOf = (asked: readonly RefundLine[], lines: OrderDetail["lines"]): Fen =>
  fen(asked.reduce((sum, { position, count }) => sum + count * (lines[position]?.priceFen ?? 0), 0));

export function amountOf(form: RefundForm, detail: OrderDetail): Fen | AmountProblem {
  const asked = linesOf(form, detail.lines);
  if (asked === null) return "bad_count";
  const answer = parseYuan(form.amount);
  if (!answer.ok) return "not_amount";
  if (answer.fen > detail.refundableFen) return "over_left";
  if (detail.refundLimits.fullOnly && answer.fen !== detail.attempt.amountFen) return "not_whole";
  return asked.length > 0 && answer.fen > costOf(asked, detail.lines) ? "over_lines" : answer.fen;
}

/** A count was typed: the amount follows what the lines cost, as far as so much is left. */
export function withCount(form: RefundForm, detail: OrderDetail, position: number, text: string): RefundForm {
  if (!COUNT.test(text)) return form;
  const next = { ...form, counts: { ...form.counts, [position]: text } };
  const asked = linesOf(next, detail.lines);
  if (asked === null) return next;
  const left = detail.refundableFen;
  const costFen = asked.length === 0 ? left : costOf(asked, detail.lines);
  return { ...next, amount: formatYuan(costFen < left ? costFen : left) };
}

/** The reason as it is written down, or null while there is none. */
export function whyOf({ why, note }: RefundForm, texts: Readonly<Record<Why, string>>): string | null {
  const said = note.trim();
  if (why === null || (why === "other" && said === "")) return null;
  const text = why === "other" ? said : said === "" ? texts[why] : `${texts[why]} ${said}`;
  return text.slice(0, WHY_LENGTH);
}
