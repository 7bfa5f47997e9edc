// A staff number and a PIN. The PIN is never shown, kept or put anywhere but into the one call it is typed for.
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./staff.module.css";

type Props = {
  readonly number: string;
  readonly pin: string;
  readonly onNumber: (text: string) => void;
  readonly onPin: (text: string) => void;
};

const digits = (text: string, most: number): string => text.replaceAll(/\D/g, "").slice(0, most);

export function ClaimFields({ number, pin, onNumber, onPin }: Props) {
  const { staff } = useWords();
  return (
    <>
      <TextField value={number} onChange={(text) => onNumber(digits(text, 8))} autoFocus className={cls(css.field)}>
        <Label>{staff.number}</Label>
        <Input className={cls(css.input)} inputMode="numeric" autoComplete="off" />
      </TextField>
      <TextField type="password" value={pin} onChange={(text) => onPin(digits(text, 6))} className={cls(css.field)}>
        <Label>{staff.pin}</Label>
        <Input className={cls(css.input)} inputMode="numeric" autoComplete="off" />
      </TextField>
    </>
  );
}
