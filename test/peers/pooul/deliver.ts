// How an answer leaves the peer: as documented, or broken in the scripted way.
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fields, type PeerKeys, seal } from "./envelope.ts";
import type { Reply } from "./counter.ts";
import type { Behaviour } from "./script.ts";

export type Sent = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

const MEGABYTE = 1024 * 1024;

/** The answer's text: success is signed, failure is plain JSON (facts §4.1). */
export function written(reply: Reply, behaviour: Behaviour, keys: PeerKeys, nonce: string): Sent {
  const json = { "Content-Type": "application/json; charset=utf-8" };
  const text = { "Content-Type": "text/plain; charset=utf-8" };
  const sign = (body: Fields, key = keys.pooulPrivatePem): Sent => ({
    status: 200,
    headers: text,
    body: seal({ ...body, time_elapsed: 0.3801, nonce_str: nonce }, key),
  });
  switch (behaviour.do) {
    case "status":
      return { status: behaviour.status, headers: text, body: behaviour.body };
    case "fail":
      return { status: 200, headers: json, body: JSON.stringify({ code: behaviour.code, msg: behaviour.msg }) };
    case "signed_fail":
      return sign({ code: behaviour.code, msg: behaviour.msg });
    case "redirect":
      return { status: 302, headers: { Location: behaviour.to }, body: "" };
    case "huge":
      return { status: 200, headers: text, body: "x".repeat(10 * MEGABYTE) };
    default:
  }
  if (!reply.ok) return { status: 200, headers: json, body: JSON.stringify({ code: reply.code, msg: reply.msg }) };
  const data = changed(reply.data, behaviour);
  const body: Fields = { code: 0, msg: reply.msg, ...(data ? { data } : {}) };
  if (behaviour.do === "plain_success") return { status: 200, headers: json, body: JSON.stringify(body) };
  return sign(body, behaviour.do === "wrong_signature" ? keys.strangerPrivatePem : keys.pooulPrivatePem);
}

function changed(data: Fields | null, behaviour: Behaviour): Fields | null {
  switch (behaviour.do) {
    case "wrong_amount":
      return data && { ...data, total_fee: behaviour.fen };
    case "other_order":
      return { ...data, mch_trade_id: behaviour.tradeNo };
    case "change": {
      // Through JSON, so that what is undefined is really gone.
      const copy: unknown = JSON.parse(JSON.stringify({ ...data, ...behaviour.data }));
      return { ...(copy as Fields) };
    }
    default:
      return data;
  }
}

export async function deliver(response: ServerResponse, sent: Sent, behaviour: Behaviour): Promise<void> {
  const length = { "Content-Length": String(Buffer.byteLength(sent.body)) };
  switch (behaviour.do) {
    case "lose_request":
    case "lose_answer":
      response.socket?.destroy();
      return;
    case "hang":
      return;
    case "half_answer":
      response.writeHead(sent.status, { ...sent.headers, ...length });
      response.write(sent.body.slice(0, sent.body.length / 2), () => response.socket?.destroy());
      return;
    case "drip":
      response.writeHead(sent.status, { ...sent.headers, ...length });
      for (const char of sent.body) {
        if (response.destroyed) return;
        response.write(char);
        await sleep(behaviour.everyMs);
      }
      response.end();
      return;
    case "late":
      await sleep(behaviour.ms);
      break;
    default:
  }
  if (response.destroyed) return;
  response.writeHead(sent.status, { ...sent.headers, ...length });
  response.end(sent.body);
}
