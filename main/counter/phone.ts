// The training customer's phone: hands out pay codes with a script in them, as a picture to scan. The codes stay
// here; the window gets the picture, the last four digits, and a name to hold the code under the scanner by.
import { encode } from "uqr";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { PhoneCode, ScanAnswer } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import { type Script, trainingCode } from "../channel/training/scripts.ts";
import type { Ids } from "../ids.ts";
import { payTrainingQr } from "../channel/training/index.ts";
import type { Counter } from "./counter.ts";

export type Phone = {
  code(wallet: Wallet, script: Script): Result<PhoneCode>;
  /** Holds the code of that name under the scanner. */
  tap(id: string): Result<ScanAnswer>;
  /** Scans the QR on our screen and pays it. */
  payQr(order: TradeNo): Result<null>;
};

const MAX_CODES = 20;

export function openPhone(parts: { counter: Counter; training: Book; ids: Ids }): Phone {
  const { counter, training, ids } = parts;
  const codes = new Map<string, string>();
  const inTraining = () => counter.mode === "training";
  return {
    code(wallet, script) {
      const code = inTraining() ? trainingCode(wallet, script, ids.below) : null;
      if (code === null) return fail("wallet_not_supported", wallet);
      const id = ids.nonce();
      codes.set(id, code);
      for (const old of [...codes.keys()].slice(0, -MAX_CODES)) codes.delete(old);
      const { data } = encode(code, { ecc: "M", border: 0 });
      return ok({ id, wallet, script, tail: code.slice(-4), qr: data.map((row) => row.map(Number).join("")) });
    },
    tap(id) {
      const code = codes.get(id);
      if (code === undefined || !inTraining()) return fail("code_unknown_shape");
      return ok(counter.hear("phone", code));
    },
    payQr(order) {
      if (!inTraining()) return fail("channel_cannot");
      if (!payTrainingQr(training, order)) return fail("order_not_found", order);
      return ok(null);
    },
  };
}
