// The verbs by which a person writes down what a channel's console says, and settles exceptions.
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import { exitCodeOf, attemptJson, refundAnswer } from "./answer.ts";
import { type Options, Usage } from "./options.ts";
import { type Context, Refused, type Verb, bookWith, must } from "./verbs.ts";

/** Who, where the command does not say. */
const BY = "command line";
const MOST_REFERENCE = 80;
const MOST_NAME = 40;

/** A text that is kept: short, on one line, and no pay code. The long numbers of a console are let through. */
function kept(options: Options, name: string, most: number): string {
  const value = options.text(name).trim();
  if (value === "" || value.length > most || /\p{Cc}/u.test(value))
    throw new Usage(name, `--${name} must have 1 to ${most} characters on one line.`);
  if (holdsPayCode(value))
    throw new Usage(name, `--${name} holds what looks like a pay code, and those are never kept.`);
  return value;
}

const byOf = (options: Options): string | null =>
  options.optional("by") === null ? null : kept(options, "by", MOST_NAME);

/** Who signs: whose PIN it is; the given name only where the till has no people. */
function signer({ signedBy }: Context, given: string | null): string {
  if (signedBy !== null && given !== null)
    throw new Usage("by", `--by is for a till without people: here ${signedBy} signs, by the PIN.`);
  return signedBy ?? given ?? BY;
}

function oneOf<const Word extends string>(options: Options, name: string, words: readonly Word[]): Word {
  const value = options.text(name);
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Usage(name, `--${name} must be one of ${words.join(", ")}.`);
  return found;
}

const resolve: Verb = {
  texts: ["order", "refund", "says", "reference", "by"],
  flags: [],
  deed: (options) =>
    options.optional("order") === null
      ? { call: "refund.resolve", input: {}, order: null }
      : { call: "review.resolve", input: {}, order: options.tradeNo("order") },
  read(options) {
    if ((options.optional("order") === null) === (options.optional("refund") === null))
      throw new Usage("order", "Give either --order or --refund.");
    const reference = kept(options, "reference", MOST_REFERENCE);
    const given = byOf(options);
    if (options.optional("refund") !== null) {
      const refundNo = options.refundNo("refund");
      const says = oneOf(options, "says", ["refunded", "refused"]);
      return async (context) => {
        const written = { reference, by: signer(context, given) };
        const book = Object.values(context.till.books).find((candidate) => candidate.payment.refund(refundNo).ok);
        if (!book) throw new Refused({ code: "refund_not_found", who: "cashier", retry: "never", detail: refundNo });
        return refundAnswer(must(await book.payment.resolveRefund({ refundNo, says, ...written })));
      };
    }
    const tradeNo = options.tradeNo("order");
    const says = oneOf(options, "says", ["paid", "unpaid"]);
    return async (context) => {
      const written = { reference, by: signer(context, given) };
      const view = must(await bookWith(context, tradeNo).payment.resolveReview({ tradeNo, says, ...written }));
      return { code: exitCodeOf(view), body: attemptJson(view) };
    };
  },
};

const settle: Verb = {
  texts: ["order", "note", "by"],
  flags: [],
  deed: (options) => ({ call: "exceptions.settle", input: {}, order: options.tradeNo("order") }),
  read(options) {
    const tradeNo = options.tradeNo("order");
    const note = kept(options, "note", MOST_REFERENCE);
    const given = byOf(options);
    return async (context) => {
      const by = signer(context, given);
      const view = must(bookWith(context, tradeNo).payment.settleException({ tradeNo, note, by }));
      return { code: 0, body: attemptJson(view) };
    };
  },
};

export const REVIEW_VERBS: Readonly<Record<string, Verb>> = { resolve, settle };
