// The login. Its token lives in this memory only, for as long as the server takes it; nothing is written down, and
// a login is made only when there is no token or the server has refused the one we had.
import type { Http, HttpAnswer } from "../http.ts";
import type { GatheringConfig } from "./settings.ts";

export type Login = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly answer: HttpAnswer };

export type Session = {
  /** A token other than `refused`: the one in hand, or a new one. Callers at the same time share one login. */
  token(refused: string | null, timeoutMs: number): Promise<Login>;
  /** One login with these names, for the console: it changes nothing here. */
  tryOut(loginName: string, password: string, timeoutMs: number): Promise<HttpAnswer>;
  /** What must be masked wherever it turns up. */
  secrets(): readonly string[];
};

/** A login is a small request; what it does not use is left for the payment. */
const LOGIN_MS = 10_000;

export function openSession(config: GatheringConfig, http: Http): Session {
  let token: string | null = null;
  let running: Promise<Login> | null = null;
  const post = (loginName: string, password: string, timeoutMs: number) =>
    http({
      method: "POST",
      url: config.baseUrl + config.paths.login,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ data: { type: "users", attributes: { login_name: loginName, password } } }),
      timeoutMs: Math.min(timeoutMs, LOGIN_MS),
      fresh: true,
    });
  const logIn = async (timeoutMs: number): Promise<Login> => {
    const answer = await post(config.loginName, config.password, timeoutMs);
    token = tokenOf(answer);
    return token === null ? { ok: false, answer } : { ok: true, token };
  };
  return {
    async token(refused, timeoutMs) {
      if (token !== null && token !== refused) return { ok: true, token };
      running ??= logIn(timeoutMs).finally(() => (running = null));
      return running;
    },
    tryOut: post,
    secrets: () => (token === null ? [config.password] : [config.password, token]),
  };
}

/**
 * The token in a login's answer: in the header, not in the body (facts §1.2). Which of the two success statuses a login has
 * is not documented. Its signature is the server's affair.
 */
export function tokenOf(answer: HttpAnswer): string | null {
  if (!answer.ok || (answer.status !== 200 && answer.status !== 201)) return null;
  return /^Bearer\s+([\w.~+/-]{1,4096}=*)$/i.exec(answer.headers["authorization"] ?? "")?.[1] ?? null;
}
