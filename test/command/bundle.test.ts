// `bundle` through the command line: one file with an order's evidence, never a file overwritten, nothing secret in it;
// and `npm run replay` reads it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { startPooulPeer } from "../peers/pooul.ts";
import { inside, newFolder, payCode, spilledIn } from "./cli.ts";

const root = resolve(import.meta.dirname, "../..");

function replayOf(...args: readonly string[]) {
  const ran = spawnSync(process.execPath, ["test/simulation/replay/replay.ts", ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

it("writes one order's evidence to a file, by options or by two words, and a replay comes to the same end", async () => {
  const peer = await startPooulPeer();
  const folder = newFolder();
  const beside = dirname(folder);
  await inside(folder, ["channel", "set", "pooul"], JSON.stringify(peer.config()));
  const paid = await inside(folder, ["pay", "--channel=pooul", "--amount=100", `--code=${payCode()}`]);
  const order = String(paid.json["order"]);
  await inside(folder, ["refund", "--order", order, "--amount=40", "--reason=broken"]);
  const [first, second] = [join(beside, "first.json"), join(beside, "second.json")];
  expect(await inside(folder, ["bundle", order, first])).toMatchObject({
    code: 0,
    json: { ok: true, order, file: first },
  });
  expect((await inside(folder, ["bundle", "--order", order, "--file", second])).code).toBe(0);
  const bundle: unknown = JSON.parse(readFileSync(first, "utf8"));
  expect(bundle).toMatchObject({
    version: "test",
    order: { owedFen: 100, training: false },
    channels: [{ id: "pooul", profile: { payCode: { reverseNotBeforeMs: 15_000 } } }],
    attempts: [{ tradeNo: order, status: "paid" }],
    refunds: [{ amountFen: 40, status: "refunded" }],
  });
  expect(spilledIn(beside)).toEqual([]);
  const replayed = replayOf(first);
  expect(replayed).toMatchObject({ code: 0, err: "" });
  expect(replayed.out).toContain(`the same end: ${order} paid`);
  writeFileSync(second, readFileSync(second, "utf8").replace('"amountFen": 100', '"amountFen": 900'));
  expect(replayOf(second)).toMatchObject({ code: 2, out: "", err: expect.stringContaining("seal does not fit") });
  await peer.close();
}, 60_000);

it("overwrites no file, needs its folder and an order that is there; a replay needs a file that is one", async () => {
  const folder = newFolder();
  const code = "281234567890123456";
  await inside(folder, ["pay", "--channel=training", "--amount=100", `--code=${code}`]);
  const [made] = (await inside(folder, ["orders"])).json["orders"] as { order: string }[];
  const order = made?.order ?? "";
  const there = join(dirname(folder), "there.json");
  writeFileSync(there, "mine");
  const free = join(dirname(folder), "free.json");
  for (const args of [
    [order, there],
    [order, join(dirname(folder), "nowhere", "x.json")],
    ["--order", order],
    ["--order", order, "--file", ""],
    ["--file", free],
    ["9123", free],
    [`9${"0".repeat(20)}`, free],
    [order, free, "more"],
    [order],
    [],
  ])
    expect([args, (await inside(folder, ["bundle", ...args])).code]).toEqual([args, 2]);
  expect(readFileSync(there, "utf8")).toBe("mine");
  expect(existsSync(free)).toBe(false);
  expect(await inside(folder, ["bundle", order, free])).toMatchObject({ code: 0 });
  for (const args of [[], [there], [`${free}.missing`], [dirname(folder)], [free, free]])
    expect(replayOf(...args)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/\w/) });
}, 60_000);
