// A dialog over the screen: its title, what stands in it, the frame of the training. It holds the focus and gives it back.
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { cls } from "../class-names.ts";
import { useTill } from "../till.ts";
import css from "./sheet.module.css";

type Props = {
  readonly title: string;
  readonly size: "narrow" | "wide" | "wider";
  readonly isOpen: boolean;
  /** It was left, by Esc. */
  readonly onClose: () => void;
  readonly children: React.ReactNode;
};

export function Sheet({ title, size, isOpen, onClose, children }: Props) {
  const training = useTill((till) => till.state?.mode === "training");
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => (open ? undefined : onClose())} className={cls(css.overlay)}>
      <Modal className={cls(css.modal, css[size], training && css.training)}>
        <Dialog className={cls(css.dialog)}>
          <Heading slot="title" className={cls(css.title)}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
