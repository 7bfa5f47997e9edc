// Listens on a channel's way out: what it sent, what came back and when. For the self-check and the console only; what
// is shown of a request is decoded and has every secret and pay code masked.
import type { ConsoleAnswer } from "../../preload/contract/channels.ts";
import type { Clock } from "../clock.ts";
import type { Http, HttpAnswer, HttpRequest } from "./http.ts";

export type Exchange = {
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
  /** Wall clock in the middle of it, and how long it took. */
  readonly at: number;
  readonly tookMs: number;
};

/** An `Http` that hands everything to `http` and keeps what was exchanged. */
export function tapped(http: Http, clock: Clock): { readonly http: Http; readonly exchanges: readonly Exchange[] } {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async http(request) {
      const [at, from] = [clock.now(), clock.monotonic()];
      const answer = await http(request);
      const tookMs = clock.monotonic() - from;
      exchanges.push({ request, answer, at: at + tookMs / 2, tookMs });
      return answer;
    },
  };
}

export type ShownRequest = NonNullable<ConsoleAnswer["request"]>;

/** Fields that carry a customer's pay code, in any channel's documents. */
const CODE_FIELD = /^(auth_code|pay_code|payBarCode)$/;
/** Fields and headers that let somebody in. */
const SECRET_FIELD = /^(password|authorization|token|cookie)$/i;
const MAX_TEXT = 4000;

const tailOf = (text: string): string => `****${text.slice(-4)}`;

/** Hides every one of `secrets`, and pay codes by the name of their field or by `codes`. */
export function shownRequest(request: HttpRequest, secrets: readonly string[]): ShownRequest {
  const body = decoded(request);
  const codes = codesIn(body);
  const mask = (value: unknown, name = ""): unknown => {
    if (typeof value === "string" || typeof value === "number") {
      if (CODE_FIELD.test(name)) return tailOf(String(value));
      if (SECRET_FIELD.test(name)) return "****";
      return typeof value === "number" ? value : plain(value, secrets, codes);
    }
    if (Array.isArray(value)) return value.map((item: unknown) => mask(item, name));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item, key)]));
  };
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(mask(value, name))]);
  return {
    method: request.method,
    url: plain(request.url, secrets, codes),
    headers: Object.fromEntries(headers),
    body: mask(body),
  };
}

function plain(text: string, secrets: readonly string[], codes: readonly string[]): string {
  const open = secrets.filter((one) => one !== "").reduce((shown, one) => shown.replaceAll(one, "****"), text);
  return codes.reduce((shown, code) => shown.replaceAll(code, tailOf(code)), open);
}

/** Everything that stands in a pay-code field. */
function codesIn(value: unknown, name = ""): readonly string[] {
  if (typeof value === "string" || typeof value === "number")
    return CODE_FIELD.test(name) && String(value) !== "" ? [String(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => codesIn(item, Array.isArray(value) ? name : key));
}

/** The body as what it is: a signed envelope, JSON, a form, or text. */
function decoded({ body, headers }: HttpRequest): unknown {
  if (body === undefined) return null;
  const [head, payload, signature] = body.split(".");
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(body))
    return { header: fromBase64(head), payload: fromBase64(payload), signature: `${signature?.slice(0, 16)}…` };
  const type = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(body));
  return fromJson(body) ?? body.slice(0, MAX_TEXT);
}

const fromBase64 = (part = ""): unknown => fromJson(Buffer.from(part, "base64url").toString("utf8")) ?? part;

function fromJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}
