// The wire between a window and main: every call's input and output, every event's payload.
// The bridge, the door in main and the type of `window.cashier` are derived from these two tables.
import { z } from "zod";
import {
  askedDay,
  attemptView,
  dayTotals,
  evidence,
  fenSchema,
  orderDetail,
  phoneCode,
  refundLine,
  refundNoSchema,
  refundView,
  scanAnswer,
  settings,
  tillState,
  tradeNoSchema,
} from "./views.ts";
import { attemptStatus, channelId, exception, wallet } from "./status.ts";
import {
  channelCheck,
  channelRoutes,
  channelSetups,
  consoleAnswer,
  consoleCall,
  documentedCall,
  modeTender,
  payMode,
  realChannelId,
  tenderMode,
} from "./channels.ts";
import { type Result, failure } from "./failure.ts";
import { PRINT_CALLS } from "./print-calls.ts";
import { MAX_GOODS, MAX_GOODS_PIECE, MAX_ORDER_LINES, heldSale, product, saleLines, saleNote } from "./goods.ts";
import { noticeWish, noticesView } from "./notices.ts";
import { billLayout, billPreview, billSums, reconcileDetail, reconcileView } from "./reconcile.ts";
import { gunId, serialPort, triedScan } from "./scanners.ts";
import { fileForm, reportAsked, reportView } from "./reports.ts";
import { cashCount, drawerMove, handoverProof, shiftClosing, shiftDesk, shiftOpening } from "./shifts.ts";
import { approveWish, personView, personWish, signIn, staffNumber, staffRules, staffView } from "./staff.ts";
import { MAX_SALE_FEN } from "./money.ts";
import { customerView } from "./customer.ts";

const modeList = z.object({ modes: z.array(payMode) });
const none = z.object({}).strict();
const saleFen = fenSchema.refine((value) => value > 0 && value <= MAX_SALE_FEN, "not an amount one may charge");
/** A pile of notes is counted by a person: more than this is a typing error. */
const cashFen = fenSchema.refine((value) => value > 0 && value <= 2 * MAX_SALE_FEN, "not an amount one may hand over");
/**
 * `amountFen` is collected now; `owedFen` is what the new order owes, when other tenders pay the rest; `again`: an
 * attempt whose order goes on, because it was not received or paid only a part.
 */
const sale = z
  .object({
    amountFen: saleFen,
    owedFen: saleFen.optional(),
    note: saleNote.optional(),
    /** What a new order is made of: they add up to what it owes. */
    lines: saleLines.optional(),
    /** The sale put aside that it was made of. */
    held: z.number().int().positive().optional(),
    again: tradeNoSchema.optional(),
    /** Instead of the wallet's own: by the cashier's press, never by itself. */
    channel: realChannelId.optional(),
  })
  .strict();
/**
 * Who wrote something down: whoever is signed in, and this only while the till has no people. And where it can be looked
 * up: a number of the channel's console.
 */
const by = z.string().trim().min(1).max(40).optional();
const reference = z.string().trim().min(1).max(80);
const differenceId = z.number().int().positive();
const fileBytes = z.number().int().nonnegative();
const scannedKeys = z.object({ text: z.string().max(4096), gun: gunId.optional() }).strict();
const orderCursor = z.object({ at: z.number().int(), order: tradeNoSchema }).strict();
const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const CALLS = {
  "till.state": call(none, tillState),
  "till.mode": call(z.object({ mode: z.enum(["real", "training"]) }).strict(), tillState),

  /** Locks the amount and waits for a scan; `takesCode`: a pay code that waits for an amount is charged at once. */
  "collect.begin": call(sale.extend({ takesCode: z.boolean().optional() }).strict(), tillState),
  /** Cash in hand: paid at once, change = given - amount. */
  "collect.cash": call(sale.extend({ givenFen: cashFen }).strict(), attemptView),
  /** Gives back everything the order of this attempt received, tender by tender. `left`: what cannot go back now. */
  "collect.undo": call(
    z.object({ order: tradeNoSchema, why: z.string().trim().min(1).max(80) }).strict(),
    z.object({ detail: orderDetail, left: z.array(z.object({ order: tradeNoSchema, failure })) }),
  ),
  /**
   * Unlocks the amount, or puts a finished attempt off the screen. Never touches an open attempt, and leaves an order
   * that is paid in part where it is, unless it is to be parked for later.
   */
  "collect.clear": call(z.object({ park: z.boolean().optional() }).strict(), tillState),
  /** Hands over the keys of a keyboard-wedge burst. The page keeps nothing of them. `gun`: the one that types so. */
  "collect.keys": call(scannedKeys, scanAnswer),
  "collect.qr": call(sale.extend({ wallet }).strict(), attemptView),
  /** The open ways to pay without a pay code, of the channel in use or of the one the cashier chose. Asks the channel. */
  "collect.modes": call(
    z.object({ channel: realChannelId.optional() }).strict(),
    z.object({ channel: channelId.nullable(), modes: z.array(tenderMode) }),
  ),
  /** Takes the sale by such modes, all of them together; they add up to `amountFen`. Answers the first. */
  "collect.mode": call(
    sale
      .extend({
        tenders: z
          .array(modeTender.extend({ amountFen: saleFen }))
          .min(1)
          .max(9),
      })
      .strict(),
    attemptView,
  ),

  /** Puts a sale aside that nothing was charged for; `instead`: of the one it was taken up from. */
  "held.add": call(
    z
      .object({ owedFen: saleFen, note: saleNote.optional(), lines: saleLines, instead: z.number().int().optional() })
      .strict(),
    tillState,
  ),
  /** One of them whole. It stays put aside until it is charged, or dropped. */
  "held.show": call(z.object({ id: z.number().int() }).strict(), heldSale),
  "held.drop": call(z.object({ id: z.number().int() }).strict(), tillState),

  /** The product list, as far as the text is in a barcode or a title; `count` is of the whole list. */
  "goods.list": call(
    z.object({ search: z.string().max(64), limit: z.number().int().min(1).max(200) }).strict(),
    z.object({ count: z.number().int(), goods: z.array(product) }),
  ),
  /** A new list comes in pieces; the first piece forgets what came before. Nothing changes until `goods.replace`. */
  "goods.stage": call(
    z.object({ isFirst: z.boolean(), goods: z.array(product).min(1).max(MAX_GOODS_PIECE) }).strict(),
    z.object({ count: z.number().int() }),
  ),
  /** The pieces become the list, all of them or none; `count` is how many there should be, 0 to have no list. */
  "goods.replace": call(
    z.object({ count: z.number().int().min(0).max(MAX_GOODS) }).strict(),
    z.object({ count: z.number().int() }),
  ),

  /** Asks the channel now. */
  "payment.ask": call(z.object({ order: tradeNoSchema }).strict(), attemptView),
  /** Stops: asks first, cancels only what is not paid. Answers at once; events tell the rest. */
  "payment.stop": call(z.object({ order: tradeNoSchema }).strict(), attemptView),

  "orders.list": call(
    z
      .object({
        /** One day, or a run of days up to `to`; today when none is said. A long number is found on any day. */
        day: askedDay.optional(),
        from: askedDay.optional(),
        to: askedDay.optional(),
        anyDay: z.boolean().optional(),
        statuses: z.array(attemptStatus).optional(),
        /** Received whole, received in part, or with money that went or is going back. */
        standing: z.enum(["whole", "part", "back"]).optional(),
        way: z.enum([...wallet.options, "cash", "mode"]).optional(),
        /** The number of who took it. */
        cashier: staffNumber.optional(),
        /** Orders that had this exception, settled or not. */
        exception: exception.exclude(["none"]).optional(),
        /** An amount in yuan, a number or its last four, the day's running number, or a time (14:32). */
        search: z.string().max(64).optional(),
        limit: z.number().int().min(1).max(1000).optional(),
        /** Only what waits for a person, of every day: what `openExceptions` of the state counts. */
        exceptions: z.boolean().optional(),
        /** Where the page before ended. */
        before: orderCursor.optional(),
      })
      .strict(),
    /** `totals` of the last day asked for; `next`: where the next page begins, or null. */
    z.object({ orders: z.array(attemptView), totals: dayTotals, next: orderCursor.nullable() }),
  ),
  "orders.show": call(z.object({ order: tradeNoSchema }).strict(), orderDetail),
  /** Who may stand on an order: everybody who works or worked here. */
  "orders.cashiers": call(
    none,
    z.object({ cashiers: z.array(personView.pick({ number: true, name: true, active: true })) }),
  ),

  /** Writes the refund down, sends it and answers where it stands then; `refund.changed` tells the rest. */
  "refund.start": call(
    z
      .object({
        order: tradeNoSchema,
        amountFen: saleFen.optional(),
        why: z.string().trim().min(1).max(80),
        /** What of the order comes back: its lines are counted, so that none is given back twice. */
        lines: z.array(refundLine).max(MAX_ORDER_LINES).optional(),
      })
      .strict(),
    refundView,
  ),
  "refund.ask": call(z.object({ refund: refundNoSchema }).strict(), refundView),
  /** Somebody has dealt with a refund that was refused: it stays refused and waits no more. */
  "refund.letGo": call(z.object({ refund: refundNoSchema, note: reference, by }).strict(), refundView),

  /** Writes down what the channel's console says, where the channel itself cannot be asked or has no answer. */
  "review.resolve": call(
    z.object({ order: tradeNoSchema, says: z.enum(["paid", "unpaid"]), reference, by }).strict(),
    attemptView,
  ),
  "refund.resolve": call(
    z.object({ refund: refundNoSchema, says: z.enum(["refunded", "refused"]), reference, by }).strict(),
    refundView,
  ),
  /** Somebody has dealt with the exception; `note` says how. */
  "exceptions.settle": call(z.object({ order: tradeNoSchema, note: reference, by }).strict(), attemptView),

  /** What the customer's display shows; the only call of its window. */
  "customer.view": call(none, customerView),

  "settings.set": call(settings.partial().strict(), tillState),
  "scanner.ports": call(none, z.object({ ports: z.array(serialPort) })),
  /** While scanners are tried, `scan.tried` says what their scans are; none of them charges or opens anything. */
  "scanner.try": call(z.object({ on: z.boolean() }).strict(), z.null()),
  /** The keys of one scan that is only tried. */
  "scanner.tryKeys": call(scannedKeys, triedScan),

  /** The real book's channels with their forms, whatever the mode. */
  "channels.list": call(none, channelSetups),
  /** `config`: the form's fields by name. A secret that is left out stays as it is; any other falls to its default. */
  "channels.save": call(
    z
      .object({
        id: realChannelId,
        config: z.record(z.string().max(64), z.union([z.string(), z.number(), z.boolean()])),
      })
      .strict(),
    channelSetups,
  ),
  /** The channel for new sales. */
  "channels.use": call(z.object({ id: realChannelId }).strict(), channelSetups),
  /** Which channel each wallet goes through, and the second to offer; what is left out stays. */
  "channels.route": call(channelRoutes.partial().strict(), channelSetups),
  /** Asks the channel one question that can take no money, and says step by step what its answer shows. */
  "channels.check": call(z.object({ id: realChannelId }).strict(), channelCheck),
  /** The pay modes of a channel that has such: the shop's, then what it could still open. */
  "channels.modes": call(z.object({ id: realChannelId }).strict(), modeList),
  "channels.openMode": call(z.object({ id: realChannelId, templateId: z.string().max(64) }).strict(), modeList),
  /** Opens, closes or moves one mode of the shop; the higher the order, the earlier it stands. */
  "channels.changeMode": call(
    z
      .object({
        id: realChannelId,
        uuid: z.string().regex(/^[\w-]{1,64}$/),
        isOpen: z.boolean().optional(),
        order: z.number().int().min(0).max(9999).optional(),
      })
      .strict()
      .refine(({ isOpen, order }) => isOpen !== undefined || order !== undefined, "nothing to change"),
    modeList,
  ),
  "channels.calls": call(z.object({ id: realChannelId }).strict(), z.object({ calls: z.array(documentedCall) })),
  /** Sends one documented call. Refused in training: what it does is real. */
  "channels.call": call(consoleCall, consoleAnswer),

  /** The receiver of notices of the real book, whatever the mode. */
  "notices.get": call(none, noticesView),
  /** Holds at once; what cannot be listened to changes nothing. */
  "notices.set": call(noticeWish, noticesView),

  "shift.show": call(none, shiftDesk),
  "shift.open": call(shiftOpening, shiftDesk),
  "shift.move": call(drawerMove, shiftDesk),
  /** The blind count: sent once, and final. Only then does an answer tell what the drawer should hold. */
  "shift.count": call(cashCount, shiftDesk),
  /** Who hands over and who takes over prove themselves, before the shift is closed. */
  "shift.prove": call(handoverProof, shiftDesk),
  "shift.close": call(shiftClosing, shiftDesk),
  "shift.use": call(z.object({ on: z.boolean() }).strict(), shiftDesk),
  /** A closed shift's Z once more, as a reprint; null: the X report of the open one. */
  "shift.print": call(z.object({ shift: z.number().int().min(1).nullable() }).strict(), shiftDesk),

  "report.show": call(reportAsked, reportView),
  /** Writes the report into the till's own folder and answers where. */
  "report.save": call(reportAsked.extend({ form: fileForm }).strict(), z.object({ file: z.string() })),
  /** The day's close on paper: once when the day is over, and then as a reprint. */
  "report.print": call(z.object({ day: askedDay }).strict(), z.object({ reprint: z.number().int() })),
  ...PRINT_CALLS,
  /** Reconciliation, always of the real book. */
  "reconcile.view": call(none, reconcileView),
  "reconcile.show": call(z.object({ day: askedDay }).strict(), reconcileDetail),
  /** Asks the channels about the day; answers at once. */
  "reconcile.run": call(z.object({ day: askedDay }).strict(), reconcileView),
  /** Asks about one difference again. */
  "reconcile.ask": call(z.object({ id: differenceId }).strict(), reconcileDetail),
  /** Whose it is to look into. */
  "reconcile.assign": call(z.object({ id: differenceId, owner: by }).strict(), reconcileDetail),
  /** Ends it with a note. What only the flow can end is refused. */
  "reconcile.close": call(z.object({ id: differenceId, note: reference, by }).strict(), reconcileDetail),
  /** The nightly run's time; null = never by itself. */
  "reconcile.schedule": call(
    z
      .object({
        at: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
          .nullable(),
      })
      .strict(),
    reconcileView,
  ),
  /** A bill file on its way to main, piece by piece; `upload` is its number, then how many bytes are there. */
  "bill.begin": call(
    z.object({ name: z.string().max(120), bytes: fileBytes }).strict(),
    z.object({ upload: fileBytes }),
  ),
  "bill.piece": call(
    z.object({ upload: fileBytes, base64: z.string().max(16_000) }).strict(),
    z.object({ upload: fileBytes }),
  ),
  "bill.preview": call(z.object({ upload: fileBytes }).strict(), billPreview),
  "bill.layout": call(z.object({ layout: billLayout }).strict(), z.object({ layouts: z.array(billLayout) })),
  /** All of it, or nothing. */
  "bill.apply": call(
    z.object({ upload: fileBytes, channel: realChannelId, layout: z.string().max(40) }).strict(),
    billSums,
  ),
  "staff.list": call(none, staffView),
  "staff.signIn": call(signIn, tillState),
  "staff.signOut": call(none, tillState),
  "staff.save": call(personWish, staffView),
  /** `learn`: the next badge that is scanned becomes this person's. `issue`: makes a new one and names it, once. */
  "staff.badge": call(
    z.object({ id: z.string().max(64), does: z.enum(["learn", "stop", "issue", "remove"]) }).strict(),
    staffView,
  ),
  "staff.rules": call(staffRules.partial().strict(), staffView),
  /** Allows what waits; the same call then works once. The answer's `staff.allowedBy` says by whom. */
  "staff.approve": call(approveWish, tillState),
  "staff.dismiss": call(none, tillState),

  "training.phone": call(z.object({ wallet, script: phoneCode.shape.script }).strict(), phoneCode),
  /** Holds the phone's code under the scanner. */
  "training.tap": call(z.object({ id: z.string() }).strict(), scanAnswer),
  /** The training customer scans the QR on our screen and pays. */
  "training.payQr": call(z.object({ order: tradeNoSchema }).strict(), z.null()),
} as const;

export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]["input"]>;
export type CallParsed<N extends CallName> = z.output<(typeof CALLS)[N]["input"]>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]["output"]>;

export const EVENTS = {
  "till.changed": tillState,
  "attempt.changed": z.object({ attempt: attemptView, evidence: z.array(evidence) }),
  "refund.changed": refundView,
  "scan.heard": scanAnswer,
  "scan.tried": triedScan,
  "customer.changed": customerView,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]>;

/** What the renderer sees as `window.cashier`. */
export type Cashier = {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
};
