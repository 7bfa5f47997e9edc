// Plays a bundle until it comes to its end or to a difference that nothing explains. The journal does not say when a till
// was closed and opened again between two answers, nor that somebody pressed stop where a channel has no cancel; where
// supposing one of the two explains what was written, it is supposed, and said.
import type { Bundle } from "../../../main/command/bundle-file.ts";
import { type Played, type Supposed, type Suppositions, play } from "./player.ts";
import { causeOf } from "./script.ts";

export type Replayed = Played & { readonly supposed: Suppositions };

/** How far back of a difference its reason is looked for. */
const MOST_BACK = 24;

export async function replay(bundle: Bundle): Promise<Replayed> {
  const missing = bundle.channels.find(({ profile }) => profile === null);
  if (missing) {
    const what = `${missing.id} was not set up when the bundle was made, so its timing is not known`;
    return { times: [], difference: { at: 0, what }, supposed: new Map() };
  }
  let best: Replayed = { ...(await play(bundle, new Map())), supposed: new Map() };
  for (let better: Replayed | null = best; better !== null; better = await explained(bundle, best)) best = better;
  return best;
}

/** The same with one supposition more, where that leads further; null when none does. */
async function explained(bundle: Bundle, best: Replayed): Promise<Replayed | null> {
  if (best.difference === null) return null;
  const { at } = best.difference;
  for (const [place, what] of candidates(bundle, at, best.supposed)) {
    const supposed = new Map([...best.supposed, [place, what]]);
    const next = { ...(await play(bundle, supposed)), supposed };
    if (next.difference === null || next.difference.at > at) return next;
  }
  return null;
}

function candidates({ events }: Bundle, at: number, supposed: Suppositions): readonly (readonly [number, Supposed])[] {
  const last = Math.max(0, ...supposed.keys());
  const places = Array.from({ length: MOST_BACK }, (_, back) => at - back).filter(
    (place) => place > last && place < events.length,
  );
  const different = events[at];
  // Only its last question went before a review that nobody announced; its stop may have been pressed while its charge or
  // the question before was under way.
  const question = events.findLastIndex(
    (event, place) => place < at && event.subject_id === different?.subject_id && causeOf(event) === "query",
  );
  const isUnannounced = different?.kind === "review" && causeOf(different) === "own";
  return [
    ...(isUnannounced ? [at, question, question - 1] : [])
      .filter((place) => place > last)
      .map((place) => [place, "stopped"] as const),
    ...((isUnannounced || different?.kind === "stop") && at - 1 > last ? [[at - 1, "stopped_meanwhile"] as const] : []),
    ...places.map((place) => [place, "opened"] as const),
  ];
}
