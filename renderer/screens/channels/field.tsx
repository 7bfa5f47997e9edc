// One field of a channel's form, by its kind. What is wrong with it stands under it and is announced.
import { useEffect, useRef } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import type { ChannelField, RealChannelId } from "../../../preload/contract/channels.ts";
import type { Failure } from "../../../preload/contract/failure.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { FieldWords } from "../../text/zh-cn-channels.ts";
import css from "./channels.module.css";
import { shownValue, type } from "./store.ts";

type Props = {
  readonly id: RealChannelId;
  readonly field: ChannelField;
  readonly draft: Readonly<Record<string, string | boolean>>;
  readonly refusal: Failure | null;
};

const YES = "yes";

export function FormField({ id, field, draft, refusal }: Props) {
  const { channelPages } = useWords();
  const said = channelPages.fields[`${id}.${field.name}`] ?? { label: field.name, help: "" };
  const value = shownValue(field, draft);
  if (typeof value === "string" && field.kind !== "choice")
    return <Typed field={field} value={value} said={said} refusal={refusal?.detail === field.name ? refusal : null} />;
  const options =
    field.kind === "flag"
      ? [
          { value: YES, label: channelPages.yes },
          { value: "no", label: channelPages.no },
        ]
      : field.choices.map((choice) => ({ value: choice, label: choice }));
  const chosen = typeof value === "boolean" ? (value ? YES : "no") : value;
  return (
    <div className={cls(css.field)}>
      <span className={cls(css.label)} aria-hidden="true">
        {said.label}
      </span>
      <div className={cls(css.control)}>
        <Choice
          name={said.label}
          options={options}
          value={chosen}
          onChange={(next) => type(field.name, field.kind === "flag" ? next === YES : next)}
          look="chip"
        />
        <p className={cls(css.note)}>{said.help}</p>
      </div>
    </div>
  );
}

type TypedProps = {
  readonly field: ChannelField;
  readonly value: string;
  readonly said: FieldWords;
  readonly refusal: Failure | null;
};

function Typed({ field, value, said, refusal }: TypedProps) {
  const { channelPages } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal !== null) box.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [refusal]);
  const hint = field.isSecret && field.isStored ? channelPages.stored : hintOf(field, channelPages.optional);
  const problems: Readonly<Record<string, string>> = channelPages.problems;
  const look = {
    className: cls(css.input, field.kind === "pem" && css.pem),
    placeholder: hint,
    spellCheck: "false",
  } as const;
  return (
    <TextField
      ref={box}
      value={value}
      onChange={(text) => type(field.name, text)}
      isInvalid={refusal !== null}
      type={field.kind === "secret" ? "password" : "text"}
      autoComplete="off"
      validationBehavior="aria"
      className={cls(css.field)}
    >
      <Label className={cls(css.label)}>{said.label}</Label>
      <div className={cls(css.control)}>
        {field.kind === "pem" ? <TextArea rows={3} {...look} /> : <Input {...look} />}
        <FieldError className={cls(css.wrong)}>
          {refusal === null ? "" : (problems[refusal.code] ?? problems["config_field_bad"])}
        </FieldError>
        <Text slot="description" className={cls(css.note)}>
          {said.help}
        </Text>
      </div>
    </TextField>
  );
}

function hintOf(field: ChannelField, optional: string): string {
  if (field.isRequired) return "";
  return field.otherwise === null ? optional : String(field.otherwise);
}
