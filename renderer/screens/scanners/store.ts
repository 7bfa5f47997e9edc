// The scanners page's own state: the scans tried so far, by how they were typed and what they are, never what they say.
// While the page is in front, scans are only tried; three that agree pass, and a gun that types is remembered by them.
import { create } from "zustand";
import type { GunSettings, TriedScan, WedgeGun } from "../../../preload/contract/scanners.ts";
import { call } from "../../cashier.ts";
import { sayFailure } from "../../notice.ts";
import { gunThatTyped, SCANS_TO_PASS, typesLike, typingOf } from "../../scan/guns.ts";
import type { Typed } from "../../scan/wedge.ts";
import { useTill } from "../../till.ts";
import { change } from "../settings/store.ts";

/** One scan that was tried; `typed` for a gun that types. */
export type Tried = TriedScan & { readonly typed: Typed | null };

type TryState = { readonly isTrying: boolean; readonly scans: readonly Tried[] };

export const useTry = create<TryState>()(() => ({ isTrying: false, scans: [] }));

const guns = (): readonly GunSettings[] => useTill.getState().state?.settings.scanners ?? [];

/** Begins to try scans; call the answer to end it. */
export function tryScans(): () => void {
  useTry.setState({ isTrying: true, scans: [] });
  void call("scanner.try", { on: true });
  return () => {
    useTry.setState({ isTrying: false, scans: [] });
    void call("scanner.try", { on: false });
  };
}

const isSameGun = (a: Tried, b: Tried): boolean =>
  a.source === b.source && a.gun?.id === b.gun?.id && a.typed?.ending === b.typed?.ending;

/** Another gun, or another way of ending: the count begins anew. Once passed, the next scan begins a new try. */
export function takeTried(scan: Tried): void {
  const { scans } = useTry.getState();
  const before = scans.length >= SCANS_TO_PASS ? [] : scans.filter((each) => isSameGun(each, scan));
  const next = [...before, scan];
  useTry.setState({ scans: next });
  if (next.length === SCANS_TO_PASS) remember(next);
}

export async function tryKeys(text: string, typed: Typed): Promise<void> {
  const gun = gunThatTyped(guns(), typed);
  const answer = await call("scanner.tryKeys", { text, ...(gun === null ? {} : { gun: gun.id }) });
  if (!answer.ok) return sayFailure(answer.failure);
  // A new gun has no name yet, and its three scans must count as one gun's.
  takeTried({ ...answer.value, gun: null, typed });
}

/** A gun that types as one the settings know takes the new measure; any other is a new gun. */
function remember(scans: readonly Tried[]): void {
  const typed = scans.flatMap((scan) => (scan.typed === null ? [] : [scan.typed]));
  const typing = typingOf(typed);
  const [first] = typed;
  if (typing === null || first === undefined) return;
  const all = guns();
  const known = all.find((gun) => gun.way === "wedge" && typesLike(gun.typing, { ...first, ending: typing.ending }));
  const gun: WedgeGun = { way: "wedge", id: known?.id ?? freshId(all), name: known?.name ?? "", typing };
  void change({ scanners: known ? all.map((each) => (each === known ? gun : each)) : [...all, gun] });
}

function freshId(all: readonly GunSettings[]): string {
  const taken = new Set(all.map((gun) => gun.id));
  for (let at = 1; ; at++) if (!taken.has(`wedge:${at}`)) return `wedge:${at}`;
}

/** Changes one gun of the settings; a gun that they do not name yet is added. */
export function setGun(gun: GunSettings): void {
  const all = guns();
  const isKnown = all.some((each) => each.id === gun.id);
  void change({ scanners: isKnown ? all.map((each) => (each.id === gun.id ? gun : each)) : [...all, gun] });
}

export const forgetGun = (id: string): void => void change({ scanners: guns().filter((gun) => gun.id !== id) });
