// `pay --mode` and `qr --wallet` on real channels: what the channel does not have open is refused before anything is
// written, and what it has is taken.
import { afterEach, expect, it } from "vitest";
import { startLeshuaPeer } from "../peers/leshua.ts";
import { misbehave, startPayserverPeer } from "../peers/payserver.ts";
import { inside, newFolder, payCode, text } from "./cli.ts";

let closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  const all = closers;
  closers = [];
  for (const close of all) await close();
});

const ALIPAY = "28";
const QUICK = { requestTimeoutMs: 2000, firstQueryMs: 10, pollEveryMs: 20, pollForMs: 100, watchMs: [] };

async function shop() {
  const peer = await startPayserverPeer();
  const folder = newFolder();
  await inside(folder, ["channel", "set", "payserver"], JSON.stringify(peer.config({ timing: QUICK })));
  closers.push(async () => {
    await peer.settled();
    await peer.close();
    expect(peer.breaches).toEqual([]);
  });
  const pay = (mode: string, code = payCode()) =>
    inside(folder, ["pay", "--channel=payserver", "--amount=1250", `--code=${code}`, `--mode=${mode}`]);
  const orders = async () => (await inside(folder, ["orders"])).json["orders"];
  const posts = () => peer.requests.filter(({ route }) => route === "pay").length;
  return { peer, pay, orders, posts };
}

it.each([
  ["nobody has", "zzz", false],
  ["is closed", "微信扫码枪", true],
  ["takes no pay code", "现金", false],
])("a mode that %s is refused with exit 2, and nothing is written or sent", async (_what, mode, closed) => {
  const { peer, pay, orders, posts } = await shop();
  for (const one of peer.books.modes) if (closed && one.name === mode) one.isOpened = 0;
  const { code, json } = await pay(mode);
  expect([code, json["error"]]).toMatchObject([2, { code: "mode_not_known" }]);
  expect([await orders(), posts()]).toEqual([[], 0]);
});

it("a mode by its name is charged, for a code of the other wallet too", async () => {
  const { peer, pay, posts } = await shop();
  const { code, json } = await pay("支付宝扫码枪", payCode(ALIPAY));
  expect([code, json]).toMatchObject([0, { status: "paid", wallet: "alipay" }]);
  const order = peer.books.orders.find(({ clientPayNo }) => clientPayNo === text(json, "order"));
  expect([order?.mode.name, posts()]).toEqual(["支付宝扫码枪", 1]);
});

it("a list that cannot be read refuses nothing: written down, never sent, cancelled", async () => {
  const { peer, pay, posts } = await shop();
  peer.script.every("payModes", misbehave.badGateway);
  const { code, json } = await pay("支付宝扫码枪", payCode(ALIPAY));
  expect([code, json]).toMatchObject([1, { status: "cancelled", reason: "never_sent" }]);
  expect(posts()).toBe(0);
});

it("a QR for a wallet the channel lists none for is refused with exit 2, and nothing is written or sent", async () => {
  const peer = await startLeshuaPeer();
  closers.push(() => peer.close());
  const folder = newFolder();
  await inside(folder, ["channel", "set", "leshua"], JSON.stringify(peer.config({ timing: QUICK })));
  const { code, json } = await inside(folder, ["qr", "--channel=leshua", "--amount=1", "--wallet=ecny"]);
  expect([code, json["error"]]).toMatchObject([2, { code: "wallet_not_supported", detail: "ecny" }]);
  expect([(await inside(folder, ["orders"])).json, peer.requests]).toEqual([{ orders: [] }, []]);
});
