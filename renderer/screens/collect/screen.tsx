// The collect screen: the amount on the left, never moving; keypad before the scan and evidence after it on the
// right. It shows one face at a time, and which one is main's to say.
import { useWords } from "../../text/use-words.ts";
import { useCollectFace } from "./use-face.ts";
import { AttemptFace } from "./attempt-face.tsx";
import { EntryFace } from "./entry-face.tsx";

export function CollectScreen() {
  const { collect } = useWords();
  const { face, story } = useCollectFace();
  const isEntry = face === "idle" || face === "locked" || face === "loading" || story === null;
  return (
    <>
      <h1 className="reader-only">{collect.title}</h1>
      {isEntry ? <EntryFace face={face} /> : <AttemptFace face={face} story={story} />}
    </>
  );
}
