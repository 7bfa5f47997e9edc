// The keypad on the screen: a numpad key by key. Digits act on press, everything else on release.
import { Button } from "react-aria-components/Button";
import { KeyCap } from "../../components/key-cap.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Method } from "../../../preload/contract/status.ts";
import type { Words } from "../../text/zh-cn.ts";
import { useTill } from "../../till.ts";
import css from "./keypad.module.css";
import type { Key, KeyName } from "./key-table.ts";
import { canTake } from "./modes.ts";
import { press } from "./press.ts";
import { type EntryPhase, useCollect } from "./store.ts";
import { useCollectFace, useEntryPhase } from "./use-face.ts";

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

/** What ＋ and Enter do depends on what is being typed. */
function namesOf({ keypad }: Words, phase: EntryPhase, mode: Method): { readonly add: string; readonly enter: string } {
  if (phase === "split") return { add: keypad.add, enter: keypad.lockPart };
  if (phase === "cash") return { add: keypad.split, enter: keypad.takeCash };
  if (phase === "modes") return { add: keypad.split, enter: keypad.enter };
  if (phase === "locked") return { add: keypad.split, enter: mode === "qr" ? keypad.showQr : keypad.enter };
  return { add: keypad.add, enter: keypad.enter };
}

const padsOf = ({ keypad }: Words, { add, enter }: ReturnType<typeof namesOf>): readonly Pad[] => [
  op("escape", "Esc", keypad.clear),
  op("slash", "/", keypad.mode),
  op("times", "×", keypad.times),
  op("minus", "−", keypad.erase),
  digit("7"),
  digit("8"),
  digit("9"),
  { ...op("plus", "＋", add), isTall: true },
  digit("4"),
  digit("5"),
  digit("6"),
  digit("1"),
  digit("2"),
  digit("3"),
  { key: { name: "enter", text: "" }, name: enter, face: "Enter", look: "enter", isTall: true },
  digit("0"),
  digit("00", keypad.zeros),
  { ...digit("."), key: { name: "point", text: "." }, name: keypad.point },
];

export function Keypad({ className }: { readonly className?: string }) {
  const words = useWords();
  const { face } = useCollectFace();
  const mode = useCollect((each) => each.mode);
  const openModes = useCollect((each) => each.openModes);
  const isReady = useTill((till) => canTake(till.state, mode, openModes));
  const phase = useEntryPhase(face);
  const waitsForScan = phase === "locked" && mode === "pay_code";
  const isOff = (pad: Pad) =>
    (phase === "modes" && pad.look === "enter") ||
    (!isReady && pad.key.name !== "slash") ||
    (waitsForScan && (pad.look === "enter" || pad.look === "digit"));
  return (
    <div className={cls(css.pad, className)} role="group" aria-label={words.keypad.name}>
      {padsOf(words, namesOf(words, phase, mode)).map((pad) => (
        <PadKey key={pad.face} pad={pad} isDisabled={isOff(pad)} />
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
          {pad.face === pad.name ? pad.face : <i data-face={pad.face} aria-hidden="true" />}
          {pad.look === "op" ? <span>{pad.name}</span> : null}
        </>
      )}
    </Button>
  );
}
