// A note that somebody typed to a sale goes into the book, the receipt and some channels: it may hold no pay code.
import { holdsPayCode } from "../scan/holds-pay-code.ts";

export const badNote = (note: string | null | undefined): boolean =>
  note !== null && note !== undefined && holdsPayCode(note);
