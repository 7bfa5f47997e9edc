// The simulated network between a till and the channels: every request leaves, travels, is served, and its answer travels
// back, unless one of the faults befalls it. A request that has left goes on without the till that sent it.
import type { HttpAnswer, HttpRequest } from "../../main/channel/http.ts";
import type { ChannelName } from "./bank.ts";
import type { Draw } from "./draw.ts";
import { type Rates, WIRE_FAULTS, type WireFault } from "./faults.ts";
import type { CallKind, Heard, Lie, Sent, Served, Server } from "./servers/server.ts";
import type { SimTime } from "./time.ts";

export type NetworkParts = {
  readonly time: SimTime;
  readonly draw: Draw;
  readonly servers: readonly Server[];
  rates(channel: ChannelName): Rates;
  /** How many times the rates of the table hold in this world; 0 = all is well. */
  roughness(): number;
  /** The stale answer that the till must not believe now, if there is one: asked before an answer to a query. */
  mayContradict(heard: Heard): "called_failed" | "still_paid" | null;
  allows(fault: WireFault, channel: ChannelName, heard: Heard): boolean;
  /** Nothing gets through. */
  isDown(): boolean;
  /** The till does not speak as documented. */
  breach(what: string): void;
  /** A request is about to leave: the last look at the till's own book. */
  leaving(server: Server, heard: Heard): void;
  served(heard: Heard, served: Served): void;
  /** Serves a request that arrives long after the till gave it up. */
  late(serve: () => Served): Served;
  befell(fault: WireFault): void;
  /** An answer with a lie in it is about to reach the till. */
  lied(heard: Heard): void;
  told(line: string): void;
};

type Failure = Extract<HttpAnswer, { ok: false }>["failure"];

/** A new one each time: one that is shared would keep everybody who ever waited for it. */
export const never = (): Promise<never> => new Promise(() => {});

/** Of a till's life, as far as the network is concerned. */
export type Caller = {
  readonly name: string;
  isGone(): boolean;
  /** A moment at which the process may die. True: it has. */
  dies(moment: string): boolean;
};

export class Network {
  readonly #parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  async send(caller: Caller, request: HttpRequest): Promise<HttpAnswer> {
    if (caller.isGone()) return never();
    const server = this.#parts.servers.find((one) => request.url.startsWith(addressOf(one)));
    const heard = server ? server.read(request) : `nobody is at ${request.url}`;
    if (!server || typeof heard === "string") {
      this.#parts.breach(`${server?.channel ?? "network"}: ${String(heard)}`);
      return { ok: false, failure: "broken_connection", detail: "" };
    }
    this.#parts.leaving(server, heard);
    if (caller.dies("before a request leaves")) return never();
    const fault = this.#fault(server, heard);
    if (fault !== null) this.#parts.befell(fault);
    this.#parts.told(`${caller.name} → ${server.channel} ${lineOf(heard)}${fault === null ? "" : ` [${fault}]`}`);
    return new Promise((resolve) => {
      const answer = (text: string, value: HttpAnswer) => {
        if (caller.isGone()) return;
        if (caller.dies("when an answer comes")) return;
        if (value.ok && lieOf(fault) !== null) this.#parts.lied(heard);
        this.#parts.told(`${caller.name} ← ${server.channel} ${lineOf(heard)}: ${text}`);
        resolve(value);
      };
      this.#travel({ server, heard, fault, timeoutMs: Math.max(1, Math.ceil(request.timeoutMs)), answer });
    });
  }

  #fault(server: Server, heard: Heard): WireFault | null {
    const { draw, isDown, roughness } = this.#parts;
    const rates = this.#parts.rates(server.channel);
    const contradiction = heard.kind === "query" && roughness() > 0 ? this.#parts.mayContradict(heard) : null;
    if (contradiction !== null && draw.chance(rates[contradiction])) return contradiction;
    const ofRefund = heard.kind === "refund" && roughness() > 0 ? this.#faultOfRefund(rates) : null;
    if (ofRefund !== null && this.#parts.allows(ofRefund, server.channel, heard)) return ofRefund;
    let at = draw.unit();
    if (isDown()) return at < 0.5 ? "not_connected" : "lost_request";
    at /= Math.max(roughness(), 1e-9);
    for (const fault of WIRE_FAULTS) {
      if (fault === "called_failed" || fault === "still_paid") continue;
      at -= rates[fault];
      if (at < 0) return allowed(fault, heard.kind) && this.#parts.allows(fault, server.channel, heard) ? fault : null;
    }
    return null;
  }

  /** Refunds are few, and what is special about them needs one that is still on its way. */
  #faultOfRefund({ refund_comes_after, refund_dawdles }: Rates): WireFault | null {
    if (this.#parts.draw.chance(refund_comes_after)) return "request_after_giving_up";
    return this.#parts.draw.chance(refund_dawdles) ? "late_request" : null;
  }

  #travel(trip: Trip): void {
    const { time, draw } = this.#parts;
    const { fault, timeoutMs, answer } = trip;
    let isOver = false;
    const end = (afterMs: number, text: string, value: HttpAnswer) =>
      void time.after(Math.min(afterMs, timeoutMs), () => {
        if (isOver) return;
        isOver = true;
        if (afterMs >= timeoutMs) answer("timeout", failed("timeout"));
        else answer(text, value);
      });
    const fails = (failure: Failure, afterMs: number) => end(afterMs, failure, failed(failure));
    const upMs = draw.between(5, 120);
    const downMs = draw.between(5, 120);
    const serve = (atMs: number, then: (sent: Sent, afterMs: number) => void) =>
      void time.after(atMs, () => this.#serve(trip, (sent) => then(sent, 0)));
    const arrives = (atMs: number, backMs: number, change: (sent: Sent) => Sent = (sent) => sent) => {
      fails("timeout", timeoutMs);
      serve(atMs, (sent) => {
        const changed = change(sent);
        end(backMs, `${changed.status} ${short(changed.text)}`, received(changed));
      });
    };
    switch (fault) {
      case null:
      case "wrong_signature":
      case "unsigned":
      case "wrong_amount":
      case "other_order":
      case "called_failed":
      case "still_paid":
        return arrives(upMs, downMs);
      case "not_connected":
        return fails("not_connected", draw.between(1, 2000));
      case "lost_request":
        return fails("timeout", timeoutMs);
      case "cut_request":
        return fails("broken_connection", draw.between(1, 500));
      case "late_request":
        return arrives(draw.between(1000, timeoutMs), downMs);
      case "request_after_giving_up":
        fails("timeout", timeoutMs);
        return serve(timeoutMs + draw.between(1, trip.heard.kind === "refund" ? 120_000 : 60_000), () => {});
      case "lost_answer":
        fails("timeout", timeoutMs);
        return serve(upMs, () => {});
      case "cut_answer":
        fails("timeout", timeoutMs);
        return serve(upMs, () => fails("broken_connection", downMs));
      case "late_answer":
        return arrives(upMs, draw.between(1000, Math.ceil(timeoutMs * 1.2)));
      case "twice":
        arrives(upMs, downMs);
        return serve(upMs + draw.between(0, 3000), () => {});
      case "twice_first_answer_lost":
        serve(upMs, () => {});
        return arrives(upMs + draw.between(1, 3000), downMs);
      case "garbage":
        return arrives(upMs, downMs, (sent) => ({ ...sent, text: broken(sent.text, draw) }));
      case "empty":
        return arrives(upMs, downMs, (sent) => ({ ...sent, text: "" }));
      case "page":
        return end(upMs + downMs, "a page", received(PAGE));
      case "server_error":
        return arrives(upMs, downMs, () => ({ status: 500, headers: {}, text: "" }));
      case "bad_gateway":
        return arrives(upMs, downMs, () => ({ ...PAGE, status: 502 }));
      case "rate_limited":
        return end(upMs + downMs, "429", received({ status: 429, headers: {}, text: "Too Many Requests" }));
      case "redirected":
      case "too_large":
        fails("timeout", timeoutMs);
        return serve(upMs, () => fails(fault, downMs));
      case "stumble":
        return end(upMs + downMs, "stumbled", received(trip.server.stumble(trip.heard.kind)));
      case "stumble_done":
        return arrives(upMs, downMs, () => trip.server.stumble(trip.heard.kind));
    }
  }

  #serve({ heard, fault }: Trip, then: (sent: Sent) => void): void {
    const served = fault === "request_after_giving_up" ? this.#parts.late(() => heard.serve()) : heard.serve();
    this.#parts.served(heard, served);
    const finish = () => then(served.finish()(lieOf(fault)));
    if (served.waitMs === 0) finish();
    else this.#parts.time.after(served.waitMs, finish);
  }
}

type Trip = {
  readonly server: Server;
  readonly heard: Heard;
  readonly fault: WireFault | null;
  readonly timeoutMs: number;
  answer(text: string, value: HttpAnswer): void;
};

const PAGE: Sent = {
  status: 200,
  headers: { "content-type": "text/html" },
  text: "<!doctype html><title>登录</title>",
};

const addressOf = ({ config }: Server): string => String(config["baseUrl"] ?? config["url"]);

const failed = (failure: Failure): HttpAnswer => ({ ok: false, failure, detail: "" });
const received = ({ status, headers, text }: Sent): HttpAnswer => ({ ok: true, status, headers, text });

const lineOf = ({ name, tradeNo, refundNo, code }: Heard): string =>
  [name, refundNo ?? tradeNo ?? (code === null ? "" : `code …${code.slice(-4)}`)]
    .filter((word) => word !== "")
    .join(" ");

function lieOf(fault: WireFault | null): Lie | null {
  switch (fault) {
    case "wrong_signature":
    case "unsigned":
    case "wrong_amount":
    case "other_order":
    case "called_failed":
    case "still_paid":
      return fault;
    default:
      return null;
  }
}

/** A call that is no payment is never late enough to matter, and is never twice. */
function allowed(fault: WireFault, kind: CallKind): boolean {
  // A cancel that is carried out long after it was given up would undo what was believed meanwhile: no till can know.
  if (fault === "request_after_giving_up") return kind === "charge" || kind === "qr" || kind === "refund";
  if (fault === "twice" || fault === "twice_first_answer_lost") return kind !== "other";
  return true;
}

/** Cut off somewhere, or one character in it another. */
function broken(text: string, draw: Draw): string {
  const at = draw.below(Math.max(1, text.length));
  return draw.chance(0.5) ? text.slice(0, at) : `${text.slice(0, at)}\u0000${text.slice(at + 1)}`;
}

/** Enough to recognise an answer by in a timeline; what is signed is decoded. */
function short(text: string): string {
  const payload = /^eyJ[\w-]+\.([\w-]{1,400})/.exec(text)?.[1];
  const plain = payload === undefined ? text.slice(0, 300) : Buffer.from(payload, "base64url").toString();
  return plain.replace(/\s+/g, " ").slice(0, 160);
}
