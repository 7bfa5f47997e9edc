// How a request reaches PayServer: JSON out and in, one request, one answer. It never repeats a request, never
// lets a POST meet a connection that the server is just closing, and keeps no pay code.
import type { ChannelParts } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import type { PayserverConfig } from "./settings.ts";
import { tokenHeader } from "./sign.ts";

export type Query = Readonly<Record<string, string | number>>;

export type Wire = {
  /** `path` begins with a slash and is made of our own words and checked ids only. */
  get(path: string, query: Query, timeoutMs: number): Promise<HttpAnswer>;
  post(path: string, body: Readonly<Record<string, unknown>>, timeoutMs: number): Promise<HttpAnswer>;
};

export function openWire(config: PayserverConfig, parts: Pick<ChannelParts, "http">): Wire {
  const token = tokenHeader(config);
  return {
    get: (path, query, timeoutMs) =>
      parts.http({ method: "GET", url: config.baseUrl + path + written(query), headers: token, timeoutMs }),
    post: (path, body, timeoutMs) =>
      parts.http({
        method: "POST",
        url: config.baseUrl + path,
        // Anything but JSON is read as an empty body, and answered with somebody else's order (witnessed.md C49, L25).
        headers: { ...token, "Content-Type": "application/json;charset=UTF-8" },
        body: JSON.stringify(body),
        timeoutMs,
        fresh: true,
      }),
  };
}

/** `uiOrder desc` as `uiOrder%20desc`: the form of the seed's own links. */
function written(query: Query): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
