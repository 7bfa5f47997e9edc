// Backups through the command line: a checked copy, a restore that verifies first, and never a file overwritten.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { startPooulPeer } from "../peers/pooul.ts";
import { inside, newFolder, payCode } from "./cli.ts";

async function tillWithOnePayment() {
  const peer = await startPooulPeer();
  const folder = newFolder();
  const file = join(dirname(folder), "copy.db");
  await inside(folder, ["channel", "set", "pooul"], JSON.stringify(peer.config()));
  const paid = await inside(folder, ["pay", "--channel=pooul", "--amount=100", `--code=${payCode()}`]);
  expect(paid.code).toBe(0);
  return { peer, folder, file, order: String(paid.json["order"]) };
}

it("a backup restored elsewhere holds the same orders and verifies", async () => {
  const { peer, folder, file, order } = await tillWithOnePayment();
  expect(await inside(folder, ["backup", file])).toMatchObject({ code: 0, json: { ok: true } });
  const other = newFolder();
  expect(await inside(other, ["restore", file])).toMatchObject({ code: 0, json: { ok: true, kept: null } });
  expect((await inside(other, ["orders"])).json).toMatchObject({ orders: [{ order, status: "paid" }] });
  expect((await inside(other, ["verify"])).code).toBe(0);
  await peer.close();
});

it("a restore keeps the book it replaces, payments since the backup included", async () => {
  const { peer, folder, file, order } = await tillWithOnePayment();
  await inside(folder, ["backup", file]);
  const later = await inside(folder, ["pay", "--channel=pooul", "--amount=200", `--code=${payCode()}`]);
  const restored = await inside(folder, ["restore", file]);
  expect((await inside(folder, ["orders"])).json["orders"]).toHaveLength(1);
  const kept = new Database(String(restored.json["kept"]), { readonly: true });
  expect(kept.prepare("SELECT trade_no FROM attempts ORDER BY created_at").pluck().all()).toEqual([
    order,
    later.json["order"],
  ]);
  kept.close();
  await peer.close();
});

it("a backup that was edited, is no book, or is of a newer version is refused and nothing moves", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  await inside(folder, ["backup", file]);
  const before = readFileSync(join(folder, "till.db"));
  const [edited, newer, none] = [`${file}.edited`, `${file}.newer`, `${file}.none`];
  copyFileSync(file, edited);
  const book = new Database(edited);
  book.exec("DROP TRIGGER events_hold; UPDATE events SET at = at + 1 WHERE seq = 2");
  book.close();
  copyFileSync(file, newer);
  const future = new Database(newer);
  future.pragma("user_version = 9999");
  future.close();
  writeFileSync(none, "not a database at all, but long enough to be looked at");
  for (const [bad, code] of [
    [edited, "store_damaged"],
    [newer, "store_newer"],
    [none, "store_damaged"],
    [`${file}.missing`, "bad_usage"],
  ] as const)
    expect(await inside(folder, ["restore", bad])).toMatchObject({ code: 2, json: { error: { code } } });
  expect(readFileSync(join(folder, "till.db"))).toEqual(before);
  await peer.close();
});

it("a backup overwrites no file and needs its folder", async () => {
  const folder = newFolder();
  const file = join(dirname(folder), "there.db");
  writeFileSync(file, "mine");
  expect((await inside(folder, ["backup", file])).code).toBe(2);
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect((await inside(folder, ["backup", join(dirname(folder), "nowhere", "x.db")])).code).toBe(2);
  expect(existsSync(folder)).toBe(false);
});

it("a restore helps when the book itself is damaged", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  await inside(folder, ["backup", file]);
  writeFileSync(join(folder, "till.db"), "what is left of a disk");
  expect((await inside(folder, ["orders"])).code).toBe(2);
  expect((await inside(folder, ["restore", file])).code).toBe(0);
  expect((await inside(folder, ["orders"])).json["orders"]).toHaveLength(1);
  await peer.close();
});
