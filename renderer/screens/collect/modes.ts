// Which ways of taking money there are now. Pure. It never offers what the channel has not; cash needs no channel.
import type { Method, Wallet } from "../../../preload/contract/status.ts";
import type { TillState } from "../../../preload/contract/views.ts";

const METHODS: readonly Method[] = ["pay_code", "qr", "cash", "mode"];

export const walletsForQr = (till: TillState | null): readonly Wallet[] => till?.takes.qr ?? [];
export const walletsForCode = (till: TillState | null): readonly Wallet[] => till?.takes.payCode ?? [];

/** `openModes`: how many modes without a pay code the channel lists open; null while that is not known. */
export function canTake(till: TillState | null, method: Method, openModes: number | null = null): boolean {
  if (till === null) return false;
  if (method === "cash") return true;
  if (method === "mode") return till.takes.modes && openModes !== 0;
  return (method === "qr" ? walletsForQr(till) : walletsForCode(till)).length > 0;
}

/** The ways as they are shown: those a channel may lack are named all the same, the other modes only where there are any. */
export const methodsOf = (till: TillState | null, openModes: number | null): readonly Method[] =>
  METHODS.filter((method) => method !== "mode" || canTake(till, method, openModes));

/** The next possible way after this one. */
export function nextMode(till: TillState | null, mode: Method, openModes: number | null = null): Method {
  const at = METHODS.indexOf(mode);
  const inTurn = [...METHODS.slice(at + 1), ...METHODS.slice(0, Math.max(at, 0))];
  return inTurn.find((method) => canTake(till, method, openModes)) ?? mode;
}
