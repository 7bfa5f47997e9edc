// What every way of paying is told about the sale: what is collected now, and how it stands to its order.
import type { Fen } from "../../preload/contract/money.ts";
import type { Book } from "../book.ts";
import type { Sale } from "../payment/collect.ts";
import { attemptByNo } from "../store/attempts.ts";
import { type Options, Usage } from "./options.ts";

/**
 * `--amount` is collected now; `--owed` is what a new order owes, where other tenders pay the rest; `--order` is an
 * attempt whose order goes on.
 */
export const SALE_OPTIONS = ["amount", "owed", "order", "note"] as const;

/** Reads them; the order itself is looked up once its book is open. */
export function readSale(options: Options): (book: Book) => Omit<Sale, "channel" | "mode"> {
  return readPart(options, options.amount("amount"));
}

/** The same for an amount that is known already. */
export function readPart(options: Options, amountFen: Fen): (book: Book) => Omit<Sale, "channel" | "mode"> {
  const note = options.note("note");
  const goesOn = options.optional("order") === null ? null : options.tradeNo("order");
  if (goesOn && (options.optional("owed") !== null || note !== null))
    throw new Usage("order", "--order goes on with an order that is written already: leave --owed and --note away.");
  const owedFen = options.optional("owed") === null ? amountFen : options.amount("owed");
  if (owedFen < amountFen) throw new Usage("owed", "--owed is less than --amount.");
  return (book) => {
    if (!goesOn) return { amountFen, owedFen, note, order: null };
    const attempt = attemptByNo(book.store.read, goesOn);
    if (!attempt) throw new Usage("order", "--order is no order of this channel's book.");
    return { amountFen, owedFen, note, order: attempt.orderId };
  };
}
