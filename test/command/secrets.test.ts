// After a whole day's work at the highest log level, no pay code and no line of a key stands anywhere: not in a file,
// a write-ahead log, standard output or standard error (`cli` searches every run's output).
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { payers, wrong } from "../peers/pooul.ts";
import { cli, newFolder, payCode, run, spilled, spilledIn, text } from "./cli.ts";
import { openShop } from "./pooul-shop.ts";

it("a full run leaves no pay code and no key behind, anywhere", async () => {
  const shop = await openShop();
  const { peer, folder } = shop;
  const codes = Array.from({ length: 5 }, () => payCode());
  const pay = (code = "") => cli(folder, "pay", "--channel=pooul", "--amount=1250", "--code", code, "--note", "早餐");
  expect((await pay(codes[0])).code).toBe(0);
  // A channel that repeats the code in everything it says.
  peer.script.everyPayer(payers.fails(600, `AUTH_CODE_INVALID ${codes[1]}`, [7]));
  peer.script.next("query", { do: "change", data: { trade_info: `付款码 ${codes[1]} 已过期`, trade_id: codes[1] } });
  expect((await pay(codes[1])).code).not.toBe(0);
  peer.script.clear();
  peer.script.next("pay", { do: "status", status: 502, body: `<html>auth_code=${codes[2]}</html>`, processed: true });
  expect((await pay(codes[2])).code).toBe(0);
  peer.script.next("pay", { do: "status", status: 200, body: `no such code: ${codes[3]}`, processed: false });
  peer.script.next("query", { do: "fail", code: 600, msg: `${codes[3]}` }, wrong.systemError);
  const lost = await pay(codes[3]);
  expect(lost.code).toBe(1);
  const done = await pay(codes[4]);
  const refund = await cli(folder, "refund", "--order", text(done.json, "order"), "--reason", "退货");
  expect(refund.code).toBe(0);
  const orders = await cli(folder, "orders");
  expect(orders.out).toContain(text(lost.json, "order"));
  expect(spilledIn(folder)).toEqual([]);
  await shop.expectAgreement();
}, 60_000);

it("a process killed in the middle of a charge leaves no pay code in its write-ahead log", async () => {
  const { peer, folder } = await openShop();
  peer.script.next("pay", { do: "hang" });
  const code = payCode();
  const copy = newFolder();
  mkdirSync(copy);
  await run(
    {
      folder,
      started(child) {
        const watch = setInterval(() => {
          if (peer.requests.length === 0 && child.exitCode === null) return;
          clearInterval(watch);
          for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
          child.kill("SIGKILL");
        }, 5);
      },
    },
    ["pay", "--channel=pooul", "--amount=1", `--code=${code}`],
  );
  expect(readdirSync(copy)).toContain("till.db-wal");
  expect([...spilledIn(copy), ...spilledIn(folder)]).toEqual([]);
  // The search itself finds what is there.
  expect(spilled(peer.requests.map((request) => JSON.stringify(request.fields)).join())).toEqual([
    `…${code.slice(-4)}`,
  ]);
  await peer.close();
});
