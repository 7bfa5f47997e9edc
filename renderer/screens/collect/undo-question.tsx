// Asks before money goes back: why, and then a tap on the black button or its key held for a second. Keeping the money
// is what Esc does; Enter does nothing but say so.
import { useId } from "react";
import { addFen } from "../../../preload/contract/money.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { remark } from "../../notice.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import { inOrder } from "./steps.ts";
import { WHYS, useCollect } from "./store.ts";
import { closeUndo, pickWhy, undoOrder } from "./undo.ts";
import css from "./undo-question.module.css";

export function UndoQuestion() {
  const { tenders: words } = useWords();
  const undo = useCollect((each) => each.undo);
  const tenders = useCollect((each) => each.tenders);
  const id = useId();
  if (undo === null) return null;
  const paid = tenders.filter((tender) => tender.status === "paid");
  const sum = addFen(...paid.map((tender) => tender.amountFen));
  const isHeld = undo.heldAt !== null;
  return (
    <div role="alertdialog" aria-labelledby={`${id}t`} aria-describedby={`${id}d`} className={cls(css.box)}>
      <b id={`${id}t`} className={cls(css.title)}>
        {words.undoTitle}
      </b>
      <Choice
        name={words.undoWhy}
        options={WHYS.map((why, index) => ({ value: why, label: `${index + 1}　${words.whys[why]}` }))}
        value={undo.why}
        onChange={pickWhy}
        look="chip"
      />
      <Button
        kind="out"
        size="big"
        isWide
        keyName="−"
        isDisabled={undo.why === null}
        className={cls(css.give, isHeld && css.held)}
        onPress={(event) => {
          if (event.pointerType === "keyboard") remark("hold_the_key");
          else void inOrder(undoOrder);
        }}
      >
        {isHeld ? words.undoHolding : words.undoGive({ text: yuan(sum) })}
      </Button>
      <p id={`${id}d`} className={cls(css.note)}>
        {words.undoHold}
      </p>
      <Button isWide keyName="Esc" onPress={closeUndo}>
        {words.undoKeep}
      </Button>
    </div>
  );
}
