// How a request reaches Yapos: JSON:API with a bearer token. The one repeat there is: after a 401, which proves that
// the request was refused before anything was done, the same request once more with a renewed token.
import type { ChannelParts } from "../channel.ts";
import type { Reached } from "./answer.ts";
import type { Hidden } from "./raw.ts";
import { openSession, type Session } from "./session.ts";
import type { GatheringConfig, Paths } from "./settings.ts";

/** A documented call's last path segment; the login has its own way (session.ts). */
export type CallName = "gathering" | "refund" | "wechat_payment" | "alipay_payment";

export type Wire = {
  readonly session: Session;
  /** `timeoutMs` holds for everything together: login, request, and both again after a 401. */
  ask(name: CallName, attributes: Readonly<Record<string, unknown>>, timeoutMs: number): Promise<Reached>;
  hidden(payCode: string | null): Hidden;
};

const PATH_OF: Readonly<Record<CallName, keyof Paths>> = {
  gathering: "gathering",
  refund: "refund",
  wechat_payment: "wechatPayment",
  alipay_payment: "alipayPayment",
};

export function openWire(config: GatheringConfig, { http, clock }: Pick<ChannelParts, "http" | "clock">): Wire {
  const session = openSession(config, http);
  const post = (name: CallName, body: string, token: string, timeoutMs: number) =>
    http({
      method: "POST",
      url: config.baseUrl + config.paths[PATH_OF[name]],
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body,
      timeoutMs,
      fresh: true,
    });
  return {
    session,
    async ask(name, attributes, timeoutMs) {
      const endsAt = clock.monotonic() + timeoutMs;
      const leftMs = () => Math.max(0, endsAt - clock.monotonic());
      const body = JSON.stringify({ data: { type: "pays", attributes } });
      const first = await session.token(null, leftMs());
      if (!first.ok) return { answer: null, login: first.answer };
      const answer = await post(name, body, first.token, leftMs());
      if (!answer.ok || answer.status !== 401) return { answer, login: null };
      const renewed = await session.token(first.token, leftMs());
      if (!renewed.ok) return { answer, login: renewed.answer };
      return { answer: await post(name, body, renewed.token, leftMs()), login: null };
    },
    hidden: (payCode) => ({ secrets: session.secrets(), payCode }),
  };
}
