// `shift` and `report` as another program uses them: JSON out, exit codes, nothing written on wrong input.
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { inside, newFolder } from "./cli.ts";

const today = () => systemClock.local(systemClock.now()).day;

test("a shift is opened, counted blind, explained and closed, and the next begins with what is left", async () => {
  const folder = newFolder();
  expect(await inside(folder, ["shift", "open", "--float", "20000"])).toMatchObject({ code: 0, json: { shift: 1 } });
  await inside(folder, ["cash", "--amount", "34800"]);
  await inside(folder, ["shift", "cash", "--out", "500", "--reason", "买水"]);
  const shown = await inside(folder, ["shift", "show"]);
  expect(shown).toMatchObject({ code: 0, json: { on: true, shift: { state: "open", drawer: null, cashCount: 1 } } });
  expect(shown.out).not.toContain("34800");
  const count = {
    notes: [
      { fen: 10_000, count: 5 },
      { fen: 2000, count: 2 },
      { fen: 100, count: 1 },
    ],
  };
  const first = await inside(folder, ["shift", "close"], JSON.stringify({ count, leftFen: 20_000 }));
  expect(first).toMatchObject({ code: 2, json: { error: { code: "shift_why_missing", detail: "-200" } } });
  const again = await inside(folder, ["shift", "close"], JSON.stringify({ count, leftFen: 20_000, why: "找零错" }));
  expect(again).toMatchObject({ code: 2, json: { error: { code: "shift_counted" } } });
  const closing = JSON.stringify({ leftFen: 20_000, why: "找零错", takenBy: "赵敏", next: true });
  expect(await inside(folder, ["shift", "close"], closing)).toMatchObject({
    code: 0,
    json: { state: "closed", drawer: { expectedFen: 54_300, countedFen: 54_100, differenceFen: -200 } },
  });
  expect(await inside(folder, ["shift", "show"])).toMatchObject({ json: { shift: { shift: 2, cashier: "赵敏" } } });
  expect(await inside(folder, ["verify"])).toMatchObject({ code: 0, json: { ok: true, problems: [] } });
});

test.each([
  [["shift", "open"], "", "bad_usage"],
  [["shift", "open", "--float", "12.5"], "", "bad_usage"],
  [["shift", "close"], "x", "config_not_json"],
  [["shift", "close"], '{"count":{"countedFen":"many"}}', "bad_input"],
  [["shift", "close"], '{"count":{"notes":[{"fen":300,"count":1}]}}', "bad_input"],
  [["shift", "close"], "{}", "shift_not_counted"],
  [["shift", "close"], '{"count":{"countedFen":1},"why":"少 1345.6789.0123.4567.89"}', "bad_usage"],
  [["shift", "close"], '{"count":{"countedFen":1},"takenBy":"134567890123456789"}', "bad_usage"],
  [["shift", "cash", "--in", "1", "--out", "1", "--reason", "x"], "", "bad_usage"],
  [["report"], "", "bad_usage"],
  [["report", "--day", "2026-02-30"], "", "bad_usage"],
  [["report", "--day", "2026-02-01", "--week", "2026-02-01"], "", "bad_usage"],
])("%j with %j is refused with exit 2", async (args, stdin, code) => {
  expect(await inside(newFolder(), args, stdin)).toMatchObject({ code: 2, json: { error: { code } } });
});

test("a report is answered as JSON and written as CSV and XLSX", async () => {
  const folder = newFolder();
  await inside(folder, ["cash", "--amount", "1250", "--note", "豆浆"]);
  const [csv, xlsx] = [join(dirname(folder), "out", "r.csv"), join(dirname(folder), "out", "r.xlsx")];
  const ran = await inside(folder, ["report", "--month", today().slice(0, 7), "--csv", csv, "--xlsx", xlsx]);
  expect(ran).toMatchObject({ code: 0, json: { takings: { total: { count: 1, fen: 1250 } }, files: [csv, xlsx] } });
  expect(readFileSync(csv, "utf8")).toContain("豆浆");
  expect(readFileSync(xlsx).subarray(0, 2).toString("latin1")).toBe("PK");
  const nowhere = join(csv, "deeper.csv");
  const refused = await inside(folder, ["report", "--day", today(), "--csv", nowhere]);
  expect(refused).toMatchObject({ code: 2, json: { error: { code: "report_cannot_save" } } });
  expect(existsSync(nowhere)).toBe(false);
});

test("a report never takes the place of a file, and no file of it stands among the till's own", async () => {
  const folder = newFolder();
  const outside = dirname(folder);
  await inside(folder, ["cash", "--amount", "1250"]);
  const [taken, leads] = [join(outside, "taken.csv"), join(outside, "leads")];
  writeFileSync(taken, "mine");
  symlinkSync(join(outside, "nobody.csv"), join(outside, "nowhere.csv"));
  symlinkSync(folder, leads);
  mkdirSync(join(folder, "reports"));
  const before = [readFileSync(join(folder, "till.db")), readdirSync(folder)];
  const refused = [
    ["csv", taken],
    ["csv", join(outside, "nowhere.csv")],
    ["csv", join(folder, "till.db")],
    ["xlsx", join(folder, "reports", "new", "r.xlsx")],
    ["xlsx", join(leads, "r.xlsx")],
  ];
  for (const [form = "", file = ""] of refused)
    expect(await inside(folder, ["report", "--day", today(), `--${form}`, file])).toMatchObject({
      code: 2,
      json: { error: { code: "bad_usage", option: form } },
    });
  expect(readFileSync(taken, "utf8")).toBe("mine");
  expect(existsSync(join(outside, "nobody.csv"))).toBe(false);
  expect([readFileSync(join(folder, "till.db")), readdirSync(folder)]).toEqual(before);
});

test("of two files of a report that cannot both be written, neither is left", async () => {
  const folder = newFolder();
  const outside = dirname(folder);
  const [csv, xlsx] = [join(outside, "a.csv"), join(outside, "taken.xlsx")];
  writeFileSync(xlsx, "mine");
  for (const second of [xlsx, csv, join(xlsx, "below.xlsx")]) {
    const refused = await inside(folder, ["report", "--day", today(), "--csv", csv, "--xlsx", second]);
    expect(refused).toMatchObject({ code: 2, json: { error: { option: "xlsx" } } });
    expect(existsSync(csv)).toBe(false);
  }
  expect(readFileSync(xlsx, "utf8")).toBe("mine");
});
