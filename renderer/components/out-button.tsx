// The black button: money goes out only by a tap or a click on it, or by F5 held for a second. A press of Enter or the space bar
// is refused with a sentence, and so is a key that is let go too early.
import { useEffect, useRef, useState } from "react";
import { cls } from "../class-names.ts";
import { Button } from "./button.tsx";
import css from "./out-button.module.css";

type Props = {
  readonly children: React.ReactNode;
  /** What stands there while the key is held. */
  readonly holding: string;
  readonly isDisabled: boolean;
  readonly onGive: () => void;
  /** A key was pressed that gives nothing. */
  readonly onKeyRefused: () => void;
};

export const OUT_KEY = "F5";
const HOLD_MS = 1000;

export function OutButton({ children, holding, isDisabled, onGive, onKeyRefused }: Props) {
  const isHeld = useHeld(isDisabled, onGive, onKeyRefused);
  return (
    <Button
      kind="out"
      size="big"
      isWide
      keyName={OUT_KEY}
      isDisabled={isDisabled}
      className={cls(css.out, isHeld && css.held)}
      onPress={(event) => (event.pointerType === "keyboard" ? onKeyRefused() : onGive())}
    >
      {isHeld ? holding : children}
    </Button>
  );
}

/** Whether the key is down; after a second of it, gives. */
function useHeld(isDisabled: boolean, onGive: () => void, onKeyRefused: () => void): boolean {
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
      if (event.code !== OUT_KEY || event.repeat || timer !== undefined) return;
      setHeld(true);
      timer = window.setTimeout(() => {
        end();
        now.current.onGive();
      }, HOLD_MS);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code !== OUT_KEY || timer === undefined) return;
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
  }, [isDisabled]);
  return isHeld;
}
