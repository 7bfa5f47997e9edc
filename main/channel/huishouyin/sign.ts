// How 慧收银 wants a request signed: the parameters and the secret in one sorted line, its MD5 in capitals, in base64.
// Pure. The vendor's page contradicts itself on three points; each is a switch (facts §2.2) and nothing is guessed here.
import { hash as hashOnce } from "node:crypto";

export type JsonObject = { readonly [name: string]: unknown };

export type SignRules = {
  readonly appSecret: string;
  /** base64: of the 32 capital hexadecimal digits, 44 characters. hex: those 32 digits themselves. */
  readonly encoding: "base64" | "hex";
  /** Whether sign_type, where it is sent, stands in the signed line. */
  readonly includesSignType: boolean;
  /** How store_info and goods_list stand in the signed line: standard JSON, or the page's `{num:2,title:'x'}`. */
  readonly nestedAs: "json" | "quoteless";
};

/** The value of `sign` for these parameters. */
export function signature(fields: JsonObject, rules: SignRules): string {
  const digits = hashOnce("md5", signedLine(fields, rules), "hex").toUpperCase();
  return rules.encoding === "hex" ? digits : Buffer.from(digits, "ascii").toString("base64");
}

/**
 * Sorted by key, `key=value` joined with `&`. Left out: sign, what is empty, and sign_type where the rules say so. The
 * secret stands among the parameters under the vendor's own spelling, app_sercet.
 */
export function signedLine(fields: JsonObject, rules: SignRules): string {
  const all: JsonObject = { ...fields, app_sercet: rules.appSecret };
  return Object.keys(all)
    .toSorted()
    .filter((name) => name !== "sign" && (name !== "sign_type" || rules.includesSignType))
    .map((name) => [name, valueText(all[name], rules.nestedAs)] as const)
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `${name}=${text}`)
    .join("&");
}

/** A parameter's text: as it is sent in a form and as it is signed. Empty for what is not there. */
export function valueText(value: unknown, nestedAs: SignRules["nestedAs"]): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  return nestedAs === "json" ? JSON.stringify(value) : quoteless(value);
}

function quoteless(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(quoteless).join(",")}]`;
  if (typeof value === "string") return `'${value}'`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([name, item]) => `${name}:${quoteless(item)}`);
  return `{${members.join(",")}}`;
}
