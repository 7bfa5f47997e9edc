// One choice out of several that need not all be seen: a chip that opens a short list.
import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select, SelectValue } from "react-aria-components/Select";
import { cls } from "../class-names.ts";
import css from "./pick.module.css";

type Props<Value extends string> = {
  readonly name: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

export function Pick<Value extends string>({ name, options, value, onChange }: Props<Value>) {
  const choose = (key: unknown) => {
    const option = options.find((each) => each.value === key);
    if (option) onChange(option.value);
  };
  return (
    <Select aria-label={name} value={value} onChange={choose} className={cls(css.pick)}>
      <Button className={cls(css.chip)}>
        <SelectValue />
        <span className={cls(css.arrow)} aria-hidden="true" />
      </Button>
      <Popover className={cls(css.list)}>
        <ListBox>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} className={cls(css.item)}>
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
