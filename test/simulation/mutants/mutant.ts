// What a deliberate fault is: exact text in a file of main/, and what stands there instead. Types of the mutated copy are
// not checked, only run, so a replacement may be as crude as the mistake it stands for.
import type { ChannelName } from "../bank.ts";

export type Edit = {
  /** A file under main/. */
  readonly file: string;
  /** Stands in that file exactly once; when it no longer does, the fault is stale, and that is a failure. */
  readonly find: string;
  readonly put: string;
};

export type Mutant = {
  /** The mistake, as one would confess it. */
  readonly fault: string;
  readonly edits: readonly Edit[];
  /** The channel where it shows; null = all of them in turn. */
  readonly profile: ChannelName | null;
  /** Where the search for a seed begins: one that caught it, as long as the simulation has not changed since. */
  readonly from: number;
};

/** A fault of one edit. */
export const fault = (
  name: string,
  [file, find, put]: readonly [string, string, string],
  where: { readonly profile?: ChannelName; readonly from?: number } = {},
): Mutant => faults(name, [[file, find, put]], where);

/** A fault that takes several edits: two guards that stand for each other, say. */
export const faults = (
  name: string,
  edits: readonly (readonly [string, string, string])[],
  { profile, from = 1 }: { readonly profile?: ChannelName; readonly from?: number } = {},
): Mutant => ({
  fault: name,
  edits: edits.map(([file, find, put]) => ({ file, find, put })),
  profile: profile ?? null,
  from,
});
