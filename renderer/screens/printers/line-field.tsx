// One line or a few lines of text with their name above and what is wrong with them below.
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import { cls } from "../../class-names.ts";
import css from "./printers.module.css";

type Props = {
  readonly name: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** What is wrong; null while it may be kept. */
  readonly problem?: string | null;
  readonly rows?: number;
  readonly isNumber?: boolean;
  readonly className?: string;
};

export function LineField({ name, value, onChange, problem = null, rows, isNumber = false, className }: Props) {
  return (
    <TextField
      value={value}
      onChange={onChange}
      isInvalid={problem !== null}
      validationBehavior="aria"
      autoComplete="off"
      className={cls(css.field, className)}
    >
      <Label>{name}</Label>
      {rows === undefined ? (
        <Input className={cls(css.input)} spellCheck="false" {...(isNumber ? { inputMode: "numeric" } : {})} />
      ) : (
        <TextArea className={cls(css.input, css.lines)} rows={rows} spellCheck="false" />
      )}
      <FieldError className={cls(css.problem)}>{problem ?? ""}</FieldError>
    </TextField>
  );
}
