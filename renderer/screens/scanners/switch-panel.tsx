// How a gun leaves keyboard mode. The text of a set-up code is shown where its maker's manual gives one; the barcode
// itself is the manual's, because how a maker draws it is not public.
import type { TillState } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./scanners.module.css";

export function SwitchPanel({ state }: { readonly state: TillState }) {
  const { scannerPage: words } = useWords();
  const typing = state.scanner.guns.filter((gun) => gun.trouble === "keyboard_mode");
  const coded = typing.find((gun) => gun.setupCode !== null);
  const isTyped = typing.length > 0 || state.settings.scanners.some((gun) => gun.way === "wedge");
  if (!isTyped) return null;
  return (
    <section className={cls(css.panel)} aria-label={words.switchOver}>
      <h2>{words.switchOver}</h2>
      {coded?.setupCode ? (
        <>
          <p className={cls(css.note)}>{words.switchCode({ vendor: coded.vendor ?? coded.name })}</p>
          <p className={cls(css.code)}>{coded.setupCode}</p>
        </>
      ) : (
        <p className={cls(css.note)}>{words.switchManual}</p>
      )}
    </section>
  );
}
