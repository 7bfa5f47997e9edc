// The key card (F1): every key of the sale in each phase, read from the table the keys themselves obey, and the keys
// that hold everywhere. P prints it. While it is open no key reaches the sale.
import { create } from "zustand";
import { useEffect } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { cls } from "../class-names.ts";
import { useWords } from "../text/use-words.ts";
import { Button } from "./button.tsx";
import { KeyCap } from "./key-cap.tsx";
import { CARD_KEYS, CARD_PHASES, EVERYWHERE, IN_LISTS, WHILE_TYPING, effectText } from "./key-card-table.ts";
import css from "./key-card.module.css";
import sheetCss from "./sheet.module.css";

export const useKeyCard = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));
export const showKeyCard = (isOpen: boolean): void => useKeyCard.setState({ isOpen });

export function KeyCard() {
  const { keyCard } = useWords();
  const { isOpen } = useKeyCard();
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      event.stopImmediatePropagation();
      if (event.code === "KeyP") window.print();
      if (event.code === "F1" || event.code === "Escape" || event.code === "KeyP") event.preventDefault();
      if (event.code === "F1" || event.code === "Escape") showKeyCard(false);
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [isOpen]);
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={showKeyCard} isDismissable className={cls(sheetCss.overlay)}>
      <Modal className={cls(sheetCss.modal, sheetCss.card)}>
        <Dialog className={cls(sheetCss.dialog)} data-print="card">
          <header className={cls(css.header)}>
            <Heading slot="title">{keyCard.title}</Heading>
            <Button size="small" keyName="P" onPress={() => window.print()} className={cls(css.noPrint)}>
              {keyCard.print}
            </Button>
            <Button
              size="small"
              keyName="Esc"
              onPress={() => showKeyCard(false)}
              className={cls(css.noPrint)}
              autoFocus
            >
              {keyCard.close}
            </Button>
          </header>
          <SaleKeys />
          <div className={cls(css.lists)}>
            <KeyList name={keyCard.everywhere} keys={EVERYWHERE} says={keyCard.everywhereKeys} />
            <div>
              <KeyList name={keyCard.lists} keys={IN_LISTS} says={keyCard.listKeys} />
              <KeyList name={keyCard.typing} keys={WHILE_TYPING} says={keyCard.typingKeys} />
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function SaleKeys() {
  const { keyCard } = useWords();
  return (
    <table className={cls(css.table)}>
      <caption className="reader-only">{keyCard.sale}</caption>
      <thead>
        <tr>
          <th scope="col">{keyCard.key}</th>
          {CARD_PHASES.map((phase) => (
            <th key={phase} scope="col">
              {keyCard.phases[phase]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {CARD_KEYS.map(({ name, cap }) => (
          <tr key={name}>
            <th scope="row">
              <kbd className={cls(css.cap)}>{cap}</kbd>
            </th>
            {CARD_PHASES.map((phase) => (
              <td key={phase}>{effectText(keyCard, name, phase)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ListProps = {
  readonly name: string;
  readonly keys: readonly string[];
  readonly says: Readonly<Record<string, string>>;
};

const KeyList = ({ name, keys, says }: ListProps) => (
  <section>
    <h3>{name}</h3>
    <ul>
      {keys.map((key) => (
        <li key={key}>
          <KeyCap name={key} />
          <span className="reader-only">{key}</span>
          <span>{says[key]}</span>
        </li>
      ))}
    </ul>
  </section>
);
