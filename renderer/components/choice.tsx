// One choice out of a few, as chips or cards. Arrow keys move; the chosen one keeps a border.
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { cls } from "../class-names.ts";
import css from "./choice.module.css";

export type Option<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: React.ReactNode;
  readonly isDisabled?: boolean;
};

type Props<Value extends string> = {
  readonly name: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly look: "chip" | "card" | "mode";
  readonly showName?: boolean;
  readonly className?: string;
};

export function Choice<Value extends string>(props: Props<Value>) {
  const { name, options, value, onChange, look, showName = false, className } = props;
  const choose = (next: string) => {
    const option = options.find((each) => each.value === next);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup
      value={value}
      onChange={choose}
      className={cls(css.group, className)}
      {...(showName ? {} : { "aria-label": name })}
    >
      {showName ? <Label className={cls(css.name)}>{name}</Label> : null}
      <div className={cls(css.options, css[`${look}s`])}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled ?? false}
            className={cls(css.option, css[look])}
          >
            {option.icon}
            <b>{option.label}</b>
            {option.hint === undefined ? null : <span className={cls(css.hint)}>{option.hint}</span>}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
