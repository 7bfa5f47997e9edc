// A button for a deed that nobody may do by a slip: a tap or a click on it, or its key held for a second. A press of Enter or the
// space bar is refused with a sentence, and so is a key that is let go too early. Black where money goes out.
import { useEffect, useRef, useState } from "react";
import { cls } from "../class-names.ts";
import { Button } from "./button.tsx";
import css from "./out-button.module.css";

type Key = "F5" | "F10";
type Props = {
  readonly children: React.ReactNode;
  /** What stands there while the key is held. */
  readonly holding: string;
  readonly isDisabled: boolean;
  readonly onGive: () => void;
  /** A key was pressed that gives nothing. */
  readonly onKeyRefused: () => void;
  readonly heldKey?: Key;
  readonly kind?: "out" | "go" | "plain";
};

const HOLD_MS = 1000;

export function OutButton(props: Props) {
  const { children, holding, isDisabled, onGive, onKeyRefused, heldKey = "F5", kind = "out" } = props;
  const isHeld = useHeld(heldKey, isDisabled, onGive, onKeyRefused);
  return (
    <Button
      kind={kind}
      size="big"
      isWide
      keyName={heldKey}
      isDisabled={isDisabled}
      className={cls(css.out, css[kind], isHeld && css.held)}
      onPress={(event) => (event.pointerType === "keyboard" ? onKeyRefused() : onGive())}
    >
      {isHeld ? holding : children}
    </Button>
  );
}

/** Whether the key is down; after a second of it, gives. */
function useHeld(heldKey: Key, isDisabled: boolean, onGive: () => void, onKeyRefused: () => void): boolean {
  const [isHeld, setHeld] = useState(false);
  const now = useRef({ onGive, onKeyRefused });
  useEffect(() => {
    now.current = { onGive, onKeyRefused };
  });
  useEffect(() => {
    if (isDisabled) return;
    let timer: number | undefined;
    const end = () => {
      window.clearTimeout(timer);
      timer = undefined;
      setHeld(false);
    };
    const down = (event: KeyboardEvent) => {
      if (event.code !== heldKey || event.repeat || timer !== undefined) return;
      setHeld(true);
      timer = window.setTimeout(() => {
        end();
        now.current.onGive();
      }, HOLD_MS);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code !== heldKey || timer === undefined) return;
      end();
      now.current.onKeyRefused();
    };
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", end);
    return () => {
      end();
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", end);
    };
  }, [heldKey, isDisabled]);
  return isHeld;
}
