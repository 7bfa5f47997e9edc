// The verbs of printing: set a printer up, set how receipts look, print one receipt now. A job is written first and then
// printed like any other, behind what waits already.
import type { z } from "zod";
import { fail } from "../../preload/contract/failure.ts";
import type { JobView } from "../../preload/contract/printing.ts";
import { printerConfig, printerId, receiptLook } from "../../preload/contract/printing.ts";
import { printableOf } from "../print/read-receipt.ts";
import type { Till } from "../till.ts";
import type { Answer } from "./answer.ts";
import { fields, parseObject } from "./desk-verbs.ts";
import { Usage } from "./options.ts";
import { type Context, Refused, type Verb, bookWith, must } from "./verbs.ts";

function idNamed(text: string): string {
  const id = printerId.safeParse(text);
  if (id.success) return id.data;
  throw new Usage("printer", "A printer's id is up to 32 small letters, digits and dashes, for example: front.");
}

async function readConfig<T>(readStdin: () => Promise<string>, schema: z.ZodType<T>): Promise<T> {
  const given = parseObject(await readStdin());
  if (!given) throw new Refused(fail("config_not_json").failure);
  const config = schema.safeParse(given);
  if (!config.success) throw new Refused(fail("config_field_bad", fields(config.error)).failure);
  return config.data;
}

/** `printer set ID`: reads JSON from standard input. */
export const printerSet = (name: string): Verb => ({
  texts: [],
  flags: [],
  deed: () => ({ call: "printers.save", input: {}, order: null }),
  async read(_options, { readStdin }) {
    const id = idNamed(name);
    const config = await readConfig(readStdin, printerConfig);
    return async ({ till }) => {
      till.prints.save(id, config);
      return { code: 0, body: { id, ok: true } };
    };
  },
});

export const printerList: Verb = {
  texts: [],
  flags: [],
  read:
    () =>
    async ({ till }) => ({
      code: 0,
      body: { printers: till.prints.printers().map(({ status: _unknownHere, ...printer }) => printer) },
    }),
};

export const printerRemove = (name: string): Verb => ({
  texts: [],
  flags: [],
  deed: () => ({ call: "printers.remove", input: {}, order: null }),
  read() {
    const id = idNamed(name);
    return async ({ till }) => {
      must(till.prints.remove(id));
      return { code: 0, body: { id, ok: true } };
    };
  },
});

/** `receipt set`: how receipts look, whole, as JSON from standard input. */
export const receiptSet: Verb = {
  texts: [],
  flags: [],
  deed: () => ({ call: "receipt.set", input: {}, order: null }),
  async read(_options, { readStdin }) {
    const look = await readConfig(readStdin, receiptLook);
    return async ({ till }) => {
      till.prints.setLook(look);
      return { code: 0, body: { ok: true } };
    };
  },
};

/** `print --order NO`, `--refund NO` or `--test ID`; `--printer ID` where it is not the first one. */
export const print: Verb = {
  texts: ["order", "refund", "test", "printer", "for"],
  flags: [],
  read(options) {
    const given = ["order", "refund", "test"].filter((name) => options.optional(name) !== null);
    const [what] = given;
    if (what === undefined || given.length > 1) throw new Usage(null, "Give one of --order, --refund and --test.");
    const printer = options.optional("printer") === null ? null : idNamed(options.text("printer"));
    const seconds = options.whole("for", { min: 1, max: 3600, otherwise: 30 });
    const begin =
      what === "order"
        ? printOrder(options.tradeNo("order"), printer)
        : what === "refund"
          ? printRefund(options.refundNo("refund"), printer)
          : ({ till }: Context) => must(till.prints.test(idNamed(options.text("test"))));
    return async (context) => {
      const { job } = begin(context);
      context.till.prints.start();
      return answerOf(await ended(context, job, seconds * 1000), context.till);
    };
  },
};

const printOrder =
  (order: Parameters<Till["find"]>[0], printer: string | null) =>
  (context: Context): JobView => {
    const book = bookWith(context, order);
    const about = book.kind === "real" ? printableOf(book.store.read, order) : null;
    if (!about) throw new Refused(fail("nothing_to_print", order, "cashier", "never").failure);
    return must(context.till.prints.print(about, printer));
  };

const printRefund =
  (refund: Parameters<Till["books"]["real"]["payment"]["refund"]>[0], printer: string | null) =>
  ({ till }: Context): JobView => {
    const { status } = must(till.books.real.payment.refund(refund));
    if (status !== "refunded") throw new Refused(fail("nothing_to_print", refund, "cashier", "after_query").failure);
    return must(till.prints.print({ kind: "refund", subject: refund }, printer));
  };

const LOOK_MS = 50;

/** The job once it has an end, or as it stands when the time is over. */
async function ended({ till, clock, stopping }: Context, job: number, ms: number): Promise<JobView> {
  const startedMs = clock.monotonic();
  for (;;) {
    const view = till.prints.job(job);
    if (!view) throw new Error("a print job vanished");
    const isOver = view.endedAt !== null || clock.monotonic() - startedMs >= ms || stopping.aborted;
    if (isOver) return view;
    await clock.sleep(LOOK_MS, stopping);
  }
}

/** 0: on paper, or handed to a printer that says nothing · 1: not printed · 3: waiting, or nobody knows. */
function answerOf(view: JobView, till: Till): Answer {
  const printer = till.prints.printers().find(({ id }) => id === view.printer);
  const codes = { proved: 0, handed_over: 0, failed: 1, cancelled: 1, queued: 3, sending: 3, uncertain: 3 } as const;
  return {
    code: codes[view.status],
    body: {
      job: view.job,
      kind: view.kind,
      subject: view.subject,
      reprint: view.reprint,
      printer: view.printer,
      status: view.status,
      ...(view.reason === null ? {} : { reason: view.reason }),
      ...(printer?.status ? { printerStatus: printer.status } : {}),
    },
  };
}
