// The three channels that are told our number and can be asked, cancelled and refunded in parts: pooul, 慧收银, leshua.
import type { Random } from "../scan/random.ts";
import { type Payer as HuishouyinPayer, payers as huishouyin, startHuishouyinPeer } from "../peers/huishouyin.ts";
import { type Payer as LeshuaPayer, payers as leshua, startLeshuaPeer } from "../peers/leshua.ts";
import { type Payer as PooulPayer, payers as pooul, startPooulPeer } from "../peers/pooul.ts";
import { PEER_NOT_BEFORE, type Shop, TIMING, hook, troubleCalls } from "./shop.ts";

/** A peer that was asked is never left with nothing to say. */
const mayStay = (): boolean => false;

type Named<Payer> = readonly (readonly [string, Payer])[];

function pickPayer<Payer>(draw: Random, script: { everyPayer(payer: Payer): void }, list: Named<Payer>): string {
  const [name, payer] = draw.pick(list);
  script.everyPayer(payer);
  return name;
}

const POOUL: Named<PooulPayer> = [
  ["pays", pooul.pays],
  ["types", pooul.types(2)],
  ["never pays", pooul.neverPays],
  ["pays after 120 ms", pooul.paysAfter(120)],
  ["pays at the last moment", pooul.paysAfter(290)],
  ["declines", pooul.declines],
];

export async function openPooul(): Promise<Shop> {
  const peer = await startPooulPeer(PEER_NOT_BEFORE);
  const { script, books } = peer;
  const pem = peer.keys.merchantPrivatePem.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  return {
    channel: "pooul",
    canAsk: true,
    refunds: "part",
    hasBatch: false,
    qr: "wechat",
    config: peer.config({ timing: TIMING }),
    secrets: () => pem,
    onRequest: hook(peer.requests),
    breaches: () => peer.breaches,
    troublePayment: (draw) =>
      `${pickPayer(draw, script, POOUL)}; ${troubleCalls(script, draw, "pay", ["query", "reverse", "close"])}`,
    troubleRefund(draw) {
      const states = draw.pick([[0], [1, 0], [1, 1, 0], [2]]);
      script.everyRefund(...states);
      return `refund ${states.join(" ")}; ${troubleCalls(script, draw, "refund", ["refund_query"])}`;
    },
    heal: async () => script.clear(),
    entries: () => [...books.orders.values()].map(({ tradeNo, feeFen, ...one }) => entry(tradeNo, feeFen, one)),
    mayStay,
    close: peer.close,
  };
}

const HUISHOUYIN: Named<HuishouyinPayer> = [
  ["pays", huishouyin.pays],
  ["types", huishouyin.types(2)],
  ["never pays", { states: [0] }],
  ["pays after 120 ms", { states: [0], paysAfterMs: 120 }],
  ["pays at the last moment", { states: [0], paysAfterMs: 290 }],
  ["declines", { states: [-1] }],
];

export async function openHuishouyin(): Promise<Shop> {
  const peer = await startHuishouyinPeer();
  const { script, books } = peer;
  return {
    channel: "huishouyin",
    canAsk: true,
    refunds: "part",
    hasBatch: false,
    qr: "wechat",
    config: peer.config({ timing: TIMING }),
    secrets: () => [peer.secret],
    onRequest: hook(peer.requests),
    breaches: () => peer.breaches,
    troublePayment(draw) {
      const payer = pickPayer(draw, script, HUISHOUYIN);
      return `${payer}; ${troubleCalls(script, draw, "qrcode", ["scan", "check", "get", "cancel", "close"])}`;
    },
    troubleRefund(draw) {
      const states = draw.pick([["done"], ["processing", "done"], ["failed"]] as const);
      script.everyRefund(...states);
      return `refund ${states.join(" ")}; ${troubleCalls(script, draw, "refund", ["check"])}`;
    },
    heal: async () => script.clear(),
    entries: () => [...books.orders.values()].map(({ orderId, totalFen, ...one }) => entry(orderId, totalFen, one)),
    mayStay,
    close: peer.close,
  };
}

const LESHUA: Named<LeshuaPayer> = [
  ["pays", leshua.pays],
  ["types", leshua.types(2)],
  ["never pays", leshua.neverPays],
  ["pays after 120 ms", leshua.paysAfter(120)],
  ["pays at the last moment", leshua.paysAfter(290)],
  ["declines", leshua.declines],
];

export async function openLeshua(): Promise<Shop> {
  const peer = await startLeshuaPeer({ closeNotBeforeMs: PEER_NOT_BEFORE.closeNotBeforeMs });
  const { script, books } = peer;
  return {
    channel: "leshua",
    canAsk: true,
    refunds: "part",
    hasBatch: false,
    qr: "alipay",
    config: peer.config({ timing: TIMING }),
    secrets: () => [peer.key, peer.notifyKey],
    onRequest: hook(peer.requests),
    breaches: () => peer.breaches,
    troublePayment(draw) {
      const payer = pickPayer(draw, script, LESHUA);
      return `${payer}; ${troubleCalls(script, draw, "upload_authcode", ["get_tdcode", "query_status", "close_order"])}`;
    },
    troubleRefund(draw) {
      const states = draw.pick([[11], [10, 11], [12]]);
      script.everyRefund(...states);
      return `refund ${states.join(" ")}; ${troubleCalls(script, draw, "unified_refund", ["unified_query_refund"])}`;
    },
    heal: async () => script.clear(),
    entries: () => [...books.orders.values()].map(({ tradeNo, amountFen, ...one }) => entry(tradeNo, amountFen, one)),
    mayStay,
    close: peer.close,
  };
}

type Sums = { readonly charges: number; readonly paidFen: number; readonly returnedFen: number };

const entry = (number: string, amountFen: number, { charges, paidFen, returnedFen }: Sums) => ({
  number,
  amountFen,
  charges,
  paidFen,
  returnedFen,
});
