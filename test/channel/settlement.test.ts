// What each channel tells of a paid order beside its amount: vouchers, what the payer really paid, what the merchant
// gets, the wallet's own number. None of it ever makes or unmakes a payment.
import { afterEach, describe, expect, test } from "vitest";
import { queryOutcome as huishouyinSays } from "../../main/channel/huishouyin/outcome.ts";
import { readNotice as leshuaNotice } from "../../main/channel/leshua/notice.ts";
import { queryOutcome as leshuaSays } from "../../main/channel/leshua/outcome.ts";
import { queryOutcome as payserverSays } from "../../main/channel/payserver/outcome.ts";
import { paymentOutcome as pooulSays } from "../../main/channel/pooul/outcome.ts";
import type { Settlement } from "../../preload/contract/views.ts";
import { settlement } from "../../preload/contract/views.ts";
import { payers } from "../peers/huishouyin.ts";
import { noticeSign, toXml } from "../peers/leshua/envelope.ts";
import * as hsy from "./huishouyin-support.ts";
import * as ls from "./leshua-support.ts";
import * as ps from "./payserver-support.ts";
import { MERCHANT as POOUL_MERCHANT, pooulKey, yes as pooulYes } from "./pooul-support.ts";

const NOTHING: Settlement = {
  payableFen: null,
  realFen: null,
  refundMaxFen: null,
  discountFen: null,
  settledFen: null,
  vouchers: [],
  walletTradeNo: null,
  modeName: null,
};
type Named = { [Field in keyof Settlement]?: unknown };

const NUMBER = ls.NUMBER;
const CODE = ls.CODE;

const sayers = {
  huishouyin: (more: object) =>
    huishouyinSays(hsy.says(1000, { trade_no: "T1", order_id: NUMBER, total_amount: 11, order_status: 1, ...more }), {
      appId: hsy.APP,
      tradeNo: NUMBER,
      hidden: { secret: hsy.SECRET, payCode: CODE },
    }),
  leshua: (more: object) => leshuaSays(ls.yes({ amount: "1100", pay_way: "WXZF", status: "2", ...more }), ls.asked),
  payserver: (more: object) =>
    payserverSays(ps.listed(ps.order({ thirdPayNo: null, payModeName: null, ...more })), ps.asked),
  pooul: (more: object) =>
    pooulSays(pooulYes({ mch_trade_id: NUMBER, trade_state: 0, total_fee: 1100, ...more }), {
      key: pooulKey,
      merchantId: POOUL_MERCHANT,
      tradeNo: NUMBER,
      payCode: CODE,
    }),
};

const wallet28 = "4200000162201808163428659816";
const bare = { name: "XX超市5折优惠", amountFen: 200, merchantFen: 150, otherFen: 50 };

describe("a paid answer's settlement, field by field", () => {
  test.each<[keyof typeof sayers, object, Named]>([
    ["huishouyin", { payable_amount: 10, real_amount: "9.00" }, { payableFen: 1000, realFen: 900, refundMaxFen: 900 }],
    [
      "huishouyin",
      { voucher_list: [{ name: bare.name, amount: 2, merchant_contribute: 1.5, other_contribute: "0.50" }] },
      { vouchers: [bare] },
    ],
    [
      "huishouyin",
      { voucher_list: [{ amount: "much" }, "x", null] },
      { vouchers: [{ name: "", amountFen: null, merchantFen: null, otherFen: null }] },
    ],
    ["huishouyin", { payable_amount: 10, real_amount: 0 }, { payableFen: 1000 }],
    ["leshua", { settlement_amount: "1090", discount_amount: "10" }, { settledFen: 1090, discountFen: 10 }],
    ["leshua", { buyer_pay_amount: "1050" }, { realFen: 1050 }],
    ["leshua", { buyer_pay_amount: "1050", pay_way: "UPSMZF", discount_amount: "1" }, { discountFen: 1 }],
    ["leshua", { buyer_pay_amount: "0", discount_amount: "0" }, { discountFen: 0 }],
    [
      "leshua",
      { pay_way: "ZFBZF", coupon: "50" },
      { vouchers: [{ name: "支付宝红包", amountFen: 50, merchantFen: null, otherFen: null }] },
    ],
    ["leshua", { out_transaction_id: wallet28, coupon: "0" }, { walletTradeNo: wallet28 }],
    [
      "payserver",
      { thirdPayNo: wallet28, payModeName: "微信扫码枪" },
      { walletTradeNo: wallet28, modeName: "微信扫码枪" },
    ],
    ["pooul", { cash_fee: 1000, out_trade_id: wallet28 }, { realFen: 1000, walletTradeNo: wallet28 }],
    ["pooul", { cash_fee: 0, out_trade_id: wallet28 }, { walletTradeNo: wallet28 }],
  ])("%s %j", (channel, more, named) => {
    const said = sayers[channel](more);
    expect(said).toMatchObject({ kind: "paid", settlement: { ...NOTHING, ...named } });
    if (said.kind === "paid") expect(settlement.safeParse(said.settlement).success).toBe(true);
  });

  test.each<[keyof typeof sayers, object]>([
    ["huishouyin", { real_amount: "9.005", payable_amount: null, voucher_list: {} }],
    [
      "leshua",
      { settlement_amount: "", discount_amount: "-1", buyer_pay_amount: "1.5", coupon: "", out_transaction_id: "" },
    ],
    ["payserver", {}],
    ["pooul", { cash_fee: 1.5, out_trade_id: 42 }],
  ])("%s %j: nothing readable is no settlement, and paid all the same", (channel, more) => {
    const said = sayers[channel](more);
    expect(said).toMatchObject({ kind: "paid" });
    expect(said).not.toHaveProperty("settlement");
  });

  test("a pay code never passes for a wallet's number or a voucher's name", () => {
    const said = [
      sayers.huishouyin({ voucher_list: [{ name: `券 ${CODE}`, amount: 1 }] }),
      sayers.leshua({ out_transaction_id: CODE, discount_amount: "1" }),
      payserverSays(ps.listed(ps.order({ thirdPayNo: ps.CODE, payModeName: ps.CODE })), ps.asked),
      sayers.pooul({ out_trade_id: CODE, cash_fee: 1 }),
    ];
    expect(said.map(({ kind }) => kind)).toEqual(["paid", "paid", "paid", "paid"]);
    for (const code of [CODE, ps.CODE]) expect(JSON.stringify(said)).not.toContain(code);
  });

  test("only a paid answer carries one", () => {
    for (const status of ["0", "6", "8", "10"])
      expect(sayers.leshua({ status, settlement_amount: "1090" })).not.toHaveProperty("settlement");
  });

  test("a leshua notice carries the same", () => {
    const fields = { amount: "1100", merchant_id: ls.MERCHANT, status: "2", third_order_id: NUMBER };
    const more = { ...fields, settlement_amount: "1090", out_transaction_id: wallet28 };
    const text = toXml({ ...more, sign: noticeSign(more, "notify-key", "kept") });
    expect(leshuaNotice(text, { merchantId: ls.MERCHANT, notifyKey: "notify-key" })).toMatchObject({
      kind: "payment",
      outcome: { kind: "paid", settlement: { settledFen: 1090, walletTradeNo: wallet28 } },
    });
  });
});

describe("over real HTTP, from the peer's own books", () => {
  let done: (() => Promise<void>)[] = [];
  afterEach(async () => {
    const all = done;
    done = [];
    for (const close of all) await close();
  });

  test("慧收银 tells its vouchers with the charge and again with pay/get", async () => {
    const one = await hsy.openChannel();
    done.push(() => hsy.closeAll([one]));
    one.peer.script.nextPayer(payers.withVouchers(1000, 900));
    const { charge, query } = hsy.verbsOf(one.channel);
    const input = hsy.chargeInput(1100);
    const told = {
      payableFen: 1000,
      realFen: 900,
      refundMaxFen: 900,
      vouchers: [{ name: "XX超市5折优惠", amountFen: 100 }],
    };
    expect(await charge(input)).toMatchObject({ kind: "paid", settlement: told });
    expect(await query(hsy.refOf(input))).toMatchObject({ kind: "paid", settlement: told });
  });

  test("Leshua tells what is settled and the wallet's number; a red packet for Alipay alone", async () => {
    const { charge } = await ls.open();
    const number = { walletTradeNo: expect.stringMatching(/^42\d+$/) };
    expect(await charge(ls.chargeInput(1100))).toMatchObject({
      settlement: { settledFen: 1099, discountFen: 1, realFen: 1099, vouchers: [], ...number },
    });
    expect(await charge(ls.chargeInput(1100, ls.newCode("alipay")))).toMatchObject({
      settlement: { realFen: 1099, vouchers: [{ amountFen: 1 }] },
    });
    expect(await charge(ls.chargeInput(1100, ls.newCode("unionpay")))).toMatchObject({ settlement: { realFen: null } });
  });

  test("PayServer tells the mode and the wallet's number", async () => {
    const one = await ps.openChannel();
    done.push(() => ps.closeAll([one]));
    const said = await one.channel.charge(ps.chargeInput());
    const [stored] = one.peer.books.orders;
    expect(said).toMatchObject({ settlement: { walletTradeNo: stored?.thirdPayNo, modeName: "微信扫码枪" } });
  });
});
