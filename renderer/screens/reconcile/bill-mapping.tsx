// Which column of an unknown bill says what, chosen by name; the mapping is kept under a name for the next time.
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./bill.module.css";
import { MAPPING_FIELDS, type Mapping } from "./mapping.ts";

type Props = {
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly name: string;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onName: (name: string) => void;
};

export function BillMapping({ header, mapping, name, onMapping, onName }: Props) {
  const { reconcile } = useWords();
  return (
    <div className={cls(css.mapping)}>
      {MAPPING_FIELDS.map((field) => (
        <label key={field} className={cls(css.field)}>
          <span>{reconcile.columns[field]}</span>
          <select
            className={cls(css.input)}
            value={mapping[field] ?? ""}
            onChange={(event) => {
              const { [field]: _before, ...others } = mapping;
              const chosen = event.currentTarget.value;
              onMapping(chosen === "" ? others : { ...others, [field]: chosen });
            }}
          >
            <option value="">{reconcile.absent}</option>
            {header
              .filter((each) => each !== "")
              .map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
          </select>
        </label>
      ))}
      <TextField value={name} onChange={onName} maxLength={40} autoComplete="off" className={cls(css.field)}>
        <Label>{reconcile.layoutName}</Label>
        <Input className={cls(css.input)} />
      </TextField>
    </div>
  );
}
