// An amount as it crosses the wire: a whole number of fen, checked and branded.
import { z } from "zod";
import { type Fen, fen } from "./money.ts";

export const fenSchema = z
  .number()
  .int()
  .nonnegative()
  .max(Number.MAX_SAFE_INTEGER)
  .transform((value): Fen => fen(value));
