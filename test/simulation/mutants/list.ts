// Every deliberate fault, and those that a simulation of payments cannot see, with what does see them.
import { ANSWER_MUTANTS } from "./answer-mutants.ts";
import { CHARGE_MUTANTS } from "./charge-mutants.ts";
import { ENDING_MUTANTS } from "./ending-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { REFUND_MUTANTS } from "./refund-mutants.ts";
import { STORE_MUTANTS } from "./store-mutants.ts";

export const MUTANTS: readonly Mutant[] = [
  ...CHARGE_MUTANTS,
  ...ANSWER_MUTANTS,
  ...ENDING_MUTANTS,
  ...REFUND_MUTANTS,
  ...STORE_MUTANTS,
];

/** Faults that need what a simulated till or its channels do not have, and what sees them instead. */
export const UNSEEN_HERE: readonly { readonly fault: string; readonly seenBy: string }[] = [
  { fault: "the disk is not waited for (synchronous=OFF)", seenBy: "a world's process dies, not its disk: test/store" },
  { fault: "a payment lands in the other book", seenBy: "a world has only real payments: test/command" },
  {
    fault: "a part of a combined order releases the goods, or all parts are more than it owes",
    seenBy: "a world's customers pay in one way: test/payment/combine, tenders",
  },
];
