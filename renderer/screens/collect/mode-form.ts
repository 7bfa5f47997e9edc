// What is typed for a way to pay without a pay code, judged before anything is sent. Pure.
import type { ModeField, TenderMode } from "../../../preload/contract/channels.ts";
import { type Fen, ZERO, addFen, fen, formatYuan, parseYuan } from "../../../preload/contract/money.ts";

export type Goods = {
  readonly nr: number;
  readonly name: string;
  readonly id: string;
  readonly style: string;
  readonly count: string;
};
export const noGoods = (nr: number): Goods => ({ nr, name: "", id: "", style: "", count: "1" });

export type ModeForm = {
  readonly amount: string;
  readonly texts: Readonly<Partial<Record<ModeField, string>>>;
  readonly goods: readonly Goods[];
};

/** A part that waits to be sent with the others. */
export type Queued = {
  /** Its place among them. */
  readonly nr: number;
  readonly mode: TenderMode;
  readonly amountFen: Fen;
  readonly fields: Readonly<Partial<Record<ModeField, string>>>;
};

export const newModeForm = (rest: Fen): ModeForm => ({ amount: formatYuan(rest), texts: {}, goods: [noGoods(1)] });

/** What of the amount no part has taken yet. */
export function restOf(amountFen: Fen, queued: readonly Queued[]): Fen {
  const taken = addFen(ZERO, ...queued.map((one) => one.amountFen));
  return taken >= amountFen ? ZERO : fen(amountFen - taken);
}

export type AmountProblem = "not_amount" | "too_much";

export function modeAmount(form: ModeForm, rest: Fen): Fen | AmountProblem {
  const answer = parseYuan(form.amount);
  if (!answer.ok || answer.fen === 0) return "not_amount";
  return answer.fen > rest ? "too_much" : answer.fen;
}

const COUNT = /^[1-9]\d{0,3}$/;
const isWhole = ({ name, id, style, count }: Goods): boolean =>
  [name, id, style].every((text) => text.trim() !== "") && COUNT.test(count.trim());

/** The fields as the channel's document names them, or null while one is missing. */
export function modeFields(mode: TenderMode, form: ModeForm): Queued["fields"] | null {
  const fields: Partial<Record<ModeField, string>> = {};
  for (const name of mode.fields) {
    const text = name === "merchandiseDetails" ? goodsText(form.goods) : (form.texts[name] ?? "").trim();
    if (text === "") return null;
    fields[name] = text;
  }
  return fields;
}

function goodsText(goods: readonly Goods[]): string {
  if (goods.length === 0 || !goods.every(isWhole)) return "";
  return JSON.stringify(
    goods.map(({ name, id, style, count }) => ({
      name: name.trim(),
      merchandiseUUID: id.trim(),
      styleUUID: style.trim(),
      count: Number(count.trim()),
    })),
  );
}
