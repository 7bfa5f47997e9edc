// Which ways of taking money the channel in use can do. Pure. It never offers what the channel has not.
import type { Method, Wallet } from "../../../preload/contract/status.ts";
import type { TillState } from "../../../preload/contract/views.ts";

export const METHODS: readonly Method[] = ["pay_code", "qr"];

export const walletsForQr = (till: TillState | null): readonly Wallet[] => till?.channel?.can.qr ?? [];
export const walletsForCode = (till: TillState | null): readonly Wallet[] => till?.channel?.can.payCode ?? [];

export const canTake = (till: TillState | null, method: Method): boolean =>
  (method === "qr" ? walletsForQr(till) : walletsForCode(till)).length > 0;

/** The next possible way after this one. */
export function nextMode(till: TillState | null, mode: Method): Method {
  const other: Method = mode === "pay_code" ? "qr" : "pay_code";
  return canTake(till, other) ? other : mode;
}
