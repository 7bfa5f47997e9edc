// Which ways of taking money there are now. Pure. It never offers what the channel has not; cash needs no channel.
import type { Method, Wallet } from "../../../preload/contract/status.ts";
import type { TillState } from "../../../preload/contract/views.ts";

export const METHODS: readonly Method[] = ["pay_code", "qr", "cash"];

export const walletsForQr = (till: TillState | null): readonly Wallet[] => till?.takes.qr ?? [];
export const walletsForCode = (till: TillState | null): readonly Wallet[] => till?.takes.payCode ?? [];

export function canTake(till: TillState | null, method: Method): boolean {
  if (till === null) return false;
  if (method === "cash") return true;
  return (method === "qr" ? walletsForQr(till) : walletsForCode(till)).length > 0;
}

/** The next possible way after this one. */
export function nextMode(till: TillState | null, mode: Method): Method {
  const at = METHODS.indexOf(mode);
  const inTurn = [...METHODS.slice(at + 1), ...METHODS.slice(0, Math.max(at, 0))];
  return inTurn.find((method) => canTake(till, method)) ?? mode;
}
