// The verbs of an order that is paid by several tenders: cash, and giving everything back.
import type { Undone } from "../payment/undo.ts";
import type { RefundView } from "../../preload/contract/views.ts";
import { type Answer, refundAnswer } from "./answer.ts";
import { SALE_OPTIONS, readSale } from "./sale-options.ts";
import { type Verb, answerFor, bookWith, must, untilStopped } from "./verbs.ts";
import { Usage } from "./options.ts";
import { sentence } from "./words.ts";

const cash: Verb = {
  texts: ["given", ...SALE_OPTIONS],
  flags: [],
  read(options) {
    const part = readSale(options);
    const amountFen = options.amount("amount");
    const givenFen = options.optional("given") === null ? amountFen : options.amount("given");
    const order = options.optional("order") === null ? null : options.tradeNo("order");
    return async (context) => {
      const book = order ? bookWith(context, order) : context.till.books.real;
      const tradeNo = must(book.payment.takeCash(part(book), givenFen));
      const answer = answerFor(book, tradeNo);
      return { ...answer, body: { ...answer.body, givenFen, changeFen: givenFen - amountFen } };
    };
  },
};

const undo: Verb = {
  texts: ["order", "reason"],
  flags: [],
  read(options) {
    const tradeNo = options.tradeNo("order");
    options.text("reason");
    const why = options.note("reason")?.trim() ?? "";
    if (why === "") throw new Usage("reason", "--reason is empty. Say why the money goes back.");
    return async (context) => {
      const { payment } = bookWith(context, tradeNo);
      const undone = must(payment.undoOrder(tradeNo, why));
      await untilStopped(context, Promise.all(undone.refunds.map((number) => payment.followRefund(number))));
      const refunds = undone.refunds.map((number) => must(payment.refund(number)));
      return undoAnswer(refunds, undone.left);
    };
  },
};

/** 0: everything went back · 1: something was refused or cannot go back · 3: something is still on its way or unknown. */
function undoAnswer(refunds: readonly RefundView[], left: Undone["left"]): Answer {
  const answers = refunds.map(refundAnswer);
  const open = answers.some(({ code }) => code === 3);
  const refused = left.length > 0 || answers.some(({ code }) => code === 1);
  return {
    code: open ? 3 : refused ? 1 : 0,
    body: {
      refunds: answers.map(({ body }) => body),
      left: left.map(({ order, failure }) => ({ order, code: failure.code, message: sentence(failure) })),
    },
  };
}

export const TENDER_VERBS: Readonly<Record<string, Verb>> = { cash, undo };
