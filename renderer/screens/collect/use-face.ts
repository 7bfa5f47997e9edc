// The face the collect screen shows now, and the attempt it is about.
import type { Story } from "../../evidence.ts";
import { useTill } from "../../till.ts";
import { type Face, faceOf } from "./phase.ts";
import { type EntryPhase, entryPhase, useCollect } from "./store.ts";

export function useCollectFace(): { readonly face: Face; readonly story: Story | null } {
  const till = useTill((each) => each.state);
  const story = useCollect((each) => each.story);
  const left = useCollect((each) => each.left);
  const tenders = useCollect((each) => each.tenders);
  return { face: faceOf(till, story?.attempt ?? null, left, tenders), story };
}

/** What is being typed. It changes with the phase and not with every key. */
export function useEntryPhase(face: Face): EntryPhase {
  return useCollect((each) => entryPhase(face, each.part !== null, each.mode));
}
