// The pay code a verb is given. What it is, is known at once, but for digits of a shape that only the settings may allow:
// those are judged once the till is open. No sentence here repeats a digit.
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import { classify, type Scan } from "../scan/pay-code.ts";
import type { Till } from "../till.ts";
import { Refused } from "./refused.ts";

/** A pay code whose shape may be one that only the channel's settings allow: known once the till is open. */
export type GivenCode = (till: Till, channel: ChannelId) => PayCode;

/** Digits a setting could allow; a code shape is 15 to 32 of them. */
const MAYBE_ALLOWED = /^\s*\d{15,32}\s*$/;

export function readPayCode(text: string): GivenCode {
  const scan = classify(text);
  if (scan.kind !== "unclear" || !MAYBE_ALLOWED.test(text)) {
    const code = payCodeOf(scan);
    return () => code;
  }
  return (till, channel) =>
    payCodeOf(
      classify(
        text,
        till.codeShapes().filter((shape) => shape.channel === channel),
      ),
    );
}

function payCodeOf(scan: Scan): PayCode {
  if (scan.kind === "pay_code") return scan.code;
  if (scan.kind === "unclear") throw new Refused(scan.failure, "code");
  const code = {
    goods: "code_is_goods",
    receipt: "code_is_receipt",
    badge: "code_is_badge",
    url: "code_is_url",
  } as const;
  throw new Refused({ code: code[scan.kind], who: "cashier", retry: "now" }, "code");
}
