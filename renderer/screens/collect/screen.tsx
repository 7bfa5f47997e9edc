// The collect screen: the amount on the left, never moving; keypad before the scan and evidence after it on the
// right. It shows one face at a time, and which one is main's to say.
import { useCollectFace } from "./use-face.ts";
import { AttemptFace } from "./attempt-face.tsx";
import { EntryFace } from "./entry-face.tsx";

export function CollectScreen() {
  const { face, story } = useCollectFace();
  if (face === "idle" || face === "locked" || face === "loading" || story === null) return <EntryFace face={face} />;
  return <AttemptFace face={face} story={story} />;
}
