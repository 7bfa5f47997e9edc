// PINs and badges as scrypt hashes: what is kept gives neither back, and a guess costs time. Six digits are few, so the
// lock-out in prove.ts is what really holds.
import { scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Ids } from "../ids.ts";

/** About 30 ms and 16 MiB each on a counter PC. The numbers are kept with each hash, so that they may grow. */
const COST = { n: 16_384, r: 8, p: 1 } as const;
const HASH_BYTES = 32;

const sealed = z
  .object({ salt: z.string(), hash: z.string(), n: z.number().int(), r: z.number().int(), p: z.number().int() })
  .strict();
/** A hash with all that is needed to compare with it. */
export type Sealed = z.infer<typeof sealed>;

export async function seal(text: string, ids: Ids): Promise<Sealed> {
  const salt = ids.nonce();
  return { salt, hash: (await hash(text, { salt, ...COST })).toString("hex"), ...COST };
}

/** Whether the text is the one that was sealed; never throws on what is stored. */
export async function isSealed(text: string, stored: unknown): Promise<boolean> {
  const known = sealed.safeParse(stored);
  // Without anything to compare with it takes as long: nobody learns from the time which numbers exist.
  const { salt, hash: expected, n, r, p } = known.success ? known.data : NOTHING;
  const found = await hash(text, { salt, n, r, p });
  const wanted = Buffer.from(expected, "hex");
  return known.success && wanted.length === found.length && timingSafeEqual(wanted, found);
}

const NOTHING: Sealed = { salt: "0".repeat(32), hash: "", ...COST };

function hash(text: string, { salt, n, r, p }: Omit<Sealed, "hash">): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text.normalize("NFKC"), salt, HASH_BYTES, { N: n, r, p }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** What everybody tries first: one digit repeated, runs up or down, and what stands on the staff list. */
export function isTooSimple(pin: string, number: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10));
  const [step] = steps;
  if (steps.size === 1 && (step === 0 || step === 1 || step === 9)) return true;
  const halves = pin.slice(0, 3) === pin.slice(3) || new Set(pin.match(/../g)).size === 1;
  return halves || (number !== "" && pin === number.padStart(pin.length, "0")) || pin === number.padEnd(6, "0");
}
