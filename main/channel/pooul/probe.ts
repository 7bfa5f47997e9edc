// Pooul's harmless question: the query of a number that never existed. To look for it, Pooul must first have known the
// merchant and taken our signature.
import type { Ids } from "../../ids.ts";
import {
  type Probe,
  credentialsRefused,
  neverUsed,
  proved,
  refusedOtherwise,
  signatureRefused,
  unbelieved,
} from "../probe.ts";
import { readAnswer } from "./answer.ts";
import { looksLikeJws } from "./sign.ts";
import type { Wire } from "./wire.ts";

/** The vendor's v1 numbers (facts §4.4): 101 signature, 200 and 201 merchant. v2's are not published, so words count too. */
const SIGNATURE = /^101\b|签名|验签|signature/i;
const MERCHANT = /^20[01]\b|商户|merchant/i;

export function probeWith(wire: Wire, ids: Ids): Probe {
  return async (timeoutMs) => {
    const answer = await wire.ask("query", { mch_trade_id: neverUsed(ids) }, timeoutMs);
    const said = readAnswer(answer, { key: wire.key, payCode: null, missingCodes: wire.missingCodes });
    if (said.said === "nothing") return unbelieved(said.cause, said.raw);
    const signed = answer.ok && looksLikeJws(answer.text.trim());
    if (said.said === "yes" || said.missing === "order")
      // Failures come unsigned: Pooul's key is then not shown to be the right one.
      return { credentials: proved(), signature: signed ? proved() : proved("answer_unsigned") };
    if (SIGNATURE.test(said.raw)) return signatureRefused(said.raw);
    return MERCHANT.test(said.raw) ? credentialsRefused(said.raw) : refusedOtherwise(said.raw);
  };
}
