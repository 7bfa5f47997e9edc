// What three measured scans tell of a gun that types: where its line to a person's typing lies, and which of the shop's
// guns it was. Pure. Two guns that type alike are not told apart: then nobody is named.
import type { GunSettings, Typing, WedgeGun } from "../../preload/contract/scanners.ts";
import { lineOf } from "../../preload/contract/gun-lines.ts";
import type { Line } from "./burst.ts";

/** So many scans in a row must agree. */
export const SCANS_TO_PASS = 3;
/** Fewer keys are too few to measure a gun by. */
const MIN_GAPS = 5;
/** Two gaps this close may be one gun's: the page times keys in steps, and buses are busy. */
const NEAR_MS = 6;

export type Measured = Pick<Typing, "ending"> & { readonly gaps: readonly number[] };

export const wedgeGuns = (guns: readonly GunSettings[]): readonly WedgeGun[] =>
  guns.filter((gun): gun is WedgeGun => gun.way === "wedge");

/** A run at the slowest gun's speed is a gun's. */
export const lineOfAll = (guns: readonly GunSettings[]): Line => ({
  gapMs: Math.max(0, ...wedgeGuns(guns).map((gun) => lineOf(gun.typing))),
});

const middleOf = (gaps: readonly number[]): number => gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
const round = (ms: number): number => Math.min(500, Math.max(0, Math.round(ms)));

/** The usual and the longest of these gaps, in whole milliseconds. */
export const measureOf = (gaps: readonly number[]): Pick<Typing, "typicalMs" | "longestMs"> => ({
  typicalMs: round(middleOf(gaps)),
  longestMs: round(Math.max(0, ...gaps)),
});

/** What the scans have in common; null while there are too few, or when they do not agree. */
export function typingOf(scans: readonly Measured[]): Typing | null {
  const last = scans.slice(-SCANS_TO_PASS);
  const [first] = last;
  if (first === undefined || last.length < SCANS_TO_PASS) return null;
  if (last.some((scan) => scan.ending !== first.ending || scan.gaps.length < MIN_GAPS)) return null;
  return { ...measureOf(last.flatMap((scan) => scan.gaps)), ending: first.ending };
}

/** Whether this gun may have typed so: its ending, and its pace within a half. */
export function typesLike(typing: Typing, typed: Measured): boolean {
  const paceMs = middleOf(typed.gaps);
  return (
    typing.ending === typed.ending && Math.abs(paceMs - typing.typicalMs) <= Math.max(NEAR_MS, typing.typicalMs / 2)
  );
}

/** The one gun of the shop that types so; null where none or several do. */
export function gunThatTyped(guns: readonly GunSettings[], typed: Measured): WedgeGun | null {
  const alike = wedgeGuns(guns).filter((gun) => typesLike(gun.typing, typed));
  const [only, second] = alike;
  return only !== undefined && second === undefined ? only : null;
}
