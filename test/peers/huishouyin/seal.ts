// The peer's own signature: written from the vendor's page, sharing nothing with the adapter under test.
import { hash as hashOnce } from "node:crypto";

export type Fields = Record<string, unknown>;

/** How this peer's operator reads the page's contradictions. */
export type Reading = {
  readonly appId: string;
  readonly secret: string;
  readonly encoding: "base64" | "hex";
  readonly includesSignType: boolean;
  readonly nestedAs: "json" | "quoteless";
};

function asText(value: unknown, nestedAs: Reading["nestedAs"]): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return `${value}`;
  const json = JSON.stringify(value);
  if (nestedAs === "json") return json;
  return json.replace(/"([a-z_0-9]+)":/g, "$1:").replaceAll('"', "'");
}

/** What `sign` must be for these parameters. */
export function expectedSign(fields: Fields, reading: Reading): string {
  const rows: string[] = [`app_sercet=${reading.secret}`];
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (name === "sign" || value === "" || value === null || value === undefined) continue;
    if (name === "sign_type" && !reading.includesSignType) continue;
    rows.push(`${name}=${asText(value, reading.nestedAs)}`);
  }
  // Names are distinct and "=" sorts before every letter and digit but not before "_": compare names alone.
  rows.sort((a, b) => (a.slice(0, a.indexOf("=")) < b.slice(0, b.indexOf("=")) ? -1 : 1));
  const digits = hashOnce("md5", rows.join("&"), "hex").toUpperCase();
  return reading.encoding === "hex" ? digits : btoa(digits);
}
