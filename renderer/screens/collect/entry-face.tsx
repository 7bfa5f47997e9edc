// The face before a payment: the amount being typed or locked, and the keypad. It takes no scan as an amount.
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { CashPanel } from "./cash-panel.tsx";
import css from "./collect.module.css";
import { DuePanel } from "./due-panel.tsx";
import { Keypad } from "./keypad.tsx";
import { ModeChoice } from "./mode-choice.tsx";
import { ModePanel } from "./mode-panel.tsx";
import type { Face } from "./phase.ts";
import { PhonePanel } from "./phone-panel.tsx";
import { Recent } from "./recent.tsx";
import { useEntryPhase } from "./use-face.ts";

export function EntryFace({ face }: { readonly face: Face }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={cls(css.collect, css.entryFace)}>
      <div className={cls(css.left)}>
        <DuePanel face={face} />
        <Below face={face} />
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

/** Under the amount: the cash for it, else the phone of the training or the latest sales. */
function Below({ face }: { readonly face: Face }) {
  const training = useTill((till) => till.state?.mode === "training");
  const sale = useTill((till) => till.state?.sale ?? null);
  const phase = useEntryPhase(face);
  if (sale !== null && phase === "cash") return <CashPanel dueFen={sale.amountFen} />;
  if (sale !== null && phase === "modes") {
    const key = `${sale.amountFen} ${sale.again ?? ""} ${sale.channel ?? ""}`;
    return <ModePanel key={key} sale={sale} />;
  }
  return training ? <PhonePanel /> : <Recent />;
}
