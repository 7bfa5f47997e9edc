// A documented call as a form: its fields, from the very schema that checks them. Pure.
import { z } from "zod";
import type { CallField, DocumentedCallView, PlainValue } from "../../preload/contract/channels.ts";
import type { DocumentedCall } from "./channel.ts";

type Schema = z.core.JSONSchema.BaseSchema;

const CODE_NAMES: ReadonlySet<string> = new Set(["auth_code", "pay_code"]);

export function callForm(call: DocumentedCall, moneyCalls: readonly string[]): DocumentedCallView {
  const schema: Schema = z.toJSONSchema(call.input, { io: "input", unrepresentable: "any" });
  const kinds = objects(schema.oneOf ?? schema.anyOf ?? []);
  const variants = kinds.length > 0 ? kinds : [schema];
  return {
    name: call.name,
    movesMoney: moneyCalls.includes(call.name),
    variants: variants.map((variant) => ({ name: kinds.length > 1 ? nameOf(variant) : "", fields: fieldsOf(variant) })),
  };
}

const objects = (schemas: readonly unknown[]): readonly Schema[] =>
  schemas.filter((one): one is Schema => typeof one === "object" && one !== null && "properties" in one);

/** What tells a variant from the others: its field of one value, as `pay_type` is. */
function nameOf(schema: Schema): string {
  const fixed = Object.values(schema.properties ?? {}).find((one) => typeof one === "object" && "const" in one);
  return typeof fixed === "object" ? String(fixed.const) : "";
}

function fieldsOf(schema: Schema): CallField[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, one]) => ({
    name,
    isRequired: required.has(name),
    ...kindOf(name, typeof one === "object" ? one : {}),
  }));
}

function kindOf(name: string, schema: Schema): Pick<CallField, "kind" | "choices"> {
  if (CODE_NAMES.has(name)) return { kind: "code", choices: [] };
  const choices = choicesOf(schema);
  if (choices.length > 0) return { kind: "choice", choices };
  switch (schema.type) {
    case "integer":
    case "number":
      return { kind: "number", choices: [] };
    case "boolean":
      return { kind: "flag", choices: [] };
    case "object":
    case "array":
      return { kind: "json", choices: [] };
    default:
      return { kind: "text", choices: [] };
  }
}

/** Every value a field may have, where they are few and named. */
function choicesOf(schema: Schema): PlainValue[] {
  if (schema.const !== undefined) return plainValues([schema.const]);
  if (schema.enum !== undefined) return plainValues(schema.enum);
  const any = (schema.anyOf ?? []).filter((one) => typeof one === "object");
  return any.length > 0 && any.every((one) => "const" in one) ? plainValues(any.map((one) => one.const)) : [];
}

const plainValues = (values: readonly unknown[]): PlainValue[] =>
  values.filter((value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean");
