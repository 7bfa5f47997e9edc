// What each verb of the command line does: read its options, run the till's own verbs, answer JSON.
import type { Result } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { type AttemptStatus, type ChannelId, OPEN_STATUSES } from "../../preload/contract/status.ts";
import type { AttemptView } from "../../preload/contract/views.ts";
import { type Book, knownChannel } from "../book.ts";
import { CHANNELS } from "../channel/registry.ts";
import type { Clock } from "../clock.ts";
import { viewAttempt, viewByNo } from "../payment/view.ts";
import { listAttempts } from "../store/list-attempts.ts";
import type { Till } from "../till.ts";
import { type Answer, attemptAnswer, attemptJson, refundAnswer } from "./answer.ts";
import { readPayCode } from "./given-code.ts";
import { Refused } from "./refused.ts";
import type { Deed } from "./by-staff.ts";
import { type Options, Usage } from "./options.ts";
import { SALE_OPTIONS, readSale } from "./sale-options.ts";

export { Refused } from "./refused.ts";

export type Context = {
  readonly till: Till;
  /** The till's data folder. */
  readonly folder: string;
  readonly clock: Clock;
  /** The name of whose PIN was given for the deed; null where the till has no people, or the verb has no deed. */
  readonly signedBy: string | null;
  /** Aborts on SIGINT and SIGTERM: stop asking, leave the rest to `recover`. */
  readonly stopping: AbortSignal;
};

export type Work = (context: Context) => Promise<Answer>;

/** `version`: this program's own. */
export type VerbInput = { readStdin(): Promise<string>; readonly version: string };

/** A verb reads all that it is given first, before any file is touched, and answers what to do with an open till. */
export type Verb = {
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  /** The till is opened with its scanners, if the door has a process for them. */
  readonly usesDevices?: true;
  /** Where staff exist, not everybody may run it: what it does, as the window's call. Read after `read`, never before. */
  deed?(options: Options): Deed;
  read(options: Options, input: VerbInput): Work | Promise<Work>;
};

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Refused(result.failure);
  return result.value;
};

/** The channel of that name. The name itself is not repeated: in a muddled command it may be a pay code. */
export function channelNamed(name: string, option: string): ChannelId {
  const id = knownChannel(name);
  if (id.ok) return id.value;
  throw new Usage("channel", `${option} must be one of: ${CHANNELS.map((kind) => kind.id).join(", ")}.`);
}

export const channelOption = (options: Options): ChannelId => channelNamed(options.text("channel"), "--channel");

/** The channel's book, once it is set up and ready. */
export function readyBook({ till }: Context, id: ChannelId): Book {
  const book = till.bookOf(id);
  const problem = book.channelProblem(id);
  if (problem) throw new Refused(problem);
  return book;
}

export function bookWith({ till }: Context, tradeNo: TradeNo): Book {
  const book = till.find(tradeNo);
  if (!book) throw new Refused({ code: "order_not_found", who: "cashier", retry: "never", detail: tradeNo });
  return book;
}

export function answerFor(book: Book, tradeNo: TradeNo): Answer {
  return attemptAnswer(viewOf(book, tradeNo));
}

export function viewOf(book: Book, tradeNo: TradeNo): AttemptView {
  const view = viewByNo(book.payment.flow, tradeNo);
  if (!view) throw new Error("an attempt vanished");
  return view;
}

/** Resolves with `work`, or when a signal asks to stop: then `work` is left to `recover`. */
export function untilStopped<T>({ stopping }: Context, work: Promise<T>): Promise<T | "stopped"> {
  const stopped = new Promise<"stopped">((resolve) => {
    if (stopping.aborted) resolve("stopped");
    stopping.addEventListener("abort", () => resolve("stopped"));
  });
  return Promise.race([work, stopped]);
}

const pay: Verb = {
  texts: ["channel", "code", "mode", ...SALE_OPTIONS],
  flags: [],
  read(options) {
    const channel = channelOption(options);
    const part = readSale(options);
    const mode = options.optional("mode");
    const given = readPayCode(options.text("code"));
    return async (context) => {
      const book = readyBook(context, channel);
      const code = given(context.till, channel);
      const sale = { ...part(book), channel, mode };
      must(await book.payment.checkMode(sale, code.wallet));
      const started = must(book.payment.collect(sale, code));
      await untilStopped(context, started.driver.done);
      return answerFor(book, started.tradeNo);
    };
  },
};

const qr: Verb = {
  texts: ["channel", "wallet", ...SALE_OPTIONS],
  flags: [],
  read(options) {
    const channel = channelOption(options);
    const part = readSale(options);
    const wallet = options.wallet("wallet");
    return async (context) => {
      const book = readyBook(context, channel);
      const started = must(book.payment.showQr({ ...part(book), channel, mode: null }, wallet));
      await untilStopped(context, started.sent);
      const answer = answerFor(book, started.tradeNo);
      const { codeUrl } = viewByNo(book.payment.flow, started.tradeNo) ?? { codeUrl: null };
      return codeUrl === null ? answer : { ...answer, body: { ...answer.body, codeUrl } };
    };
  },
};

const query: Verb = {
  texts: ["order"],
  flags: [],
  read(options) {
    const tradeNo = options.tradeNo("order");
    return async (context) => attemptAnswer(must(await bookWith(context, tradeNo).payment.ask(tradeNo)));
  },
};

const cancel: Verb = {
  texts: ["order"],
  flags: [],
  read(options) {
    const tradeNo = options.tradeNo("order");
    return async (context) => {
      const book = bookWith(context, tradeNo);
      const standing = viewByNo(book.payment.flow, tradeNo);
      if (standing?.verdict === "wait") readyBook(context, standing.channel);
      const driver = book.payment.stop(tradeNo);
      if (driver) await untilStopped(context, driver.done);
      const answer = answerFor(book, tradeNo);
      // Here 0 means called off with proof, and 1 that it cannot be, because it is paid.
      return { ...answer, code: answer.code === 0 ? 1 : answer.code === 1 ? 0 : answer.code };
    };
  },
};

const refund: Verb = {
  texts: ["order", "amount", "reason"],
  flags: [],
  deed(options) {
    const order = options.tradeNo("order");
    const whole = options.optional("amount") === null;
    return { call: "refund.start", input: whole ? { order } : { order, amountFen: options.amount("amount") }, order };
  },
  read(options) {
    const tradeNo = options.tradeNo("order");
    const amountFen = options.optional("amount") === null ? null : options.amount("amount");
    options.text("reason");
    const why = options.note("reason")?.trim() ?? "";
    if (why === "") throw new Usage("reason", "--reason is empty. Say why the money goes back.");
    return async (context) => {
      const { payment } = bookWith(context, tradeNo);
      const number = must(payment.startRefund({ tradeNo, amountFen, why }));
      await untilStopped(context, payment.followRefund(number));
      return refundAnswer(must(payment.refund(number)));
    };
  },
};

const refundQuery: Verb = {
  texts: ["refund"],
  flags: [],
  read(options) {
    const number = options.refundNo("refund");
    return async ({ till }) => {
      const book = Object.values(till.books).find((candidate) => candidate.payment.refund(number).ok);
      if (!book) throw new Refused({ code: "refund_not_found", who: "cashier", retry: "never", detail: number });
      return refundAnswer(must(await book.payment.askRefund(number)));
    };
  },
};

const orders: Verb = {
  texts: ["day", "limit"],
  flags: ["open", "exceptions"],
  read(options) {
    const day = options.optional("day") === null ? null : options.day("day");
    const limit = options.whole("limit", { min: 1, max: 100_000, otherwise: 100 });
    const statuses: readonly AttemptStatus[] = options.flag("open") ? OPEN_STATUSES : [];
    return async ({ till }) => {
      const openExceptions = options.flag("exceptions");
      const filter = { limit, statuses, openExceptions, ...(day === null ? {} : { day }) };
      const found = Object.values(till.books).flatMap(({ store, payment }) =>
        listAttempts(store.read, filter).map((attempt) => viewAttempt(payment.flow, attempt)),
      );
      found.sort((a, b) => b.createdAt - a.createdAt || b.order.localeCompare(a.order));
      return { code: 0, body: { orders: found.slice(0, limit).map(attemptJson) } };
    };
  },
};

export const PAYMENT_VERBS: Readonly<Record<string, Verb>> = {
  pay,
  qr,
  query,
  cancel,
  refund,
  "refund-query": refundQuery,
  orders,
};
