// The keypad on the screen: a numpad key by key. Digits act on press, everything else on release.
import { Button } from "react-aria-components/Button";
import { KeyCap } from "../../components/key-cap.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { useTill } from "../../till.ts";
import css from "./keypad.module.css";
import type { Key, KeyName } from "./key-table.ts";
import { press } from "./press.ts";

type Pad = {
  readonly key: Key;
  readonly name: string;
  readonly face: string;
  readonly look: "digit" | "op" | "enter";
  readonly isTall?: boolean;
};

const digit = (text: string, name = text): Pad => ({ key: { name: "digit", text }, name, face: text, look: "digit" });
const op = (key: KeyName, face: string, name: string): Pad => ({
  key: { name: key, text: "" },
  name,
  face,
  look: "op",
});

const padsOf = ({ keypad }: Words): readonly Pad[] => [
  op("escape", "Esc", keypad.clear),
  op("slash", "/", keypad.mode),
  op("times", "×", keypad.times),
  op("minus", "−", keypad.erase),
  digit("7"),
  digit("8"),
  digit("9"),
  { ...op("plus", "＋", keypad.add), isTall: true },
  digit("4"),
  digit("5"),
  digit("6"),
  digit("1"),
  digit("2"),
  digit("3"),
  { key: { name: "enter", text: "" }, name: keypad.enter, face: "Enter", look: "enter", isTall: true },
  digit("0"),
  digit("00", keypad.zeros),
  { ...digit("."), key: { name: "point", text: "." }, name: keypad.point },
];

export function Keypad({ className }: { readonly className?: string }) {
  const words = useWords();
  const isReady = useTill((till) => till.state?.channel?.configured === true);
  const isLocked = useTill((till) => till.state?.sale !== null);
  return (
    <div className={cls(css.pad, className)} role="group" aria-label={words.keypad.name}>
      {padsOf(words).map((pad) => (
        <PadKey key={pad.name} pad={pad} isDisabled={!isReady || (isLocked && pad.look === "enter")} />
      ))}
    </div>
  );
}

function PadKey({ pad, isDisabled }: { readonly pad: Pad; readonly isDisabled: boolean }) {
  const act = () => press(pad.key, false);
  const when = pad.look === "digit" ? { onPressStart: act } : { onPress: act };
  return (
    <Button
      {...when}
      preventFocusOnPress
      isDisabled={isDisabled}
      aria-label={pad.name}
      className={cls(css.key, css[pad.look], pad.isTall === true && css.tall)}
    >
      {pad.look === "enter" ? (
        <>
          {pad.name}
          <KeyCap name={pad.face} className={cls(css.cap)} />
        </>
      ) : (
        <>
          {pad.face}
          {pad.look === "op" ? <span>{pad.name}</span> : null}
        </>
      )}
    </Button>
  );
}
