// Bills as the channels' consoles give them out, and as they must not be taken: what is wrong is named with its row, and
// nothing of such a file counts.
import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { openBills } from "../../main/reconcile/bill/bills.ts";
import { openRows } from "../../main/reconcile/bill/read-rows.ts";
import { linesOfDay } from "../../main/store/bills.ts";
import { layoutOf } from "../../renderer/screens/reconcile/mapping.ts";
import type { BillLayout } from "../../preload/contract/reconcile.ts";
import { type Desk, must, openDesk, tempFolder } from "../support/flow-desk.ts";

const WECHAT = `交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,微信退款单号,商户退款单号,退款金额,退款状态,订单金额,申请退款金额
\`2026-03-01 10:00:00,\`wx1,\`19000,\`42000001,\`A1,\`SUCCESS,\`0,\`0,\`0.00,\`,\`12.50,\`0.00
\`2026-03-01 10:05:00,\`wx1,\`19000,\`42000001,\`A1,\`REFUND,\`50001,\`R1,\`2.50,\`SUCCESS,\`12.50,\`2.50
总交易单数,应结订单总金额,退款总金额
\`2,\`12.50,\`2.50
`;
const ALIPAY = `#支付宝业务明细查询
#账号：[20880000]
#-----------------------------------------业务明细列表----------------------------------------
支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）,退款批次号/请求号,备注
2026030122001,B1\t,交易,茶,2026-03-01 09:00:00,2026-03-01 09:00:03,"1,200.00",,
2026030122001,B1\t,退款,茶,2026-03-01 09:00:00,2026-03-01 11:00:00,-200.00,R9,
#-----------------------------------------业务明细列表结束------------------------------------
#交易合计：1笔，商家实收共1200.00元
#退款合计：1笔，商家实收退款共-200.00元
`;
const SHOUQIANBA = (rows: string) => `交易时间,商户订单号,订单号,交易类型,交易状态,交易金额\n${rows}\n`;

const gbk = (text: string): Buffer => execFileSync("iconv", ["-f", "UTF-8", "-t", "GBK"], { input: text });

function fileOf(content: string | Buffer, name = "bill.csv"): string {
  const file = join(tempFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Files are really read, so nothing waits for a virtual clock. */
const billsOf = ({ flow, clock }: Desk) =>
  openBills({
    ...flow,
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      local: (at) => clock.local(at),
      sleep: () => Promise.resolve(),
    },
  });

/** Reads the file in for pooul and answers the lines that count, or the failure. */
async function read(content: string | Buffer, desk: Desk = openDesk()) {
  const bills = billsOf(desk);
  const file = fileOf(content);
  const layout = await bills.layoutFor(file);
  const done = layout.ok ? await bills.apply({ file, channel: "pooul", layout: layout.value }) : layout;
  const lines = [...linesOfDay(desk.store.read, "pooul", "2026-03-01")];
  if (!done.ok) expect(desk.store.read.all("SELECT * FROM bill_lines")).toEqual([]);
  return done.ok ? { sums: done.value, lines } : { failure: done.failure, lines };
}

describe("the layouts that are known", () => {
  test("微信: backticks go, the refund is a line of its own, the sums below are no lines", async () => {
    const { lines } = await read(WECHAT);
    expect(lines).toMatchObject([
      { row: 2, kind: "order", orderNo: "A1", channelNo: "42000001", refundNo: "", amountFen: 1250, isDone: true },
      { row: 3, kind: "refund", orderNo: "A1", refundNo: "R1", amountFen: 250, isDone: true },
    ]);
  });

  test("支付宝 in GBK: comments before and after are passed over, thousands and signs are read", async () => {
    const { lines } = await read(gbk(ALIPAY));
    expect(lines).toMatchObject([
      { kind: "order", orderNo: "B1", amountFen: 120_000, at: "2026-03-01 09:00:03" },
      { kind: "refund", orderNo: "B1", refundNo: "R9", amountFen: 20_000 },
    ]);
  });

  test("a mapping a person made is kept and known the next time", async () => {
    const desk = openDesk();
    const bills = billsOf(desk);
    const file = fileOf("何时,单,钱\n2026-03-01 10:00,C1,1.00\n");
    expect(await bills.layoutFor(file)).toMatchObject({ ok: false, failure: { code: "bill_columns" } });
    const layout: BillLayout = {
      id: "own-1",
      name: "小店",
      columns: { time: "何时", order: "单", amount: "钱" },
      refundWords: [],
      doneWords: [],
      undoneWords: [],
      unit: "yuan",
    };
    must(bills.saveLayout(layout));
    expect(must(await bills.layoutFor(file))).toEqual(layout);
    expect(must(await bills.preview(file))).toMatchObject({ layout: "own-1", header: ["何时", "单", "钱"] });
  });
});

describe("a statement of everything on an account", () => {
  const STATEMENT = (...rows: readonly string[]) => `#支付宝账务明细查询
账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
${rows.map((row, i) => `${i}\t,2026030122${i}\t,${row}`).join("\n")}
#支出合计：2笔，共2.57元
`;
  const AT = "2026-03-01 10:00:00";
  const SALE = `B1\t,茶\t,${AT},甲,12.50,0.00,100.00,支付宝,在线支付,`;
  const BACK = `B1\t,茶\t,${AT},甲,,-2.50,97.50,支付宝,交易退款,`;

  test("a fee is neither a sale nor a refund, and neither is a word nobody has told us: both are left aside and named", async () => {
    const { sums, lines } = await read(
      gbk(
        STATEMENT(
          SALE,
          BACK,
          `B1\t,茶\t,${AT},支付宝,,-0.07,97.43,支付宝,收费,服务费`,
          `B1\t,茶\t,${AT},支付宝,0.00,-0.01,97.43,支付宝,收费,服务费`,
          `B1\t,茶\t,${AT},支付宝,0.07,0.00,97.50,支付宝,退费,`,
          `\t,\t,${AT},银行,,-50.00,47.50,支付宝,提现,`,
          `B9\t,红包\t,${AT},乙,8.88,,56.38,支付宝,福利发放,`,
        ),
      ),
    );
    expect(lines).toMatchObject([
      { kind: "order", orderNo: "B1", amountFen: 1250, isDone: true },
      { kind: "refund", orderNo: "B1", amountFen: 250, isDone: true },
    ]);
    const aside = [
      { word: "收费", rows: 2 },
      { word: "退费", rows: 1 },
      { word: "提现", rows: 1 },
      { word: "福利发放", rows: 1 },
    ];
    expect(sums).toMatchObject({ rows: 2, sales: 1, refunds: 1, aside });
  });

  test("what the shop bought and was refunded itself is no sale and no refund of its own", async () => {
    const bought = `C1\t,纸\t,${AT},丙,0.00,-30.00,1.00,支付宝,在线支付,`;
    const refunded = `C1\t,纸\t,${AT},丙,30.00,0.00,31.00,支付宝,交易退款,`;
    const { sums, lines } = await read(STATEMENT(SALE, bought, refunded));
    expect(lines).toMatchObject([{ kind: "order", orderNo: "B1", amountFen: 1250 }]);
    expect(sums?.aside).toEqual([
      { word: "在线支付", rows: 1 },
      { word: "交易退款", rows: 1 },
    ]);
  });

  test("with fees alone there is nothing to take over, and what there is is told", async () => {
    const { failure } = await read(STATEMENT(`B1\t,茶\t,${AT},支付宝,,-0.07,97.43,支付宝,收费,`));
    expect(failure).toMatchObject({ code: "bill_empty", detail: "收费 1" });
  });

  test("a row that does not say what it is is refused", async () => {
    const { failure } = await read(STATEMENT(SALE, `B1\t,茶\t,${AT},甲,1.00,,100.00,支付宝,,`));
    expect(failure).toMatchObject({ code: "bill_state_bad", detail: "4" });
  });

  test("in a person's own mapping the words for fees are left aside, and others stay what their sign says", async () => {
    const mapping = { time: "何时", order: "单", amount: "钱", kind: "何事" };
    const layout = layoutOf(mapping, "小店");
    const desk = openDesk();
    if (layout !== null) must(billsOf(desk).saveLayout(layout));
    const text = `何时,单,钱,何事\n${AT},A1,3.00,买\n${AT},A1,-0.02,服务费\n${AT},A1,-1.00,退还\n`;
    const { sums } = await read(text, desk);
    expect(sums).toMatchObject({ sales: 1, refunds: 1, aside: [{ word: "服务费", rows: 1 }] });
  });
});

describe("what is wrong is named with its row, and nothing is taken over", () => {
  const row = (change: Partial<Record<"at" | "no" | "state" | "amount", string>> = {}) =>
    `${change.at ?? "2026-03-01 10:00:00"},${change.no ?? "A1"},1,付款,${change.state ?? "成功"},${change.amount ?? "12.00"}`;
  test.each([
    ["letters in an amount", SHOUQIANBA(`${row()}\n${row({ amount: "12a" })}`), "bill_amount_bad", "3 12a"],
    ["an amount with three decimals", SHOUQIANBA(row({ amount: "1.005" })), "bill_amount_bad", "2 1.005"],
    ["no time", SHOUQIANBA(row({ at: "yesterday" })), "bill_time_bad", "2 yesterday"],
    ["a day that does not exist", SHOUQIANBA(row({ at: "2026-02-30 10:00:00" })), "bill_time_bad", "2 2026-02-30"],
    ["a state nobody knows", SHOUQIANBA(row({ state: "半成功" })), "bill_state_bad", "2 半成功"],
    ["a number a spreadsheet spoilt", SHOUQIANBA(row({ no: "9.26E+20" })), "bill_number_bad", "2 9.26E+20"],
    ["the same row twice", SHOUQIANBA(`${row()}\n${row({ no: "A2" })}\n${row()}`), "bill_duplicate", "4 = 2"],
    ["a row that is cut off", SHOUQIANBA(`${row()}\n2026-03-01 10:0`), "bill_row_bad", "3"],
    [
      "rows that the file's own sum counts",
      ALIPAY.replace("交易合计：1笔", "交易合计：2笔"),
      "bill_rows_missing",
      "2 / 1",
    ],
    [
      "rows below the sums: two bills put together",
      WECHAT + WECHAT.replaceAll("`A1", "`A2").replaceAll("`R1", "`R2"),
      "bill_row_bad",
      "7",
    ],
    ["other columns", "a,b,c\n1,2,3\n", "bill_columns", "a b c"],
    ["nothing", "", "bill_empty", ""],
    ["no transaction", SHOUQIANBA("").trimEnd(), "bill_empty", ""],
  ])("%s", async (_name, content, code, detail) => {
    const { failure } = await read(content);
    expect(failure).toMatchObject({ code });
    expect(failure?.detail ?? "").toContain(detail);
  });

  test("a row of goods that are called as sums are is a row", async () => {
    const text = "商品,何时,单,钱\n总计算器,2026-03-01 10:00:00,A1,3.00\n茶,2026-03-01 10:01:00,A2,4.00\n";
    const desk = openDesk();
    const columns = { time: "何时", order: "单", amount: "钱" };
    const words = { refundWords: [], doneWords: [], undoneWords: [] };
    must(billsOf(desk).saveLayout({ id: "own-2", name: "小店", columns, ...words, unit: "yuan" }));
    expect(await read(text, desk)).toMatchObject({ sums: { rows: 2 } });
  });

  test("text in no encoding at all", async () => {
    const bytes = Buffer.concat([Buffer.from(SHOUQIANBA(row())), Buffer.from([0x81, 0xff, 0xff, 0x0a])]);
    expect(await read(bytes)).toMatchObject({ failure: { who: "manager" } });
  });

  test("an unclosed quote ends at the size a record may have, instead of taking in the rest", async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => row({ no: `A${i}` }));
    const { failure } = await read(SHOUQIANBA(`"${rows.join("\n")}`));
    expect(failure?.code).toBe("bill_row_bad");
  });

  test("the same file a second time", async () => {
    const desk = openDesk();
    expect(await read(SHOUQIANBA(row()), desk)).toMatchObject({ sums: { rows: 1 } });
    const bills = billsOf(desk);
    const file = fileOf(SHOUQIANBA(row()));
    const again = await bills.apply({ file, channel: "pooul", layout: must(await bills.layoutFor(file)) });
    expect(again).toMatchObject({ ok: false, failure: { code: "bill_again" } });
  });
});

test("a file of three hundred thousand rows is read as a stream, in bounded memory", async () => {
  const file = join(tempFolder(), "large.csv");
  const out = createWriteStream(file);
  out.write("交易时间,商户订单号,订单号,交易类型,交易状态,交易金额\n");
  for (let i = 0; i < 300_000; i += 1000) {
    const rows = Array.from({ length: 1000 }, (_, j) => `2026-03-01 10:00:00,A${i + j},${i + j},付款,成功,12.00`);
    if (!out.write(`${rows.join("\n")}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  const before = process.memoryUsage().rss;
  let [count, most] = [0, 0];
  for await (const { row } of (await openRows(file)).rows()) {
    count = row;
    if (row % 20_000 === 0) most = Math.max(most, process.memoryUsage().rss - before);
  }
  expect(count).toBe(300_001);
  expect(most).toBeLessThan(200 * 1024 * 1024);
}, 60_000);
