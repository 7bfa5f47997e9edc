// The data folder: one process at a time, books of a newer version left as they are, edited books reported.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { trainingCode } from "../../main/channel/training/scripts.ts";
import { sql as firstSchema } from "../../main/store/migrations/0010-first.ts";
import { cli, inside, newFolder, payCode, run, text } from "./cli.ts";

const payArgs = (code = payCode()) => ["pay", "--channel=training", "--amount=100", `--code=${code}`];

/** Resolves once another process has opened its books, and so holds the folder. */
async function opened(folder: string): Promise<void> {
  while (!existsSync(join(folder, "training.db"))) await sleep(10);
}

function edit(file: string, ...sql: readonly string[]): void {
  const db = new Database(file);
  for (const statement of sql) db.exec(statement);
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}

it.concurrent("a second process on the same folder is refused with 2 while the first goes on", async () => {
  const folder = newFolder();
  const code = trainingCode("wechat", "types_password", () => 4) ?? "";
  const first = cli(folder, ...payArgs(code));
  await opened(folder);
  const second = await inside(folder, ["orders"]);
  expect(second.code).toBe(2);
  expect(second.json).toMatchObject({ error: { code: "folder_in_use", message: expect.stringContaining("--data") } });
  const third = await cli(folder, "recover");
  expect([third.code, (third.json["error"] as { code: string }).code]).toEqual([2, "folder_in_use"]);
  expect(await first).toMatchObject({ code: 0, json: { status: "paid" } });
  expect(await inside(folder, ["orders"])).toMatchObject({ code: 0 });
});

it.concurrent("a killed process leaves no lock behind", async () => {
  const folder = newFolder();
  const code = trainingCode("wechat", "never_pays", () => 5) ?? "";
  let kill = () => {};
  const first = run({ folder, started: (child) => (kill = () => void child.kill("SIGKILL")) }, payArgs(code));
  await opened(folder);
  expect((await inside(folder, ["orders"])).code).toBe(2);
  kill();
  expect((await first).code).toBeNull();
  expect((await cli(folder, "orders", "--open")).json).toEqual({ orders: expect.any(Array) });
});

it.concurrent("a process killed while it made the books leaves nothing that stops the next one", async () => {
  const folder = newFolder();
  mkdirSync(folder);
  // What such a kill was seen to leave: the first page, and a rollback journal that says there was none before.
  const page = Buffer.alloc(4096);
  page.write("SQLite format 3\0", "latin1");
  Buffer.from("1000020200402020000000010000000100", "hex").copy(page, 16);
  Buffer.from("00000001002e99b10d00000000100000", "hex").copy(page, 92);
  const journal = Buffer.alloc(512);
  Buffer.from("d9d505f920a163d70000000028bfb8ba000000000000020000001000", "hex").copy(journal);
  writeFileSync(join(folder, "training.db"), page);
  writeFileSync(join(folder, "training.db-journal"), journal);
  expect(await cli(folder, ...payArgs())).toMatchObject({ code: 0, json: { status: "paid" } });
});

it.concurrent.each(["till.db", "training.db"])(
  "a %s of a newer version is refused, and not one byte is changed",
  async (name) => {
    const folder = newFolder();
    await inside(folder, payArgs());
    edit(join(folder, name), "PRAGMA user_version = 9990");
    const before = readFileSync(join(folder, name));
    const ran = await cli(folder, ...payArgs());
    expect(ran).toMatchObject({
      code: 2,
      json: { error: { code: "store_newer", message: expect.stringContaining("newer version") } },
    });
    expect(await inside(folder, ["recover"])).toMatchObject({ code: 2 });
    expect(readFileSync(join(folder, name)).equals(before)).toBe(true);
  },
);

it.concurrent("a data path that is a file, or below one, is refused with a sentence", async () => {
  const file = newFolder();
  writeFileSync(file, "mine");
  for (const folder of [file, join(file, "below")]) {
    const ran = await cli(folder, ...payArgs());
    expect(ran).toMatchObject({ code: 2, json: { error: { message: expect.stringContaining("--data") } } });
  }
  expect(readFileSync(file, "utf8")).toBe("mine");
});

it.concurrent("a database that is none is refused and kept; verify reports it with 1", async () => {
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, "till.db"), "this is no database, and it is long enough to be looked at".repeat(40));
  const before = readFileSync(join(folder, "till.db"));
  expect(await inside(folder, payArgs())).toMatchObject({ code: 2, json: { error: { code: "store_damaged" } } });
  expect(await inside(folder, ["verify"])).toMatchObject({
    code: 1,
    json: { ok: false, problems: [expect.any(String)] },
  });
  expect(readFileSync(join(folder, "till.db")).equals(before)).toBe(true);
});

it.concurrent.each([
  ["an edited event", ["DROP TRIGGER events_hold", "UPDATE events SET at = at + 1 WHERE seq = 2"]],
  ["a missing event", ["DROP TRIGGER events_stay", "DELETE FROM events WHERE seq = 2"]],
  [
    "a missing last event",
    ["DROP TRIGGER events_stay", "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)"],
  ],
  ["an edited amount", ["DROP TRIGGER attempts_hold", "UPDATE attempts SET amount_fen = amount_fen + 1"]],
  ["a status without a history", ["UPDATE attempts SET status = 'cancelled'"]],
  [
    "a refund without a payment",
    [
      `INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at)
    SELECT '826112108173790000013', trade_no, 1000, 'x', 'refunded', 1 FROM attempts`,
    ],
  ],
  [
    "two moved events",
    [
      "DROP TRIGGER events_hold",
      "UPDATE events SET seq = 99 WHERE seq = 2",
      "UPDATE events SET seq = 2 WHERE seq = 3",
      "UPDATE events SET seq = 3 WHERE seq = 99",
    ],
  ],
])("verify reports %s with exit 1", async (_what, sql) => {
  const folder = newFolder();
  await inside(folder, payArgs());
  expect(await inside(folder, ["verify"])).toMatchObject({ code: 0, json: { ok: true, problems: [] } });
  edit(join(folder, "training.db"), ...sql);
  const ran = await inside(folder, ["verify"]);
  expect(ran).toMatchObject({ code: 1, json: { ok: false } });
  expect(ran.json["problems"]).not.toEqual([]);
});

it.concurrent("verify accepts a copy that was taken in the middle of a write", async () => {
  const folder = newFolder();
  const ran = await inside(folder, payArgs());
  const copy = newFolder();
  mkdirSync(copy);
  const open = new Database(join(folder, "training.db"));
  open.exec("BEGIN IMMEDIATE; UPDATE counters SET value = value + 1;");
  for (const name of ["training.db", "training.db-wal"])
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
  open.close();
  expect(await cli(copy, "verify")).toMatchObject({ code: 0, json: { ok: true } });
  expect(await inside(copy, ["query", "--order", text(ran.json, "order")])).toMatchObject({ code: 0 });
  expect(dirname(copy)).not.toBe(dirname(folder));
});

it.concurrent("the training book in the real one's place is refused, and so is the real one in its", async () => {
  const folder = newFolder();
  await inside(folder, payArgs());
  const [real, training] = [join(folder, "till.db"), join(folder, "training.db")];
  const bytes = readFileSync(real);
  copyFileSync(training, real);
  for (const verb of ["orders", "recover"])
    expect(await inside(folder, [verb])).toMatchObject({
      code: 2,
      json: { error: { code: "store_other_book", detail: real } },
    });
  expect(await inside(folder, ["verify"])).toMatchObject({ code: 1, json: { ok: false } });
  writeFileSync(real, bytes);
  copyFileSync(real, training);
  expect(await inside(folder, ["orders"])).toMatchObject({ code: 2, json: { error: { detail: training } } });
});

it.concurrent("the other book as an earlier version left it is refused before anything in it is changed", async () => {
  const folder = newFolder();
  await inside(folder, payArgs());
  const real = join(folder, "till.db");
  for (const said of ["training", null]) {
    for (const name of [real, `${real}-wal`, `${real}-shm`]) rmSync(name, { force: true });
    const old = new Database(real);
    old.exec(`PRAGMA journal_mode = WAL; ${firstSchema}; PRAGMA user_version = 10; ATTACH '${join(folder, "training.db")}' AS now;
      INSERT INTO orders (order_id, amount_fen, day, day_number, created_at)
        SELECT order_id, amount_fen, day, day_number, created_at FROM now.orders;
      INSERT INTO attempts (trade_no, order_id, channel, method, amount_fen, status, created_at)
        SELECT trade_no, order_id, channel, 'pay_code', amount_fen, 'created', created_at FROM now.attempts;`);
    if (said !== null) old.exec(`INSERT INTO settings (key, value, updated_at) VALUES ('book.kind', '"${said}"', 7)`);
    old.close();
    const bytes = readFileSync(real);
    expect(await inside(folder, ["orders"])).toMatchObject({ code: 2, json: { error: { code: "store_other_book" } } });
    expect(readFileSync(real).equals(bytes)).toBe(true);
    expect(existsSync(`${real}-wal`) && readFileSync(`${real}-wal`).length > 0).toBe(false);
  }
});

it.concurrent("a real book of which nothing is left is damaged, and no new one is begun in its place", async () => {
  const folder = newFolder();
  await inside(folder, payArgs());
  const real = join(folder, "till.db");
  writeFileSync(real, "");
  expect(await inside(folder, ["orders"])).toMatchObject({ code: 2, json: { error: { code: "store_damaged" } } });
  expect(await inside(folder, ["verify"])).toMatchObject({ code: 1, json: { ok: false } });
  expect(readFileSync(real)).toHaveLength(0);
});
