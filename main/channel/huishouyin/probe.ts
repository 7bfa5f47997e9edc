// 慧收银's harmless questions: pay/check of a number that never existed, which shows app and signature (the vendor looks
// at app, then signature, then number: facts §2.5), then order/list for one paid order of the last day, which shows
// whether answers name the amount. They are not signed.
import type { Clock } from "../../clock.ts";
import type { Ids } from "../../ids.ts";
import {
  type Probe,
  type Proof,
  credentialsRefused,
  disproved,
  neverUsed,
  proved,
  refusedOtherwise,
  unbelieved,
  unproved,
} from "../probe.ts";
import { readYuan } from "./amounts.ts";
import { asObject, readAnswer } from "./answer.ts";
import { rawLine } from "./raw.ts";
import type { Wire } from "./wire.ts";

/** 3000 and 2000 are the pages' older numbers. */
const APP: ReadonlySet<number> = new Set([3003, 3000]);
const SIGNATURE: ReadonlySet<number> = new Set([3004, 2000]);

export function probeWith(wire: Wire, secret: string, { ids, clock }: { ids: Ids; clock: Clock }): Probe {
  const hidden = { secret, payCode: null };
  return async (timeoutMs) => {
    const answer = await wire.ask("check", { order_id: neverUsed(ids) }, timeoutMs);
    const said = readAnswer(answer, hidden);
    if (said.said === "nothing") return unbelieved(said.cause, said.raw);
    const words = rawLine([said.code, said.msg], hidden);
    if (said.meaning === "order_missing" || said.meaning === "ok")
      return {
        credentials: proved(),
        signature: proved("answer_unsigned"),
        amounts: await amountsNamed(wire, secret, Math.floor(clock.now() / 1000), timeoutMs),
      };
    if (APP.has(said.code)) return credentialsRefused(words);
    if (said.code === 3004) return { credentials: proved(), signature: disproved("our_signature_refused", words) };
    if (SIGNATURE.has(said.code))
      return { credentials: unproved("not_asked"), signature: disproved("our_signature_refused", words) };
    if (said.meaning === "system_error" || said.meaning === "too_frequent") return unbelieved("server_error", words);
    return refusedOtherwise(words);
  };
}

const DAY_S = 86_400;

/** A list spans a day at most (facts §2.3). A shop that has sold nothing yet shows nothing. */
async function amountsNamed(wire: Wire, secret: string, nowS: number, timeoutMs: number): Promise<Proof> {
  const span = { start_time: nowS - DAY_S, end_time: nowS };
  const answer = await wire.ask("list", { ...span, paid: 1, refunded: 10, page_limit: 1, page_num: 0 }, timeoutMs);
  const said = readAnswer(answer, { secret, payCode: null });
  if (said.said !== "code" || said.meaning !== "ok") return unproved("not_asked");
  const list: readonly unknown[] = Array.isArray(said.data["order_list"]) ? said.data["order_list"] : [];
  const order = asObject(list[0]);
  if (order === null) return unproved("no_order_yet");
  return readYuan(order["total_amount"]) === null ? disproved("no_amount") : proved();
}
