// Trying scanners: while it is on, what they scan is named and nothing else happens, whatever is on the screen. It is the
// scanners page that turns it on; a sale turns it off, so that no sale ever waits for a scan that is only looked at.
import type { TriedScan } from "../../preload/contract/scanners.ts";
import { MAX_SCAN_CHARS, type Scan } from "../scan/pay-code.ts";

export type Trying = {
  readonly isOn: boolean;
  set(on: boolean): void;
  /** What one scan is. Its text goes no further. */
  look(from: Pick<TriedScan, "source" | "gun">, text: string): TriedScan;
};

export function openTrying(classify: (text: string) => Scan): Trying {
  let isOn = false;
  return {
    get isOn() {
      return isOn;
    },
    set(on) {
      isOn = on;
    },
    look(from, text) {
      const scan = classify(text);
      const heard = scan.kind === "pay_code" ? scan.code.wallet : scan.kind;
      return { ...from, heard, chars: Math.min(text.length, MAX_SCAN_CHARS) };
    },
  };
}
