// The name of a key, drawn as its cap. Hidden from readers, who hear the action instead; so it is drawn by the style sheet and is
// no text of the button it stands on.
import { cls } from "../class-names.ts";
import css from "./key-cap.module.css";

export const KeyCap = ({ name, className }: { readonly name: string; readonly className?: string }) => (
  <kbd className={cls(css.cap, className)} data-key={name} aria-hidden="true" />
);
