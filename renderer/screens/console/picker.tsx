// One out of many, by the system's own list: names of calls and fixed values of their fields.
import { useId } from "react";
import { cls } from "../../class-names.ts";
import css from "./console.module.css";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
};

export function Picker({ label, value, options, onChange }: Props) {
  const id = useId();
  return (
    <div className={cls(css.field)}>
      <label htmlFor={id} className={cls(css.label)}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={cls(css.input, css.code)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
