// The one button of the product. `go` takes money in or moves on; `out` gives money out and stands on one
// button only. A verdict's colour is never a button.
import { Button as AriaButton, type PressEvent } from "react-aria-components/Button";
import { cls } from "../class-names.ts";
import css from "./button.module.css";
import { KeyCap } from "./key-cap.tsx";

type Props = {
  readonly children: React.ReactNode;
  readonly onPress: (event: PressEvent) => void;
  readonly kind?: "plain" | "go" | "out";
  readonly size?: "small" | "medium" | "big";
  /** What a reader hears, where the words on it are short. */
  readonly name?: string;
  /** The key that does the same. */
  readonly keyName?: string;
  readonly isWide?: boolean;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
};

export function Button(props: Props) {
  const { children, onPress, kind = "plain", size = "medium", keyName, isWide = false, className } = props;
  return (
    <AriaButton
      onPress={onPress}
      isDisabled={props.isDisabled ?? false}
      {...(props.name === undefined ? {} : { "aria-label": props.name })}
      autoFocus={props.autoFocus ?? false}
      className={cls(
        css.button,
        css[kind],
        css[size],
        isWide && css.wide,
        keyName !== undefined && css.split,
        className,
      )}
    >
      {children}
      {keyName === undefined ? null : <KeyCap name={keyName} className={cls(css.key)} />}
    </AriaButton>
  );
}
