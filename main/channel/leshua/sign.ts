// Leshua's signature: MD5 over the sorted fields and a key (facts §5.2). Pure. Values are signed raw, as they are
// read, never in the encoding of the wire.
import { hash as hashOnce, timingSafeEqual } from "node:crypto";
import type { Fields } from "./xml.ts";

/**
 * How an answer treated its empty fields. The vendor's text signs them as `k=`, four public implementations leave them
 * out (witnessed §3), so either is accepted; `either` when there was nothing to tell them apart by.
 */
export type SignForm = "kept" | "dropped" | "either";

type Pair = readonly [name: string, value: string];

const REQUEST_LEAVES_OUT: ReadonlySet<string> = new Set(["sign"]);
const ANSWER_LEAVES_OUT: ReadonlySet<string> = new Set(["sign", "leshua", "resp_code"]);
const NOTICE_LEAVES_OUT: ReadonlySet<string> = new Set(["sign", "leshua", "error_code"]);

/** The sign of a request: upper case, empty fields neither sent nor signed. */
export const signRequest = (fields: Readonly<Record<string, string>>, key: string): string =>
  digest(Object.entries(fields), REQUEST_LEAVES_OUT, "dropped", key).toString("hex").toUpperCase();

/** Which form of an answer's sign holds under the transaction key, or null when none does. */
export const verifyAnswer = (fields: Fields, key: string): SignForm | null => verified(fields, ANSWER_LEAVES_OUT, key);

/** The same for a notice, under the notify key. */
export const verifyNotice = (fields: Fields, notifyKey: string): SignForm | null =>
  verified(fields, NOTICE_LEAVES_OUT, notifyKey);

function verified(fields: Fields, leftOut: ReadonlySet<string>, key: string): SignForm | null {
  const sign = fields.get("sign");
  // Answers come in upper case, notices in lower: the same sixteen bytes.
  if (sign === undefined || !/^[0-9a-fA-F]{32}$/.test(sign)) return null;
  const claimed = Buffer.from(sign, "hex");
  const holds = (form: "kept" | "dropped") => timingSafeEqual(digest([...fields], leftOut, form, key), claimed);
  const kept = holds("kept");
  // Without an empty field the two forms are one.
  const dropped = [...fields.values()].includes("") ? holds("dropped") : kept;
  if (kept && dropped) return "either";
  if (kept) return "kept";
  return dropped ? "dropped" : null;
}

function digest(pairs: readonly Pair[], leftOut: ReadonlySet<string>, form: "kept" | "dropped", key: string): Buffer {
  const text = pairs
    .filter(([name, value]) => !leftOut.has(name) && (form === "kept" || value !== ""))
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return hashOnce("md5", `${text}&key=${key}`, "buffer");
}

/** Byte order, so `Source` comes before every lower-case name. Names are ASCII, where code units are bytes. */
function byName([a]: Pair, [b]: Pair): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
