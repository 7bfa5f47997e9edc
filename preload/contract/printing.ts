// Printing as data: what a printer is, what a job is and where it stands, how the shop's receipts look. No sentences:
// the renderer has words for the codes, the receipt has its own.
import { z } from "zod";

/** What can be printed; `drawer` opens the cash drawer that hangs on a printer and puts nothing on paper. */
export const jobKind = z.enum(["sale", "refund", "unknown", "shift", "day", "test", "drawer"]);
export type JobKind = z.infer<typeof jobKind>;

/**
 * queued -> sending -> proved (the printer said it is printed) | handed_over (taken by a printer that says nothing) |
 * uncertain (broke off midway: part of it may be on paper) | failed (nothing was printed) · cancelled by a person.
 */
export const jobStatus = z.enum(["queued", "sending", "proved", "handed_over", "uncertain", "failed", "cancelled"]);
export type JobStatus = z.infer<typeof jobStatus>;

export const jobReason = z.enum([
  "broken_connection",
  "no_proof",
  "restarted",
  "too_late",
  "nothing_to_print",
  "cannot_render",
  "printer_removed",
]);
export type JobReason = z.infer<typeof jobReason>;

/** 在线 缺纸 开盖 离线 无应答 */
export const printerStatus = z.enum(["online", "out_of_paper", "cover_open", "offline", "no_answer"]);
export type PrinterStatus = z.infer<typeof printerStatus>;

/** What a person said about a job that is in doubt or was not printed. */
export const jobAnswer = z.enum(["came_out", "again", "not_needed"]);
export type JobAnswer = z.infer<typeof jobAnswer>;

export const printerId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);

/** Half-width columns of the paper in millimetres: 12 dots each. */
export const PAPER_COLUMNS = { 58: 32, 80: 48 } as const;
export const paper = z.union([z.literal(58), z.literal(80)]);
export type Paper = z.infer<typeof paper>;

/** How bytes reach a printer, by the machine itself. */
export const wireTarget = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("tcp"),
      host: z
        .string()
        .min(1)
        .max(253)
        .regex(/^[A-Za-z0-9._:-]+$/),
      port: z.number().int().min(1).max(65_535).default(9100),
    })
    .strict(),
  /** A serial port; `flow` as the printer's switches say. */
  z
    .object({
      kind: z.literal("serial"),
      path: z.string().min(1).max(400),
      baudRate: z.number().int().min(1200).max(921_600).default(9600),
      flow: z.enum(["none", "lines", "xon"]).default("none"),
    })
    .strict(),
  /** A device or a share, written as a file: /dev/usb/lp0, \\PC\printer. */
  z.object({ kind: z.literal("file"), path: z.string().min(1).max(400) }).strict(),
]);
export type WireTarget = z.infer<typeof wireTarget>;

/** `system`: pages for the system's own printing, the last resort; "" is the printer it calls its default. */
export const printerTarget = z.discriminatedUnion("kind", [
  ...wireTarget.options,
  z.object({ kind: z.literal("system"), printer: z.string().max(200).default("") }).strict(),
]);
export type PrinterTarget = z.infer<typeof printerTarget>;

const copies = z.number().int().min(0).max(5);
/** How often each kind is printed by itself; 0: never. A sale's second copy is the shop's own. */
export const printerCopies = z
  .object({
    sale: copies.default(1),
    refund: copies.default(1),
    unknown: copies.default(1),
    shift: copies.default(1),
    day: copies.default(1),
    test: copies.default(1),
  })
  .strict();

export const printerConfig = z
  .object({
    name: z.string().min(1).max(40),
    target: printerTarget,
    paper: paper.default(80),
    /** The dialect: `generic` for what most Chinese printers speak, `escpos` for Epson's own. */
    command: z.enum(["generic", "escpos"]).default("generic"),
    /** `picture`: it has no Chinese font, as a test page shows; text goes to it as dots. */
    font: z.enum(["printer", "picture"]).default("printer"),
    /** It prints GB18030's four-byte characters (㐂 𠮷): known from a test page, never assumed. */
    fourByte: z.boolean().default(false),
    cutter: z.boolean().default(true),
    /** A cash drawer hangs on it. */
    drawer: z.boolean().default(false),
    /** Jobs in any minute: a runaway stops here. */
    perMinute: z.number().int().min(1).max(6000).default(30),
    copies: printerCopies.prefault({}),
  })
  .strict()
  .refine(({ target, drawer }) => target.kind !== "system" || !drawer, { path: ["drawer"] });
export type PrinterConfig = z.infer<typeof printerConfig>;

const lineOfText = z.string().max(100);
/** How the shop's receipts look, on every printer. */
export const receiptLook = z
  .object({
    shopName: z.string().max(40).default(""),
    header: z.array(lineOfText).max(10).default([]),
    footer: z.array(lineOfText).max(10).default([]),
    /** A PNG in base64, at most 384 dots wide, dark on light. */
    logoPng: z
      .string()
      .max(140_000)
      .regex(/^[A-Za-z0-9+/]+=*$/)
      .nullable()
      .default(null),
    qr: z
      .object({
        text: z
          .string()
          .min(1)
          .max(300)
          .regex(/^[\x21-\x7e]+$/),
        caption: lineOfText.default(""),
      })
      .strict()
      .nullable()
      .default(null),
    language: z.enum(["zh-CN", "en"]).default("zh-CN"),
  })
  .strict();
export type ReceiptLook = z.infer<typeof receiptLook>;

export const printerView = z.object({
  id: printerId,
  config: printerConfig,
  paused: z.boolean(),
  /** Null until this process has spoken with it. */
  status: printerStatus.nullable(),
  /** It has answered before, so its silence means something; else it is taken for one-way. */
  talks: z.boolean(),
  queued: z.number().int(),
  uncertain: z.number().int(),
});
export type PrinterView = z.infer<typeof printerView>;

export const jobView = z.object({
  job: z.number().int(),
  kind: jobKind,
  /** Trade or refund number, day, or whatever the kind is about. */
  subject: z.string(),
  /** 补打 n; 0 for the first time. */
  reprint: z.number().int(),
  copy: z.number().int(),
  printer: printerId.nullable(),
  status: jobStatus,
  reason: jobReason.nullable(),
  answer: jobAnswer.nullable(),
  createdAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
});
export type JobView = z.infer<typeof jobView>;

/** What the counter sees of all printers: the one state that matters most, and how many papers need a person. */
export const printingState = z.object({
  status: z.enum(["none", "unknown", "paused", ...printerStatus.options]),
  waiting: z.number().int(),
  /** Jobs in doubt or not printed that nobody has looked after. */
  attention: z.number().int(),
  hasDrawer: z.boolean(),
});
export type PrintingState = z.infer<typeof printingState>;
