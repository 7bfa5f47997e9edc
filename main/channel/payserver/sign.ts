// PayServer signs nothing, neither requests nor answers (facts §3.1). What lets us in is one header that its
// gateway reads. Pure; the token goes nowhere else.
import type { PayserverConfig } from "./settings.ts";

/** The header with the token: `Authorization: Bearer <token>` unless the merchant says otherwise [NF]. */
export function tokenHeader(
  config: Pick<PayserverConfig, "token" | "authHeader" | "authScheme">,
): Readonly<Record<string, string>> {
  const { token, authHeader, authScheme } = config;
  return { [authHeader]: authScheme === "none" ? token : `${authScheme} ${token}` };
}
