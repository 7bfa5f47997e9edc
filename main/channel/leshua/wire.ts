// How a request reaches Leshua: one signed form, one POST to the one address, one answer in XML. It never repeats a
// request and keeps no pay code after the request is made.
import type { ChannelParts } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import type { LeshuaConfig } from "./settings.ts";
import { signRequest } from "./sign.ts";

/** The field that chooses the call (facts §5.3). */
export type Service =
  | "upload_authcode"
  | "get_tdcode"
  | "query_status"
  | "close_order"
  | "unified_refund"
  | "unified_query_refund";

export type FormFields = Readonly<Record<string, string>>;

export type Wire = {
  readonly merchantId: string;
  /** The transaction key: what answers are verified with. */
  readonly key: string;
  /** What may never be shown, wherever it turns up. */
  readonly keys: readonly string[];
  /** Sends the fields with service, merchant_id, a nonce of their own and the sign. Empty ones are left out. */
  ask(service: Service, fields: FormFields, timeoutMs: number): Promise<HttpAnswer>;
};

/** These may move money and are not simply repeated: they get a connection of their own. */
const FRESH: ReadonlySet<Service> = new Set(["upload_authcode", "get_tdcode", "unified_refund"]);

export function openWire(config: LeshuaConfig, parts: Pick<ChannelParts, "http" | "ids">): Wire {
  const { merchantId, key } = config;
  return {
    merchantId,
    key,
    keys: [key, config.notifyKey],
    ask(service, fields, timeoutMs) {
      const own = { service, merchant_id: merchantId, nonce_str: parts.ids.nonce() };
      const sent = Object.fromEntries(Object.entries({ ...fields, ...own }).filter(([, value]) => value !== ""));
      return parts.http({
        method: "POST",
        url: config.url,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ ...sent, sign: signRequest(sent, key) }).toString(),
        timeoutMs,
        ...(FRESH.has(service) ? { fresh: true } : {}),
      });
    },
  };
}
