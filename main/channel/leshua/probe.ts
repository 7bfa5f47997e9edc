// Leshua's harmless question: query_status of a number that never existed. Its "no such order" is signed, so one answer
// shows that the merchant is known and that both signatures hold.
import type { Ids } from "../../ids.ts";
import type { HttpAnswer } from "../http.ts";
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
import { ORDER_MISSING } from "./codes.ts";
import type { Wire } from "./wire.ts";
import { readXml } from "./xml.ts";

/** facts §5.5: signature wrong, no key on file; bad merchant, user and merchant do not match. */
const SIGNATURE: ReadonlySet<string> = new Set(["-20006", "-20007"]);
const MERCHANT: ReadonlySet<string> = new Set(["-20002", "-1002", "-20021"]);

export function probeWith(wire: Wire, ids: Ids): Probe {
  return async (timeoutMs) => {
    const answer = await wire.ask("query_status", { third_order_id: neverUsed(ids) }, timeoutMs);
    const said = readAnswer(answer, { key: wire.key, payCode: null });
    if (said.said === "yes") return { credentials: proved(), signature: proved() };
    const code = said.said === "no" ? said.code : respCode(answer);
    if (said.said === "no" && ORDER_MISSING.has(code)) return { credentials: proved(), signature: proved() };
    if (SIGNATURE.has(code)) return signatureRefused(said.raw);
    if (MERCHANT.has(code)) return credentialsRefused(said.raw);
    return said.said === "no" ? refusedOtherwise(said.raw) : unbelieved(said.cause, said.raw);
  };
}

/** An early refusal carries its code here and is not signed (facts §5.5). */
const respCode = (answer: HttpAnswer): string => (answer.ok ? (readXml(answer.text)?.get("resp_code") ?? "") : "");
