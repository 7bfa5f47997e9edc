// The command line over the training channel: every verb's JSON and exit code, as design/cli.md has them.
import { expect, it } from "vitest";
import { trainingCode } from "../../main/channel/training/scripts.ts";
import { cli, inside, keep, newFolder, payCode, spilledIn, text } from "./cli.ts";

const ATTEMPT_FIELDS = ["order", "status", "verdict", "amountFen", "channel", "refundedFen", "createdAt"];

function scripted(script: Parameters<typeof trainingCode>[1]): string {
  let digit = 3;
  const code = trainingCode("wechat", script, (limit) => (digit += 7) % limit) ?? "";
  keep(code);
  return code;
}
const pay = (folder: string, code: string, ...more: readonly string[]) =>
  cli(folder, "pay", "--channel", "training", "--amount", "1250", "--code", code, ...more);

it.concurrent("pay answers paid/release and exits 0 for a payer who pays", async () => {
  const folder = newFolder();
  const { code, json } = await pay(folder, scripted("pays"), "--note", "两杯咖啡");
  expect(code).toBe(0);
  expect(json).toMatchObject({ status: "paid", verdict: "release", amountFen: 1250, channel: "training" });
  expect(json).toMatchObject({ wallet: "wechat", channelTradeNo: `T${text(json, "order")}`, refundedFen: 0 });
  expect(json).not.toHaveProperty("exception");
  expect(json).not.toHaveProperty("reason");
  expect(text(json, "order")).toMatch(/^9\d{12}900\d{5}$/);
  expect(spilledIn(folder)).toEqual([]);
});

it.concurrent("pay waits for a payer who types a password, and then exits 0", async () => {
  const { code, json } = await pay(newFolder(), scripted("types_password"));
  expect([code, json["status"]]).toEqual([0, "paid"]);
});

it.concurrent("pay exits 1 with the reason when the code is wrong", async () => {
  const { code, json } = await pay(newFolder(), scripted("wrong_code"));
  expect(code).toBe(1);
  expect(json).toMatchObject({ status: "declined", verdict: "retry", reason: "code_invalid" });
});

it.concurrent("pay finds the money after a lost answer, and exits 0", async () => {
  const { code, json } = await pay(newFolder(), scripted("answer_lost"));
  expect([code, json["status"]]).toEqual([0, "paid"]);
});

it.concurrent("pay ends cancelled and exits 1 for a payer who never pays", async () => {
  const { code, json } = await pay(newFolder(), scripted("never_pays"));
  expect(code).toBe(1);
  expect(json).toMatchObject({ status: "cancelled", verdict: "retry", reason: "reversed" });
}, 60_000);

it.concurrent("any valid pay code of another wallet pays", async () => {
  const folder = newFolder();
  const { code, json } = await pay(folder, payCode("62", 19));
  expect([code, json["status"], json["wallet"]]).toEqual([0, "paid", "unionpay"]);
  expect(Object.keys(json).toSorted()).toEqual([...ATTEMPT_FIELDS, "wallet", "channelTradeNo"].toSorted());
  const alipay = await inside(folder, ["pay", "--channel=training", "--amount=1", `--code=${payCode("28", 16)}`]);
  expect([alipay.code, alipay.json["wallet"]]).toEqual([0, "alipay"]);
});

it.concurrent("qr answers a codeUrl and exits 3; query and cancel then settle it", async () => {
  const folder = newFolder();
  const qr = await cli(folder, "qr", "--channel", "training", "--amount", "800", "--wallet", "alipay");
  const order = text(qr.json, "order");
  expect(qr.code).toBe(3);
  expect(qr.json).toMatchObject({ status: "awaiting_payer", verdict: "wait", wallet: "alipay" });
  expect(text(qr.json, "codeUrl")).toContain(order);
  expect(await inside(folder, ["query", "--order", order])).toMatchObject({
    code: 3,
    json: { order, verdict: "wait" },
  });
  const paid = await inside(folder, [
    "call",
    "--channel",
    "training",
    "--api",
    "pay_qr",
    "--json",
    `{"trade_no":"${order}"}`,
  ]);
  expect(paid).toMatchObject({ code: 0, json: { body: { paid: true } } });
  expect(await cli(folder, "query", "--order", order)).toMatchObject({ code: 0, json: { order, status: "paid" } });
  // For cancel alone, 1 says: it cannot be, because it is paid.
  expect(await cli(folder, "cancel", "--order", order)).toMatchObject({ code: 1, json: { order, status: "paid" } });
});

it.concurrent("cancel of an open QR exits 0 with proof; recover then finds nothing to do", async () => {
  const folder = newFolder();
  const qr = await inside(folder, ["qr", "--channel", "training", "--amount", "800", "--wallet", "unionpay"]);
  const order = text(qr.json, "order");
  expect(await inside(folder, ["orders", "--open"])).toMatchObject({ code: 0, json: { orders: [{ order }] } });
  const cancelled = await cli(folder, "cancel", "--order", order);
  expect(cancelled).toMatchObject({ code: 0, json: { order, status: "cancelled", verdict: "retry" } });
  expect(await inside(folder, ["orders", "--open"])).toMatchObject({ json: { orders: [] } });
  expect(await inside(folder, ["recover"])).toMatchObject({ code: 0, json: { open: 0, settled: 0, review: 0 } });
  expect(await inside(folder, ["query", "--order", order])).toMatchObject({ code: 1, json: { status: "cancelled" } });
});

it.concurrent("refund gives back a part, then what is left, then nothing more", async () => {
  const folder = newFolder();
  const order = text(
    (await inside(folder, ["pay", "--channel", "training", "--amount", "1000", "--code", payCode()])).json,
    "order",
  );
  const refund = (...more: readonly string[]) => ["refund", "--order", order, "--reason", "退货", ...more];
  const part = await cli(folder, ...refund("--amount", "300"));
  expect(part).toMatchObject({ code: 0, json: { order, status: "refunded", amountFen: 300 } });
  expect(text(part.json, "refund")).toMatch(/^8\d{20}$/);
  const tooMuch = await inside(folder, refund("--amount", "701"));
  expect(tooMuch).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left", detail: "700" } } });
  const rest = await inside(folder, refund());
  expect(rest).toMatchObject({ code: 0, json: { order, status: "refunded", amountFen: 700 } });
  expect(await inside(folder, refund())).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left" } } });
  expect(await inside(folder, ["query", "--order", order])).toMatchObject({
    code: 0,
    json: { status: "paid", refundedFen: 1000 },
  });
  const again = await cli(folder, "refund-query", "--refund", text(part.json, "refund"));
  expect(again).toMatchObject({
    code: 0,
    json: { refund: part.json["refund"], order, status: "refunded", amountFen: 300 },
  });
});

it.concurrent("a refund of an order that is not paid is refused, and nothing is written", async () => {
  const folder = newFolder();
  const declined = await inside(folder, [
    "pay",
    "--channel",
    "training",
    "--amount",
    "5",
    "--code",
    scripted("wrong_code"),
  ]);
  const order = text(declined.json, "order");
  const before = await inside(folder, ["verify"]);
  const refund = await inside(folder, ["refund", "--order", order, "--reason", "x"]);
  expect(refund).toMatchObject({ code: 2, json: { error: { code: "refund_order_not_paid" } } });
  expect((await inside(folder, ["verify"])).json).toEqual(before.json);
});

it.concurrent("orders lists newest first, and takes --day, --limit and --open", async () => {
  const folder = newFolder();
  const numbers: string[] = [];
  for (const amount of ["1", "2", "3"])
    numbers.unshift(
      text(
        (await inside(folder, ["pay", "--channel", "training", "--amount", amount, "--code", payCode()])).json,
        "order",
      ),
    );
  const listed = async (...more: readonly string[]) => {
    const { code, json } = await inside(folder, ["orders", ...more]);
    const found = json["orders"] as { order: string; createdAt: string }[];
    return { code, numbers: found.map((one) => one.order), first: found[0] };
  };
  const all = await listed();
  expect([all.code, all.numbers]).toEqual([0, numbers]);
  expect((await listed("--limit", "2")).numbers).toEqual(numbers.slice(0, 2));
  expect((await listed("--open")).numbers).toEqual([]);
  expect((await listed("--day", "2001-01-01")).numbers).toEqual([]);
  const made = new Date(all.first?.createdAt ?? "");
  const day = `${made.getFullYear()}-${String(made.getMonth() + 1).padStart(2, "0")}-${String(made.getDate()).padStart(2, "0")}`;
  expect((await listed("--day", day)).numbers).toEqual(numbers);
  const whole = await cli(folder, "orders", "--limit", "1");
  expect(Object.keys((whole.json["orders"] as object[])[0] ?? {}).toSorted()).toEqual(
    [...ATTEMPT_FIELDS, "wallet", "channelTradeNo"].toSorted(),
  );
});

it.concurrent("channel list says what each channel can, and which are set up", async () => {
  const { code, json } = await cli(newFolder(), "channel", "list");
  expect(code).toBe(0);
  const channels = json["channels"] as { id: string; name: string; configured: boolean; can: object }[];
  expect(channels.map(({ id, configured }) => [id, configured])).toEqual(
    expect.arrayContaining([
      ["pooul", false],
      ["training", true],
    ]),
  );
  for (const channel of channels) expect(Object.keys(channel).toSorted()).toEqual(["can", "configured", "id", "name"]);
});

it.concurrent("verify, orders and recover of a new folder find nothing", async () => {
  const folder = newFolder();
  expect(await cli(folder, "verify")).toMatchObject({ code: 0, json: { ok: true, events: 0, problems: [] } });
  expect(await inside(folder, ["orders"])).toMatchObject({ code: 0, json: { orders: [] } });
  expect(await inside(folder, ["recover"])).toMatchObject({ code: 0, json: { open: 0, settled: 0, review: 0 } });
});

it.concurrent("CASHIER_DATA names the folder where --data does not", async () => {
  const folder = newFolder();
  const env = { CASHIER_DATA: folder };
  const paid = await cli({ folder: null, env }, "pay", "--channel", "training", "--amount", "1", "--code", payCode());
  expect(paid.code).toBe(0);
  const orders = await inside(folder, ["orders"]);
  expect(orders.json["orders"]).toEqual([expect.objectContaining({ order: paid.json["order"] })]);
});
