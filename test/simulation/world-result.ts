// What a world is asked for, and what it answers.
import type { Till } from "../../main/till.ts";
import type { Violation } from "./auditor.ts";
import type { ChannelName } from "./bank.ts";

export type WorldOptions = {
  readonly seed: number;
  readonly profile: ChannelName | null;
  /** Keep the lines of the timeline; without, only their hash. */
  readonly trace: boolean;
  /** A folder for this process's files. */
  readonly root: string;
  /** The auditor sees the book through a connection of its own; else every eighth seed's does. */
  readonly isApart?: boolean;
  /** Looks at the last till once everything has come to its end. */
  atEnd?(till: Till): void;
};

export type WorldResult = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly payments: number;
  readonly lives: number;
  readonly hash: string;
  readonly lines: readonly string[];
  /** How many attempts ended in each status. */
  readonly ends: Readonly<Record<string, number>>;
  /** How often each fault befell a request, and how lives ended. */
  readonly faults: Readonly<Record<string, number>>;
};

export type Counts = Record<string, number>;
export const countUp = (counts: Counts, name: string, by = 1): void => {
  counts[name] = (counts[name] ?? 0) + by;
};
