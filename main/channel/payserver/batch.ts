// The answers to a batch, item by item. Pure. Each item is judged as its own request would be; a whole that cannot be
// read, or an item that is missing, says nothing about the payment or refund behind it.
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { HttpAnswer } from "../http.ts";
import { type JsonObject, itemsOf, readAnswer } from "./answer.ts";
import { MAX_BATCH, allDifferent } from "./call-schemas.ts";
import { notYes } from "./outcome.ts";
import { type Hidden, rawLine } from "./raw.ts";

export type ItemAnswer = HttpAnswer | { readonly cause: UnknownCause; readonly raw: string };

type Batch = {
  readonly list: "batchPayResult" | "batchRefundResult";
  readonly number: "clientPayNo" | "clientRefundNo";
  /** In the order they were sent. */
  readonly numbers: readonly string[];
  readonly hidden: Hidden;
};

/** The server works at all items at once: one number twice is charged twice (witnessed.md E5 E6). Throws RangeError. */
export function checkedNumbers<Name extends string>(numbers: readonly Name[]): readonly Name[] {
  if (numbers.length > MAX_BATCH) throw new RangeError(`more than ${MAX_BATCH} in one batch`);
  if (!allDifferent(numbers)) throw new RangeError("one number twice in one batch");
  return numbers;
}

/** One answer for each number, in the order of the numbers. The server keeps the order too; a list that does not is none. */
export function itemAnswers(answer: HttpAnswer, { list, number, numbers, hidden }: Batch): readonly ItemAnswer[] {
  const all = (cause: UnknownCause, raw: string): readonly ItemAnswer[] => numbers.map(() => ({ cause, raw }));
  const said = readAnswer(answer, hidden);
  if (said.said !== "yes") {
    const { cause, raw } = notYes(said, hidden);
    // About the batch as a whole: nothing of it is about one payment.
    return all(said.said === "error" ? "server_error" : cause, raw);
  }
  const items = itemsOf(said.body, list);
  if (items === null) return all("unreadable", `no ${list}`);
  const places = numbers.map((own) => placeOf(items, number, own));
  const found = places.filter((place) => place !== null);
  if (found.some((place, at) => at > 0 && place <= (found[at - 1] ?? -1)))
    return all("contradiction", `${list} is in another order`);
  return places.map((place) => {
    const item = place === null ? undefined : items[place];
    if (item === undefined)
      return { cause: "other_order", raw: rawLine([`not in ${list}, or more than once`], hidden) };
    return asAnswer(item);
  });
}

/** Where the one item of this number stands; null when there is none, or more than one. */
function placeOf(items: readonly JsonObject[], number: Batch["number"], own: string): number | null {
  const places = items.flatMap((item, at) => (item[number] === own ? [at] : []));
  return places.length === 1 ? (places[0] ?? null) : null;
}

/** The item as the answer its own request would have had. */
function asAnswer({ statusCode, body }: JsonObject): ItemAnswer {
  if (typeof statusCode !== "number" || !Number.isSafeInteger(statusCode))
    return { cause: "unreadable", raw: "an item without statusCode" };
  const text = typeof body === "string" ? body : asText(body);
  if (text === null) return { cause: "unreadable", raw: "an item nested too deep" };
  return { ok: true, status: statusCode, headers: {}, text };
}

/** Null where it is nested deeper than anybody can write down again. */
function asText(body: unknown): string | null {
  try {
    return JSON.stringify(body) ?? "";
  } catch {
    return null;
  }
}
