// Bills as files of other programs: a spreadsheet says the same as its text, and what is large is read in portions: bounded memory,
// nothing half-applied. `BILL_ROWS=2000000 vitest run test/reconcile/bill-files.test.ts` is the run of two million rows.
import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import writeXlsxFile from "write-excel-file/node";
import { expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { openBills } from "../../main/reconcile/bill/bills.ts";
import { openRows } from "../../main/reconcile/bill/read-rows.ts";
import { MOST_XLSX_BYTES } from "../../main/reconcile/bill/sheet-rows.ts";
import { openUploads } from "../../main/reconcile/uploads.ts";
import { linesOfDay } from "../../main/store/bills.ts";
import { MOST_UNPACKED_BYTES } from "../../preload/contract/zip.ts";
import { type Desk, must, openDesk, tempFolder } from "../support/flow-desk.ts";
import { makeZip } from "../support/make-zip.ts";

const HEAD = ["交易时间", "商户订单号", "订单号", "交易类型", "交易状态", "交易金额"];
const ROWS = [
  ["2026-03-01 10:00:00", "926030110000000100018", "C1", "付款", "成功", "12.50"],
  ["2026-03-01 11:30:00", "926030110000000100026", "C2", "付款", "成功", "1200.00"],
  ["2026-03-01 12:00:00", "926030110000000100026", "C2", "退款", "成功", "-200.00"],
];
const MANY = Number(process.env["BILL_ROWS"] ?? 30_000);

const sheetOf = (bytes: number) => ({ name: "xl/worksheets/sheet1.xml", bytes: Buffer.alloc(bytes + 1, " ") });

/** Really waits, so that a file is really read beside it. */
const billsOf = ({ flow, clock }: Desk) =>
  openBills({ ...flow, clock: { ...systemClock, now: () => clock.now(), local: (at) => clock.local(at) } });

async function read(file: string, desk = openDesk()) {
  const bills = billsOf(desk);
  const layout = await bills.layoutFor(file);
  return layout.ok ? bills.apply({ file, channel: "pooul", layout: layout.value }) : layout;
}

test("what is no file to be read from its beginning is refused at once, and by what the system calls it", async () => {
  const folder = tempFolder();
  const [pipe, text] = [join(folder, "pipe"), join(folder, "text.csv")];
  writeFileSync(text, "a,b\n");
  const asked = new Map([
    [folder, "EISDIR"],
    [join(text, "below.csv"), "ENOTDIR"],
    [join(folder, "x".repeat(300)), "ENAMETOOLONG"],
  ]);
  // Nobody writes to it: to open it would wait for ever.
  if (spawnSync("mkfifo", [pipe]).status === 0) asked.set(pipe, "not a file");
  for (const [file, detail] of asked)
    expect(await read(file)).toMatchObject({ failure: { code: "bill_unreadable", detail } });
});

test("a spreadsheet says the same as its text: long numbers, dates and amounts, and Chinese states", async () => {
  const folder = tempFolder();
  const [sheet, text] = [join(folder, "bill.xlsx"), join(folder, "bill.csv")];
  const cells = ROWS.map(([at = "", order = "", channel = "", kind = "", state = "", amount = ""]) => [
    { type: Date, value: new Date(`${at.replace(" ", "T")}Z`), format: "yyyy-mm-dd hh:mm:ss" },
    { type: String, value: order },
    { type: String, value: channel },
    { type: String, value: kind },
    { type: String, value: state },
    { type: Number, value: Number(amount) },
  ]);
  await writeXlsxFile([HEAD.map((value) => ({ type: String, value })), ...cells]).toFile(sheet);
  writeFileSync(text, [HEAD, ...ROWS].map((row) => row.join(",")).join("\n"));
  const desks = [openDesk(), openDesk()] as const;
  must(await read(sheet, desks[0]));
  must(await read(text, desks[1]));
  const [ofSheet, ofText] = desks.map((desk) =>
    [...linesOfDay(desk.store.read, "pooul", "2026-03-01")].map(({ name: _name, ...line }) => line),
  );
  expect(ofSheet).toHaveLength(3);
  expect(ofSheet).toEqual(ofText);
});

test.each([
  ["a spreadsheet of the old kind", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), "bill_unreadable"],
  ["something packed that is no spreadsheet", Buffer.from([0x50, 0x4b, 3, 4, 9, 9, 9, 9]), "bill_unreadable"],
  [
    "a spreadsheet too large to be taken whole",
    Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(MOST_XLSX_BYTES)]),
    "bill_too_large",
  ],
  ["a small spreadsheet that unpacks to a very large one", makeZip([sheetOf(MOST_UNPACKED_BYTES)]), "bill_too_large"],
  [
    "one whose parts are large together",
    makeZip([sheetOf(MOST_UNPACKED_BYTES / 2), { ...sheetOf(MOST_UNPACKED_BYTES / 2), name: "xl/more.xml" }]),
    "bill_too_large",
  ],
  ["one that becomes more than it says", makeZip([{ ...sheetOf(9_000_000), saysBytes: 9000 }]), "bill_too_large"],
  ["one that becomes less than it says", makeZip([{ ...sheetOf(9000), saysBytes: 9100 }]), "bill_unreadable"],
  ["one of the kind for more than 4 GB", makeZip([sheetOf(9000)], 0xffff), "bill_too_large"],
  ["one whose directory ends early", makeZip([sheetOf(9000)], 2), "bill_unreadable"],
])("%s is refused, and nothing of it counts", async (_name, bytes, code) => {
  const file = join(tempFolder(), "bill.xlsx");
  writeFileSync(file, bytes);
  const desk = openDesk();
  expect(await read(file, desk)).toMatchObject({ ok: false, failure: { code } });
  expect(desk.store.read.all("SELECT * FROM bill_lines")).toEqual([]);
});

test("a spreadsheet is read by a thread of its own, which ends with the last row that is wanted", async () => {
  const file = join(tempFolder(), "bill.xlsx");
  const cells = Array.from({ length: 12_000 }, (_, at) => ["a", String(at)].map((value) => ({ type: String, value })));
  await writeXlsxFile(cells).toFile(file);
  const threads: Worker[] = [];
  const isRunning = () => threads.map(({ threadId }) => threadId > 0);
  const heard = (thread: Worker) => void threads.push(thread);
  process.on("worker", heard);
  const rows = (await openRows(file)).rows();
  expect((await rows.next()).value).toEqual({ row: 1, cells: ["a", "0"] });
  expect(isRunning()).toEqual([true]);
  await rows.return(undefined);
  expect(isRunning()).toEqual([false]);
  const all: string[] = [];
  for await (const row of (await openRows(file)).rows()) all.push(row.cells[1] ?? "");
  expect(all).toEqual(cells.map((_, at) => String(at)));
  expect(isRunning()).toEqual([false, false]);
  process.off("worker", heard);
});

async function writeLarge(file: string, last: string): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${HEAD.join(",")}\n`);
  for (let i = 0; i < MANY - 1; i += 1000) {
    const count = Math.min(1000, MANY - 1 - i);
    const rows = Array.from({ length: count }, (_, j) => `2026-03-01 10:00:00,A${i + j},C${i + j},付款,成功,12.00`);
    if (!out.write(`${rows.join("\n")}\n`)) await once(out, "drain");
  }
  out.end(`${last}\n`);
  await once(out, "finish");
}

test(`a bill of ${MANY} rows is read in portions, in bounded memory; one bad row at its end takes all of it back`, async () => {
  const folder = tempFolder();
  const [good, bad] = [join(folder, "good.csv"), join(folder, "bad.csv")];
  await writeLarge(bad, "2026-03-01 10:00:00,LAST,C,付款,成功,12a");
  await writeLarge(good, "2026-03-01 10:00:00,LAST,C,付款,成功,12.00");
  const desk = openDesk();
  const count = () => desk.store.read.get<{ n: number }>("SELECT count(*) AS n FROM bill_lines")?.n;
  const before = process.memoryUsage().rss;
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 50);
  const refused = await read(bad, desk);
  expect(refused).toMatchObject({ failure: { code: "bill_amount_bad", detail: `${MANY + 1} 12a` } });
  expect([count(), [...linesOfDay(desk.store.read, "pooul", "2026-03-01")].length]).toEqual([0, 0]);
  const started = performance.now();
  expect(must(await read(good, desk))).toMatchObject({ rows: MANY, sales: MANY, refunds: 0 });
  const seconds = Math.round((performance.now() - started) / 1000);
  clearInterval(watching);
  expect(count()).toBe(MANY);
  // Printed on purpose: the figure is what somebody asked for who named a number of rows.
  if (process.env["BILL_ROWS"] !== undefined)
    console.log(`${MANY} rows in ${seconds} s, at most ${Math.round(most / 2 ** 20)} MiB more than before`);
  expect(most).toBeLessThan(250 * 2 ** 20);
}, 1_800_000);

test("a number that a spreadsheet has cut to fifteen digits is refused by its row, and seconds are those of the text", async () => {
  const seconds = Array.from({ length: 100 }, (_, at) => new Date(Date.UTC(2026, 2, 1) + at * 61_000));
  const sheet = (orders: readonly (string | number)[]) => [
    HEAD.map((value) => ({ type: String, value })),
    ...orders.map((order, at) => [
      { type: Date, value: seconds[at] ?? new Date(0), format: "yyyy-mm-dd hh:mm:ss" },
      typeof order === "string" ? { type: String, value: order } : { type: Number, value: order },
      ...[`C${at}`, "付款", "成功", "12.50"].map((value) => ({ type: String, value })),
    ]),
  ];
  const [whole, cut] = [join(tempFolder(), "bill.xlsx"), join(tempFolder(), "bill.xlsx")];
  await writeXlsxFile(sheet(seconds.map((_, at) => `9260301100000001${at}`))).toFile(whole);
  await writeXlsxFile(sheet(["926030110000000100018", 926030110000000000000])).toFile(cut);
  const desk = openDesk();
  must(await read(whole, desk));
  expect([...linesOfDay(desk.store.read, "pooul", "2026-03-01")].map(({ at }) => at)).toEqual(
    seconds.map((at) => at.toISOString().slice(0, 19).replace("T", " ")),
  );
  expect(await read(cut)).toMatchObject({ failure: { code: "bill_number_bad" } });
});

test("two bills read in at once do not mix, and the same one twice counts once", async () => {
  const folder = tempFolder();
  const fileOf = (name: string, first: number) => {
    const file = join(folder, name);
    const rows = Array.from({ length: 5000 }, (_, at) => [
      "2026-03-01 10:00:00",
      String(926030110000000 + first + at),
      `${name}${at}`,
      "付款",
      "成功",
      "12.50",
    ]);
    writeFileSync(file, [HEAD, ...rows].map((row) => row.join(",")).join("\r\n"));
    return file;
  };
  const [one, two] = [fileOf("one", 0), fileOf("two", 50_000)];
  const desk = openDesk();
  const bills = billsOf(desk);
  const layout = must(await bills.layoutFor(one));
  const done = await Promise.all([one, two, one].map((file) => bills.apply({ file, channel: "pooul", layout })));
  expect(done.map((each) => (each.ok ? each.value.rows : each.failure.code))).toEqual([5000, 5000, "bill_again"]);
  const lines = desk.store.read.all<{ name: string; lines: number; own: number }>(
    `SELECT b.name, count(*) AS lines, sum(l.channel_no LIKE b.name || '%') AS own
     FROM bills b JOIN bill_lines l ON l.bill_id = b.bill_id WHERE b.state = 'applied' GROUP BY b.bill_id`,
  );
  expect(lines).toEqual([
    { name: "one", lines: 5000, own: 5000 },
    { name: "two", lines: 5000, own: 5000 },
  ]);
});

test("a bill that comes while another is read in has a file of its own, and the end of the other leaves it alone", async () => {
  const folder = tempFolder();
  const uploads = openUploads(folder);
  const send = async (text: string) => {
    const number = must(await uploads.begin("bill.csv", text.length));
    must(await uploads.add(number, Buffer.from(text).toString("base64")));
    return number;
  };
  const first = await send("one");
  const { file } = must(uploads.file(first));
  const second = await send("second");
  await uploads.end(first);
  const kept = must(uploads.file(second));
  expect(readFileSync(kept.file, "utf8")).toBe("second");
  expect([kept.file === file, existsSync(file), uploads.file(first).ok]).toEqual([false, false, false]);
  await uploads.end(second);
  expect(readdirSync(folder)).toEqual([]);
});
