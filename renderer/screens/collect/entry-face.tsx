// The face before a payment: the amount being typed or locked, and the keypad. It takes no scan as an amount.
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./collect.module.css";
import { DuePanel } from "./due-panel.tsx";
import { Keypad } from "./keypad.tsx";
import { ModeChoice } from "./mode-choice.tsx";
import type { Face } from "./phase.ts";
import { PhonePanel } from "./phone-panel.tsx";
import { Recent } from "./recent.tsx";

export function EntryFace({ face }: { readonly face: Face }) {
  const words = useWords();
  const training = useTill((till) => till.state?.mode === "training");
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={cls(css.collect, css.entryFace)}>
      <div className={cls(css.left)}>
        <DuePanel face={face} />
        {training ? <PhonePanel /> : <Recent />}
      </div>
      <div className={cls(css.right)}>
        <ModeChoice />
        <Button className={cls(css.padToggle)} size="small" onPress={() => setOpen(!isOpen)}>
          {isOpen ? words.keypad.close : words.keypad.open}
        </Button>
        <Keypad className={cls(!isOpen && css.folded)} />
      </div>
    </div>
  );
}
