// The scripts of the training payer, and how a training pay code carries one. Such codes are shaped like real ones
// (so that the whole way from the scanner is the real way) but come only from the customer's phone in the app.
import type { Wallet } from "../../../preload/contract/status.ts";
import type { PhoneCode } from "../../../preload/contract/views.ts";

export type Script = PhoneCode["script"];

/** The digit behind the mark is the script's place here. */
const SCRIPTS: readonly Script[] = ["pays", "types_password", "never_pays", "wrong_code", "answer_lost"];

const SHAPES: readonly { readonly wallet: Wallet; readonly prefix: string; readonly length: number }[] = [
  { wallet: "wechat", prefix: "13", length: 18 },
  { wallet: "alipay", prefix: "28", length: 18 },
  { wallet: "unionpay", prefix: "62", length: 19 },
];
const MARK = "0000";

/** A new code of the phone; `below` draws random digits. Null for a wallet that has no training codes. */
export function trainingCode(wallet: Wallet, script: Script, below: (limit: number) => number): string | null {
  const shape = SHAPES.find((candidate) => candidate.wallet === wallet);
  if (!shape) return null;
  const head = shape.prefix + MARK + SCRIPTS.indexOf(script);
  return head + Array.from({ length: shape.length - head.length }, () => below(10)).join("");
}

/** What the payer behind this code will do; any other code of a real shape simply pays. */
export function scriptOf(code: string): Script {
  const marked = code.slice(2, 6) === MARK;
  return (marked ? SCRIPTS[Number(code[6])] : undefined) ?? "pays";
}
