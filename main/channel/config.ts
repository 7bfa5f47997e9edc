// The pieces channel configs are made of: safe addresses, keys, timing. Pure: it touches no file and no
// network, and no message it makes ever quotes what was typed in, because that may be a key.
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { isIPv4 } from "node:net";
import { z } from "zod";
import { type FailureCode, type Result, fail, failureCode, ok } from "../../preload/contract/failure.ts";
import type { ChannelKind } from "./channel.ts";

type ConfigProblem = Extract<FailureCode, `config_${string}`>;

const missingOrBad = (issue: { readonly input?: unknown }): ConfigProblem =>
  issue.input === undefined ? "config_field_missing" : "config_field_bad";

/** A strict object: a field it does not list is an issue of its own, never silently dropped. */
export function configObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? "config_field_unknown" : missingOrBad(issue)),
  });
}

/** Text that must be there; blanks around it are cut off, blanks alone count as missing. */
export function configText(max = 256) {
  return z
    .string({ error: missingOrBad })
    .trim()
    .min(1, { error: "config_field_missing" satisfies ConfigProblem, abort: true })
    .max(max, { error: "config_field_bad" satisfies ConfigProblem });
}

/** Text of one exact form. */
export function configPattern(form: RegExp) {
  return configText().regex(form, { error: "config_field_bad" satisfies ConfigProblem });
}

/** A truth value that must be given. */
export const configFlag = z.boolean({ error: missingOrBad });

type Addresses = { readonly query: boolean; readonly plainHttp: "local" | "anywhere" };

/** An address without credentials and fragment, as the WHATWG parser reads it, or what is wrong with it. */
function readAddress(text: string, allow: Addresses): URL | ConfigProblem {
  if (/[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return "config_field_bad";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "config_field_bad";
  if (url.username !== "" || url.password !== "" || text.includes("#")) return "config_field_bad";
  if (!allow.query && text.includes("?")) return "config_field_bad";
  if (url.protocol === "http:" && allow.plainHttp === "local" && !isLocalHost(url.hostname))
    return "config_insecure_url";
  return url;
}

/**
 * Loopback and private hosts, the only ones `http:` may reach (design/cli.md). `hostname` is a parsed URL's, so
 * odd spellings of an IPv4 address are already plain; names other than localhost are never local.
 */
export function isLocalHost(hostname: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]") return true;
  if (/^\[f[cd][0-9a-f]{2}:[0-9a-f:]*\]$/.test(hostname)) return true;
  if (!isIPv4(hostname)) return false;
  const [a = 0, b = 0] = hostname.split(".").map(Number);
  return a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
}

function address(allow: Addresses, written: (url: URL) => string) {
  return configText(2048).transform((text, context) => {
    const url = readAddress(text, allow);
    if (url instanceof URL) return written(url);
    context.addIssue({ code: "custom", message: url, input: null });
    return z.NEVER;
  });
}

const LOCAL: Addresses = { query: false, plainHttp: "local" };

/** Where requests go: paths are put behind it, so it comes out without a slash at its end. */
export const baseUrl = address(LOCAL, (url) => (url.origin + url.pathname).replace(/\/+$/, ""));

/** The whole address of a channel that has only one. */
export const wholeUrl = address(LOCAL, (url) => url.origin + url.pathname);

/** Where a channel sends notices. Nothing secret goes there from us, and the documents show plain http. */
export const noticeUrl = address({ query: false, plainHttp: "anywhere" }, (url) => url.origin + url.pathname);

const LABELS = new Set(["PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC KEY", "RSA PUBLIC KEY"]);

/** The bytes of a key given as PEM or as one line of base64 without its armour, or null. */
function derOf(text: string): Buffer | null {
  const armoured = /^-----BEGIN ([A-Z ]+)-----([^-]+)-----END ([A-Z ]+)-----$/.exec(text.trim());
  if (text.includes("-----") && (!armoured || armoured[1] !== armoured[3] || !LABELS.has(armoured[1] ?? "")))
    return null;
  const base64 = (armoured?.[2] ?? text).replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]{64,}={0,2}$/.test(base64)) return null;
  return Buffer.from(base64, "base64");
}

const attempt = (read: () => KeyObject): KeyObject | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

/**
 * An RSA key from what a merchant pastes: PKCS#8, PKCS#1 or SPKI, with any line ends, with or without armour.
 * Private forms are tried first, because the library would otherwise take a private key for the public one in it.
 */
function readRsaKey(text: string): KeyObject | null {
  const key = derOf(text);
  if (key === null) return null;
  const found =
    attempt(() => createPrivateKey({ key, format: "der", type: "pkcs8" })) ??
    attempt(() => createPrivateKey({ key, format: "der", type: "pkcs1" })) ??
    attempt(() => createPublicKey({ key, format: "der", type: "spki" })) ??
    attempt(() => createPublicKey({ key, format: "der", type: "pkcs1" }));
  if (found === null || found.asymmetricKeyType !== "rsa") return null;
  return (found.asymmetricKeyDetails?.modulusLength ?? 0) < 1024 ? null : found;
}

/** Our signing key. Throws for a text that `privatePem` would have refused. */
export const privateRsaKey = (text: string): KeyObject => rsaKey(text, "private");

/** The channel's key. 1024 bits are allowed: Pooul's published one has no more (witnessed.md §5). */
export const publicRsaKey = (text: string): KeyObject => rsaKey(text, "public");

function rsaKey(text: string, type: "private" | "public"): KeyObject {
  const key = readRsaKey(text);
  if (key?.type !== type) throw new TypeError(`not an RSA ${type} key`);
  return key;
}

const pem = (type: "private" | "public") =>
  configText(16_384).refine((text) => readRsaKey(text)?.type === type, {
    error: "config_bad_pem" satisfies ConfigProblem,
  });

export const privatePem = pem("private");
export const publicPem = pem("public");

const DAY_MS = 86_400_000;
const ms = (min: number, max: number) =>
  z
    .number({ error: missingOrBad })
    .int({ error: "config_field_bad" })
    .min(min, { error: "config_field_bad" })
    .max(max, { error: "config_field_bad" });

/** Overrides of a channel's timing; they hold as given. The upper ends keep timers within what Node can count. */
export const timing = configObject({
  requestTimeoutMs: ms(1, 600_000).exactOptional(),
  firstQueryMs: ms(0, DAY_MS).exactOptional(),
  pollEveryMs: ms(1, DAY_MS).exactOptional(),
  pollForMs: ms(0, DAY_MS).exactOptional(),
  reverseNotBeforeMs: ms(0, DAY_MS).exactOptional(),
  closeNotBeforeMs: ms(0, DAY_MS).exactOptional(),
  watchMs: z
    .array(ms(0, 60 * DAY_MS), { error: missingOrBad })
    .max(50, { error: "config_field_bad" })
    .exactOptional(),
});

/** The first thing wrong with a config, as a failure that names the field and never its content. */
export function checkConfig<Config>(kind: Pick<ChannelKind<Config>, "config">, value: unknown): Result<Config> {
  const read = kind.config.safeParse(value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  if (!issue) throw new Error("a refusal without an issue");
  const code = failureCode.safeParse(issue.message);
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
  return fail(code.success ? code.data : "config_field_bad", path.map(String).join("."), "manager", "now");
}
