// What every way of paying is told about the sale: what is collected now, and how it stands to its order.
import { z } from "zod";
import { MAX_ORDER_LINES } from "../../preload/contract/goods.ts";
import { type Line, line } from "../../preload/contract/views.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { Book } from "../book.ts";
import type { Sale } from "../payment/collect.ts";
import { attemptByNo } from "../store/attempts.ts";
import { type Options, Usage, holdsLongNumber } from "./options.ts";

/**
 * `--amount` is collected now; `--owed` is what a new order owes, where other tenders pay the rest; `--order` is an
 * attempt whose order goes on; `--lines` is what a new order is made of, as JSON.
 */
export const SALE_OPTIONS = ["amount", "owed", "order", "note", "lines"] as const;

/** Reads them; the order itself is looked up once its book is open. */
export function readSale(options: Options): (book: Book) => Omit<Sale, "channel" | "mode"> {
  return readPart(options, options.amount("amount"));
}

/** The same for an amount that is known already. */
export function readPart(options: Options, amountFen: Fen): (book: Book) => Omit<Sale, "channel" | "mode"> {
  const note = options.note("note");
  const goesOn = options.optional("order") === null ? null : options.tradeNo("order");
  if (goesOn && ["owed", "note", "lines"].some((name) => options.optional(name) !== null))
    throw new Usage(
      "order",
      "--order goes on with an order that is written already: leave --owed, --note and --lines.",
    );
  const owedFen = options.optional("owed") === null ? amountFen : options.amount("owed");
  if (owedFen < amountFen) throw new Usage("owed", "--owed is less than --amount.");
  const lines = readLines(options);
  const sumFen = lines.reduce((sum, { count, priceFen }) => sum + count * priceFen, 0);
  if (lines.length > 0 && sumFen !== owedFen)
    throw new Usage("lines", `--lines come to ${sumFen} fen, and ${owedFen} fen are owed.`);
  return (book) => {
    if (!goesOn) return { amountFen, owedFen, note, lines, order: null };
    const attempt = attemptByNo(book.store.read, goesOn);
    if (!attempt) throw new Usage("order", "--order is no order of this channel's book.");
    return { amountFen, owedFen, note, order: attempt.orderId };
  };
}

/** A line's title is seen by the customer, and its barcode by the channel; neither may hold a pay code. */
function readLines(options: Options): readonly Line[] {
  const text = options.optional("lines");
  if (text === null) return [];
  const wanted = '--lines must be JSON: [{"title":"可乐","count":2,"priceFen":300,"barcode":null}]';
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Usage("lines", `${wanted}.`);
  }
  const lines = z.array(line.strict()).min(1).max(MAX_ORDER_LINES).safeParse(given);
  if (!lines.success) throw new Usage("lines", `${wanted}.`);
  const looksLikeCode = lines.data.some(({ title, barcode }) => [title, barcode ?? ""].some(holdsLongNumber));
  if (looksLikeCode)
    throw new Usage("lines", "--lines hold a number as long as a pay code, and pay codes are never kept.");
  return lines.data;
}
