// Asks whether to stop a payment. Keeping on waiting is the default and has the focus; stopping asks the channel first.
import { useId } from "react";
import { cls } from "../class-names.ts";
import { useWords } from "../text/use-words.ts";
import { Button } from "./button.tsx";
import css from "./stop-question.module.css";

type Props = { readonly onKeep: () => void; readonly onStop: () => void };

export function StopQuestion({ onKeep, onStop }: Props) {
  const { acts } = useWords();
  const id = useId();
  return (
    <div role="alertdialog" aria-labelledby={`${id}t`} aria-describedby={`${id}d`} className={cls(css.box)}>
      <b id={`${id}t`} className={cls(css.title)}>
        {acts.stopQuestion}
      </b>
      <p id={`${id}d`}>{acts.stopExplain}</p>
      <Button kind="go" isWide keyName="Enter" autoFocus onPress={onKeep}>
        {acts.keepWaiting}
      </Button>
      <Button isWide keyName="−" onPress={onStop}>
        {acts.stopNow}
      </Button>
    </div>
  );
}
