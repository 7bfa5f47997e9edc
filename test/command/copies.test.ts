// Backups through the command line: a checked copy, a restore that verifies first, and never a file overwritten.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { restoreFrom } from "../../main/store/copies.ts";
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
  expect(await inside(other, ["restore", file])).toMatchObject({
    code: 0,
    json: { ok: true, kept: null, people: "none" },
  });
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

/** Somebody else's database that has tables with names like ours. */
function makeForeign(file: string): void {
  const db = new Database(file);
  for (const name of ["orders", "refunds", "events", "settings", "counters"]) db.exec(`CREATE TABLE ${name} (a)`);
  db.exec("CREATE TABLE attempts (a); CREATE TABLE journal_head (one, seq); INSERT INTO journal_head VALUES (1, 0)");
  db.pragma("user_version = 10");
  db.close();
}

it("what is no book, or the book of training, never takes the real book's place", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  const [empty, foreign, alike] = [`${file}.empty`, `${file}.foreign`, `${file}.alike`];
  writeFileSync(empty, "");
  const other = new Database(foreign);
  other.exec("CREATE TABLE customers (name TEXT); INSERT INTO customers VALUES ('x')");
  other.close();
  makeForeign(alike);
  await inside(folder, ["pay", "--channel=training", "--amount=100", `--code=${payCode()}`]);
  const practice = join(folder, "training.db");
  const unmarked = `${file}.unmarked`;
  copyFileSync(practice, unmarked);
  const older = new Database(unmarked);
  older.exec("DELETE FROM settings WHERE key = 'book.kind'");
  older.close();
  const fresh = newFolder();
  await inside(fresh, ["orders"]);
  const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")]);
  for (const [bad, code] of [
    [empty, "store_not_a_book"],
    [join(folder, "till.lock"), "store_not_a_book"],
    [foreign, "store_not_a_book"],
    [alike, "store_not_a_book"],
    [practice, "store_other_book"],
    [unmarked, "store_other_book"],
    [join(fresh, "training.db"), "store_other_book"],
  ] as const)
    expect(await inside(folder, ["restore", bad])).toMatchObject({
      code: 2,
      json: { error: { code, detail: bad } },
    });
  expect(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")])).toEqual(before);
  await peer.close();
});

it("a restore helps when the book itself is damaged, and says that nobody was asked", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  await inside(folder, ["backup", file]);
  for (const left of ["what is left of a disk", ""]) {
    writeFileSync(join(folder, "till.db"), left);
    const restored = await inside(folder, ["restore", file]);
    expect(restored).toMatchObject({ code: 0, json: { people: "unreadable" } });
    expect(readFileSync(String(restored.json["kept"]), "utf8")).toBe(left);
  }
  expect((await inside(folder, ["orders"])).json["orders"]).toHaveLength(1);
  await peer.close();
});

it("what the disk refuses is said with its code, and nothing is left lying about", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  const outside = dirname(folder);
  const long = join(outside, "x".repeat(300));
  expect(await inside(folder, ["backup", long])).toMatchObject({
    code: 2,
    json: { error: { code: "report_cannot_save", detail: long } },
  });
  await inside(folder, ["backup", file]);
  expect(await inside(folder, ["restore", outside])).toMatchObject({
    code: 2,
    json: { error: { code: "bad_usage", message: expect.stringContaining(outside) } },
  });
  expect(await inside(file, ["restore", file])).toMatchObject({
    code: 2,
    json: { error: { code: "folder_read_only" } },
  });
  const blocked = newFolder();
  mkdirSync(join(blocked, "till.db"), { recursive: true });
  expect(await inside(blocked, ["restore", file])).toMatchObject({
    code: 2,
    json: { error: { code: "store_cannot_write" } },
  });
  expect(readdirSync(outside).toSorted()).toEqual(["copy.db", "收银 数据"].toSorted());
  expect(readdirSync(blocked).filter((name) => name.includes("restoring"))).toEqual([]);
  await peer.close();
});

it("two restores within one second keep both books they replaced, and a backup that cannot be written makes one that can", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  await inside(folder, ["backup", file]);
  chmodSync(file, 0o444);
  const place = { path: join(folder, "till.db"), kind: "real", stamp: "261121210804" } as const;
  expect(restoreFrom(file, place)).toMatchObject({ ok: true, value: { kept: `${place.path}.before-261121210804` } });
  expect(restoreFrom(file, place)).toMatchObject({ ok: true, value: { kept: `${place.path}.before-261121210804-2` } });
  expect(statSync(place.path).mode & 0o600).toBe(0o600);
  await peer.close();
});

it("a backup takes no other file's place, and leaves one alone that is called as its half would be", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  writeFileSync(`${file}.part`, "mine");
  expect((await inside(folder, ["backup", file])).code).toBe(0);
  expect(readFileSync(`${file}.part`, "utf8")).toBe("mine");
  expect(readdirSync(dirname(folder)).toSorted()).toEqual(["copy.db", "copy.db.part", "收银 数据"].toSorted());
  await peer.close();
});

it("a book saved from a machine that died is restored with the payments that stand in its log alone", async () => {
  const { peer, folder, file } = await tillWithOnePayment();
  const dying = new Database(join(folder, "till.db"));
  dying.pragma("wal_autocheckpoint = 0");
  dying.exec("INSERT INTO settings (key, value, updated_at) VALUES ('late', '1', 0)");
  for (const tail of ["", "-wal"]) copyFileSync(join(folder, `till.db${tail}`), `${file}${tail}`);
  dying.close();
  const other = newFolder();
  expect((await inside(other, ["restore", file])).code).toBe(0);
  const restored = new Database(join(other, "till.db"), { readonly: true });
  expect(restored.prepare("SELECT value FROM settings WHERE key = 'late'").pluck().all()).toEqual(["1"]);
  restored.close();
  expect(readdirSync(other).filter((name) => name.includes("restoring"))).toEqual([]);
  await peer.close();
});

it("a backup that is called as the half of a restore is restored and stays", async () => {
  const { peer, folder, order } = await tillWithOnePayment();
  const named = join(folder, "till.db.restoring");
  expect((await inside(folder, ["backup", named])).code).toBe(0);
  expect(await inside(folder, ["restore", named])).toMatchObject({ code: 0, json: { ok: true } });
  expect(existsSync(named)).toBe(true);
  expect((await inside(folder, ["orders"])).json).toMatchObject({ orders: [{ order, status: "paid" }] });
  await peer.close();
});
