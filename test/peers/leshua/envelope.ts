// The peer's own form and XML: written from the document, sharing nothing with the adapter under test.
import { hash as hashOnce } from "node:crypto";

export type Fields = Record<string, string>;

const md5 = (text: string): string => hashOnce("md5", text, "hex");

/** Sorted `k=v`, then the key. `skip`: names left out; `dropEmpty`: the form four public clients use. */
export function signText(fields: Fields, key: string, skip: readonly string[], dropEmpty: boolean): string {
  const names = Object.keys(fields).filter((name) => !skip.includes(name) && !(dropEmpty && fields[name] === ""));
  // In byte order, which for names of ASCII is that of their code units.
  names.sort();
  return `${names.map((name) => `${name}=${fields[name] ?? ""}`).join("&")}&key=${key}`;
}

export type AnswerForm = "kept" | "dropped";

/** The sign of an answer: without sign, leshua and resp_code; upper case. */
export const answerSign = (fields: Fields, key: string, form: AnswerForm): string =>
  md5(signText(fields, key, ["sign", "leshua", "resp_code"], form === "dropped")).toUpperCase();

/** The sign of a notice: without sign, leshua and error_code; lower case. */
export const noticeSign = (fields: Fields, notifyKey: string, form: AnswerForm): string =>
  md5(signText(fields, notifyKey, ["sign", "leshua", "error_code"], form === "dropped"));

/** An answer as Leshua writes it: values in CDATA, empty ones as empty elements. */
export function toXml(fields: Fields): string {
  const lines = Object.entries(fields).map(([name, value]) =>
    value === ""
      ? `<${name}></${name}>`
      : `<${name}><![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]></${name}>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<leshua>\n${lines.join("\n")}\n</leshua>\n`;
}

/** The fields of a form body, or the sentence that says what is wrong with it. */
export function readForm(text: string): Fields | string {
  const fields: Fields = {};
  for (const part of text.split("&")) {
    const match = /^([A-Za-z0-9_]+)=([A-Za-z0-9*._+~%-]*)$/.exec(part);
    if (!match) return "the body is not a urlencoded form";
    const [, name = "", coded = ""] = match;
    if (name in fields) return `${name} is there twice`;
    try {
      fields[name] = decodeURIComponent(coded.replaceAll("+", "%20"));
    } catch {
      return `${name} is not percent-encoded UTF-8`;
    }
  }
  return fields;
}

/** What is wrong with a request's sign, if anything. */
export function signProblem(fields: Fields, key: string): string | null {
  const sign = fields["sign"];
  if (sign === undefined) return "sign is missing";
  if (!/^[0-9A-F]{32}$/.test(sign)) return "sign is not 32 upper-case hexadecimal digits";
  return sign === md5(signText(fields, key, ["sign"], true)).toUpperCase() ? null : "the sign does not hold";
}
