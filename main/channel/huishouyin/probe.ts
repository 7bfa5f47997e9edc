// 慧收银's harmless question: pay/check of a number that never existed. The vendor looks at app, then signature, then
// number (facts §2.5), so "no such order" shows that the first two were right. Its answers are not signed.
import type { Ids } from "../../ids.ts";
import {
  type Probe,
  credentialsRefused,
  disproved,
  neverUsed,
  proved,
  refusedOtherwise,
  unbelieved,
  unproved,
} from "../probe.ts";
import { readAnswer } from "./answer.ts";
import { rawLine } from "./raw.ts";
import type { Wire } from "./wire.ts";

/** 3000 and 2000 are the pages' older numbers. */
const APP: ReadonlySet<number> = new Set([3003, 3000]);
const SIGNATURE: ReadonlySet<number> = new Set([3004, 2000]);

export function probeWith(wire: Wire, secret: string, ids: Ids): Probe {
  const hidden = { secret, payCode: null };
  return async (timeoutMs) => {
    const answer = await wire.ask("check", { order_id: neverUsed(ids) }, timeoutMs);
    const said = readAnswer(answer, hidden);
    if (said.said === "nothing") return unbelieved(said.cause, said.raw);
    const words = rawLine([said.code, said.msg], hidden);
    if (said.meaning === "order_missing" || said.meaning === "ok")
      return { credentials: proved(), signature: proved("answer_unsigned") };
    if (APP.has(said.code)) return credentialsRefused(words);
    if (said.code === 3004) return { credentials: proved(), signature: disproved("our_signature_refused", words) };
    if (SIGNATURE.has(said.code))
      return { credentials: unproved("not_asked"), signature: disproved("our_signature_refused", words) };
    if (said.meaning === "system_error" || said.meaning === "too_frequent") return unbelieved("server_error", words);
    return refusedOtherwise(words);
  };
}
