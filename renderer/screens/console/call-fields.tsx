// The fields of a documented call, made of its schema: those it cannot do without first, the others folded away; or
// all of it as JSON.
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import type { CallField } from "../../../preload/contract/channels.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./console.module.css";
import { Picker } from "./picker.tsx";
import { fieldsOf, isFixed, setJson, showAs, type, useConsole } from "./store.ts";

export function CallFields() {
  const text = useWords().channelPages.console;
  const state = useConsole();
  const fields = fieldsOf(state).filter((field) => !isFixed(field));
  const needed = fields.filter((field) => field.isRequired);
  const others = fields.filter((field) => !field.isRequired);
  return (
    <div className={cls(css.fields)}>
      <Choice
        name={text.how}
        options={[
          { value: "form", label: text.form },
          { value: "json", label: text.json },
        ]}
        value={state.json === null ? "form" : "json"}
        onChange={showAs}
        look="chip"
      />
      {state.json === null ? (
        <>
          {fields.length === 0 ? <p className={cls(css.note)}>{text.empty}</p> : null}
          {needed.map((field) => (
            <Field key={field.name} field={field} value={state.values[field.name] ?? ""} />
          ))}
          {others.length === 0 ? null : (
            <details className={cls(css.others)} open={needed.length === 0}>
              <summary>{text.optional}</summary>
              {others.map((field) => (
                <Field key={field.name} field={field} value={state.values[field.name] ?? ""} />
              ))}
            </details>
          )}
        </>
      ) : (
        <TextField value={state.json} onChange={setJson} aria-label={text.json} autoComplete="off">
          <TextArea rows={10} spellCheck="false" className={cls(css.input, css.area)} />
        </TextField>
      )}
    </div>
  );
}

function Field({ field, value }: { readonly field: CallField; readonly value: string }) {
  const text = useWords().channelPages.console;
  const choices = field.kind === "flag" ? ["true", "false"] : field.choices.map(String);
  if (choices.length > 0)
    return (
      <Picker
        label={field.name}
        value={value}
        options={[{ value: "", label: text.choose }, ...choices.map((choice) => ({ value: choice, label: choice }))]}
        onChange={(next) => type(field.name, next)}
      />
    );
  const hint = field.kind === "code" ? text.code : field.kind === "json" ? text.jsonHint : null;
  return (
    <TextField
      value={value}
      onChange={(next) => type(field.name, next)}
      type={field.kind === "code" ? "password" : "text"}
      autoComplete="off"
      className={cls(css.field)}
    >
      <Label className={cls(css.label)}>{field.name}</Label>
      {field.kind === "json" ? (
        <TextArea rows={3} spellCheck="false" className={cls(css.input, css.area)} />
      ) : (
        <Input
          spellCheck="false"
          inputMode={field.kind === "number" ? "numeric" : "text"}
          className={cls(css.input, css.code)}
        />
      )}
      {hint === null ? null : (
        <Text slot="description" className={cls(css.note)}>
          {hint}
        </Text>
      )}
    </TextField>
  );
}
