// The shop's product list, and sales put aside before anything was charged: what crosses the wire of them.
import { z } from "zod";
import { MAX_SALE_FEN } from "./money.ts";
import { fenSchema, line } from "./views.ts";

/** More products than any shop's list has; a longer one is refused as a whole. */
export const MAX_GOODS = 100_000;
/** Of one call: a list comes in pieces of this many at most. */
export const MAX_GOODS_PIECE = 300;
/** Lines of one sale at the counter. */
export const MAX_LINES = 100;
/** Lines of any order: other software at the counter sells more of them at once than a person enters. */
export const MAX_ORDER_LINES = 200;
export const MAX_HELD = 30;

/** What a gun reads of goods: EAN, UPC, or a shop's own Code 128. */
export const BARCODE = /^[0-9A-Za-z][0-9A-Za-z.-]{2,31}$/;

export const product = z.object({
  barcode: z.string().regex(BARCODE),
  title: z.string().trim().min(1).max(100),
  priceFen: fenSchema.refine((value) => value > 0 && value <= MAX_SALE_FEN, "not a price"),
});
export type Product = z.infer<typeof product>;

export const saleLines = z.array(line.strict()).max(MAX_LINES);
export const saleNote = z.string().trim().min(1).max(200);

export const heldSale = z.object({
  id: z.number().int(),
  owedFen: fenSchema,
  note: z.string().nullable(),
  lines: saleLines,
  heldAt: z.number().int(),
});
export type HeldSale = z.infer<typeof heldSale>;
