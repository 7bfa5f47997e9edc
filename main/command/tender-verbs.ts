// The verbs of an order that is paid by several tenders: cash, and giving everything back.
import type { Undone } from "../payment/undo.ts";
import { z } from "zod";
import { type Fen, MAX_SALE_FEN, addFen, fen } from "../../preload/contract/money.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { AttemptView, RefundView } from "../../preload/contract/views.ts";
import type { Tender } from "../payment/combine.ts";
import type { Till } from "../till.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import { readPayCode } from "./given-code.ts";
import { type Answer, attemptJson, refundAnswer } from "./answer.ts";
import { SALE_OPTIONS, readPart, readSale } from "./sale-options.ts";
import { type Verb, answerFor, bookWith, channelOption, must, readyBook, untilStopped, viewOf } from "./verbs.ts";
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

const fenText = z.number().int().min(1).max(MAX_SALE_FEN).transform(fen);
const tenderInput = z.union([
  z.object({ cash: fenText, given: fenText.optional() }).strict(),
  z.object({ code: z.string().max(64), amount: fenText, mode: z.string().min(1).max(100).optional() }).strict(),
  z
    .object({ mode: z.string().min(1).max(100), amount: fenText, fields: z.record(z.string(), z.string()).optional() })
    .strict(),
]);
const combineInput = z.object({ tenders: z.array(tenderInput).min(1).max(9) }).strict();

/** A tender whose pay code is judged once the till is open, by the shapes the channel's settings allow. */
type Given = { readonly amountFen: Fen; tender(till: Till, channel: ChannelId): Tender };

/** A pay code among them is never repeated in a sentence. */
function readTender(input: z.output<typeof tenderInput>): Given {
  if ("cash" in input) {
    const { cash: amountFen, given: givenFen = amountFen } = input;
    return { amountFen, tender: () => ({ kind: "cash", amountFen, givenFen }) };
  }
  const { amount: amountFen } = input;
  if ("code" in input) {
    const [code, mode] = [readPayCode(input.code), input.mode ?? null];
    const tender: Given["tender"] = (till, channel) => ({
      kind: "part",
      code: code(till, channel),
      fields: {},
      amountFen,
      mode,
    });
    return { amountFen, tender };
  }
  const { mode, fields = {} } = input;
  // A mode that takes none: the channel would keep it and repeat it, and nobody would mask it.
  if (Object.values(fields).some(holdsPayCode))
    throw new Usage(null, "A field of a tender holds what looks like a pay code. Give it as the tender's code.");
  return { amountFen, tender: () => ({ kind: "part", code: null, fields, amountFen, mode }) };
}

const combine: Verb = {
  texts: ["channel", "owed", "order", "note", "lines"],
  flags: [],
  async read(options, { readStdin }) {
    const channel = channelOption(options);
    const given = await readTenders(readStdin);
    const sumFen = addFen(...given.map(({ amountFen }) => amountFen));
    if (sumFen > MAX_SALE_FEN) throw new Usage(null, `The tenders come to more than ${MAX_SALE_FEN} fen.`);
    const part = readPart(options, sumFen);
    return async (context) => {
      const book = readyBook(context, channel);
      const tenders = given.map(({ tender }) => tender(context.till, channel));
      for (const tender of tenders)
        if (tender.kind === "part")
          must(await book.payment.checkMode({ channel, mode: tender.mode }, tender.code?.wallet ?? null));
      const { owedFen = sumFen, ...sale } = part(book);
      const combined = must(book.payment.combine({ ...sale, owedFen, channel }, tenders));
      await untilStopped(context, combined.done);
      return combinedAnswer(combined.tenders.map((tradeNo) => viewOf(book, tradeNo)));
    };
  },
};

async function readTenders(readStdin: () => Promise<string>): Promise<Given[]> {
  const wanted =
    'Standard input must be JSON: {"tenders":[{"cash":FEN},{"amount":FEN,"code":CODE},{"amount":FEN,"mode":MODE,"fields":{}}]}.';
  let given: unknown;
  try {
    given = JSON.parse(await readStdin());
  } catch {
    throw new Usage(null, wanted);
  }
  const read = combineInput.safeParse(given);
  if (!read.success) throw new Usage(null, wanted);
  return read.data.tenders.map(readTender);
}

/** As every attempt: 0 when the whole order is paid · 1 when nothing was received · 3 for everything between. */
function combinedAnswer(views: readonly AttemptView[]): Answer {
  const [first] = views;
  const nothing = views.every(({ verdict }) => verdict === "retry");
  return {
    code: first?.dueFen === 0 ? 0 : nothing ? 1 : 3,
    body: {
      orderId: first?.orderId,
      owedFen: first?.owedFen,
      dueFen: first?.dueFen,
      tenders: views.map((view) => attemptJson(view)),
    },
  };
}

const undo: Verb = {
  texts: ["order", "reason"],
  flags: [],
  deed(options) {
    const order = options.tradeNo("order");
    return { call: "collect.undo", input: { order }, order };
  },
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

export const TENDER_VERBS: Readonly<Record<string, Verb>> = { cash, combine, undo };
