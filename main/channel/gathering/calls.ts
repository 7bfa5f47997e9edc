// Every documented call of Yapos for the channel console and `cli call`: the attributes as the pages name them; the
// store and the login may be left out. An answer comes back decoded, and no pay code, password or token with it.
import { z } from "zod";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { CallAnswer, DocumentedCall } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { type Said, readAnswer } from "./answer.ts";
import { isCodeUrl, orderNumber } from "./outcome.ts";
import { type Hidden, maskDeep } from "./raw.ts";
import { tokenOf } from "./session.ts";
import type { GatheringConfig } from "./settings.ts";
import type { CallName, Wire } from "./wire.ts";

const text = z.string().min(1).max(256);
const sid = text.exactOptional();
/** Fen. */
const total_amount = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

const login = z.strictObject({ login_name: text.exactOptional(), password: text.exactOptional() });

const INPUTS: Readonly<Record<CallName, z.ZodType<Record<string, unknown>>>> = {
  gathering: z.strictObject({ sid, auth_code: z.string().regex(/^\d{16,24}$/), total_amount }),
  refund: z.strictObject({ merchant_trade_no: text }),
  wechat_payment: z.strictObject({ sid, total_amount }),
  alipay_payment: z.strictObject({ sid, total_amount }),
};
const NAMES: readonly CallName[] = ["gathering", "refund", "wechat_payment", "alipay_payment"];

export function documentedCalls(config: GatheringConfig, wire: Wire): readonly DocumentedCall[] {
  return [
    {
      name: "login",
      input: login,
      async send(input, timeoutMs) {
        const { login_name = config.loginName, password = config.password } = login.parse(input);
        const answer = await wire.session.tryOut(login_name, password, timeoutMs);
        const { secrets } = wire.hidden(null);
        const token = tokenOf(answer) ?? "";
        return shown(answer, { secrets: [...secrets, password, token], payCode: null }, loginFault(answer));
      },
    },
    ...NAMES.map((name): DocumentedCall => ({
      name,
      input: INPUTS[name],
      async send(input, timeoutMs) {
        const checked = INPUTS[name].parse(input);
        const attributes = name === "refund" ? checked : { sid: config.sid, ...checked };
        const reached = await wire.ask(name, attributes, timeoutMs);
        const code = checked["auth_code"];
        const hidden = wire.hidden(typeof code === "string" ? code : null);
        // The call itself was never sent: what is shown is the login that failed.
        if (reached.answer === null) return { ...shown(reached.login, hidden, "failure_answered"), verified: false };
        return shown(reached.answer, hidden, faultOf(name, readAnswer(reached.answer, hidden)));
      },
    })),
  ];
}

/** "refused": documented, and a no. Null: as documented. A cause: not to be believed. */
type Fault = UnknownCause | "refused" | null;

function faultOf(name: CallName, said: Said): Fault {
  switch (said.said) {
    case "nothing":
      return said.cause;
    case "refused":
      return "refused";
    case "fail":
      return null;
    case "success":
      if (name === "gathering") return orderNumber(said.data) === null ? "order_missing" : null;
      return name === "refund" || isCodeUrl(said.data["code_url"]) ? null : "unreadable";
  }
}

/** 401 and 404 are the login's documented refusals (facts §1.2). */
function loginFault(answer: HttpAnswer): Fault {
  if (!answer.ok) return answer.failure;
  if (tokenOf(answer) !== null) return null;
  if (answer.status === 401 || answer.status === 404) return "refused";
  return answer.status >= 500 ? "server_error" : answer.status === 429 ? "rate_limited" : "unreadable";
}

function shown(answer: HttpAnswer, hidden: Hidden, fault: Fault): CallAnswer {
  if (!answer.ok) return { verified: false, status: null, headers: {}, body: null, failure: answer.failure };
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(maskDeep(value, hidden, name))]),
  );
  const base = { status: answer.status, headers, body: maskDeep(decoded(answer.text), hidden) };
  if (fault === null) return { ...base, verified: true };
  if (fault === "refused") return { ...base, verified: true, failure: "failure_answered" };
  return { ...base, verified: false, failure: fault };
}

function decoded(written: string): unknown {
  try {
    const value: unknown = JSON.parse(written);
    return value;
  } catch {
    return written.slice(0, 2000);
  }
}
