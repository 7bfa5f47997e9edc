// Pooul's envelope: a compact JWS, RS256, around a JSON object. Pure. It never accepts another algorithm than
// RS256, never a form that could be read two ways, and never looks into a payload before its signature held.
import { type KeyObject, sign as rsaSign, verify as rsaVerify } from "node:crypto";

export type JsonObject = { readonly [name: string]: unknown };

/** Exactly the header of the vendor's own sample request (facts §4.1, pooul-known-answers.json). */
const HEADER = Buffer.from('{"alg":"RS256","typ":"JWT"}', "utf8").toString("base64url");

/** The signed text of a request. The payload's bytes are JSON.stringify's, and those very bytes are signed. */
export function signJws(payload: JsonObject, key: KeyObject): string {
  const input = `${HEADER}.${Buffer.from(JSON.stringify(payload), "utf8").toString("base64url")}`;
  return `${input}.${rsaSign("RSA-SHA256", Buffer.from(input, "ascii"), key).toString("base64url")}`;
}

/** Whether a text has the three parts of a compact JWS at all: what Pooul answers when all went well. */
export const looksLikeJws = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);

/** The payload of a signed text, or null when anything about it is not as it must be. Takes keys of any length. */
export function verifyJws(text: string, key: KeyObject): JsonObject | null {
  const parts = text.split(".");
  const [header, payload, signature] = parts.map(fromBase64Url);
  if (parts.length !== 3 || !header || !payload || !signature) return null;
  const head = jsonObject(header);
  if (head?.["alg"] !== "RS256" || "crit" in head || "b64" in head) return null;
  if (key.asymmetricKeyType !== "rsa" || key.type !== "public") return null;
  const input = Buffer.from(`${parts[0]}.${parts[1]}`, "ascii");
  return rsaVerify("RSA-SHA256", input, key, signature) ? jsonObject(payload) : null;
}

/** For the console only: what an unverified text says it is. Nothing may be decided by it. */
export function peekJws(text: string): JsonObject | null {
  const payload = fromBase64Url(text.split(".")[1] ?? "");
  return payload && jsonObject(payload);
}

/** Strict: only the alphabet of base64url, no padding, no stray bits at the end. */
function fromBase64Url(text: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function jsonObject(bytes: Buffer): JsonObject | null {
  try {
    return asObject(JSON.parse(UTF8.decode(bytes)));
  } catch {
    return null;
  }
}

/** The value as a JSON object (not null, not a list), or null. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
