// Report files as a spreadsheet program reads them: LibreOffice opens both, and what it writes back has the same numbers,
// dates, long order numbers and Chinese, and runs nothing that a customer typed.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import papaparse from "papaparse";
import { describe, expect, test } from "vitest";
import { openReports, saveFile } from "../../main/report/reports.ts";
import { fen } from "../../preload/contract/money.ts";
import { type Desk, must, openDesk, tempFolder } from "../support/flow-desk.ts";

const soffice = spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
const asked = { span: "day", day: "2026-03-01" } as const;
const HOSTILE = '=HYPERLINK("http://x","豆浆, \u201c大\u201d")';

async function shop(): Promise<Desk & { numbers: string[] }> {
  const desk = openDesk();
  const first = await desk.pay({ note: HOSTILE });
  const second = must(
    desk.payment.takeCash(
      { ...desk.sale({ amountFen: fen(123_456), note: "永和豆浆 龘" }), order: null },
      fen(123_456),
    ),
  );
  const refund = must(desk.payment.startRefund({ tradeNo: first.tradeNo, amountFen: fen(300), why: "凉了" }));
  await desk.clock.run(desk.payment.followRefund(refund));
  return { ...desk, numbers: [first.tradeNo, second, refund] };
}

const fileOf = (desk: Desk, form: "csv" | "xlsx") =>
  openReports({ store: desk.store, clock: desk.clock }).file(asked, form, "zh-CN");

/** Has LibreOffice open the file and write it anew. */
function convert(file: string, to: string, options: readonly string[] = []): string {
  const folder = tempFolder();
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const args = [profile, "--headless", ...options, "--convert-to", to, "--outdir", folder, file];
  const run = spawnSync("soffice", args, { encoding: "utf8", timeout: 90_000 });
  if (run.status !== 0) throw new Error(run.stderr);
  const name = file.replace(/^.*\//, "").replace(/\.\w+$/, "");
  return readFileSync(join(folder, `${name}.${to.split(":")[0]}`), "utf8");
}

/** A sheet's cells as a flat OpenDocument file says them: kind, value, text. */
function cellsOf(fods: string, sheet: string): string[][] {
  const table = new RegExp(`<table:table table:name="${sheet}".*?</table:table>`, "s").exec(fods)?.[0] ?? "";
  return [...table.matchAll(/<table:table-row.*?<\/table:table-row>/gs)].map(([row]) =>
    [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(
      ([, attributes = "", body = ""]) => {
        const times = Number(/table:number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? "1");
        return Array.from({ length: times > 20 ? 0 : times }, () => cellOf(attributes, body));
      },
    ),
  );
}

function cellOf(attributes: string, body: string): string {
  if (/table:formula/.test(attributes)) return `formula ${attributes}`;
  const kind = /office:value-type="(\w+)"/.exec(attributes)?.[1] ?? "empty";
  const value = /office:(?:date-)?value="([^"]*)"/.exec(attributes)?.[1];
  const lines = [...body.matchAll(/<text:p>(.*?)<\/text:p>/gs)].map(([, line = ""]) => line.replaceAll(/<[^>]*>/g, ""));
  return `${kind} ${value ?? lines.join("\n")}`;
}

describe("the CSV", () => {
  test("has a byte order mark, whole order numbers as text, and no formula", async () => {
    const desk = await shop();
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await fileOf(desk, "csv"));
    expect(text.startsWith("\uFEFF时间,类型,单号")).toBe(true);
    const { data } = papaparse.parse<string[]>(text.slice(1).trimEnd());
    expect(data.slice(1).map((row) => [row[1], row[2], row[8], row[9]])).toEqual([
      ["收款", `${desk.numbers[0]}\t`, "12.50", `'${HOSTILE}`],
      ["收款", `${desk.numbers[1]}\t`, "1234.56", "永和豆浆 龘"],
      ["退款", `${desk.numbers[0]}\t`, "-3.00", `'${HOSTILE}`],
    ]);
  });

  test.skipIf(!soffice)(
    "opens in LibreOffice (skipped where it is not installed)",
    async () => {
      const desk = await shop();
      const file = join(tempFolder(), "report.csv");
      must(saveFile(file, await fileOf(desk, "csv")));
      const rows = cellsOf(
        convert(file, "fods:OpenDocument Spreadsheet Flat XML", ["--infilter=CSV:44,34,76"]),
        "report",
      );
      const [, sale, big, back] = rows;
      expect(sale?.[0]).toMatch(/^date 2026-03-01T10:00:0\d/);
      expect(sale?.[2]?.trim()).toBe(`string ${desk.numbers[0]}`);
      expect([sale?.[8], big?.[8], back?.[8]]).toEqual(["float 12.5", "float 1234.56", "float -3"]);
      expect(big?.[9]).toBe("string 永和豆浆 龘");
      expect(sale?.[9]).toMatch(/^string &apos;=HYPERLINK/);
    },
    120_000,
  );
});

describe("the workbook", () => {
  test.skipIf(!soffice)(
    "opens in LibreOffice with numbers, dates, text and Chinese as they are (skipped where it is not installed)",
    async () => {
      const desk = await shop();
      const file = join(tempFolder(), "report.xlsx");
      must(saveFile(file, await fileOf(desk, "xlsx")));
      const fods = convert(file, "fods:OpenDocument Spreadsheet Flat XML");
      const [head, sale, big, back] = cellsOf(fods, "明细");
      expect(head?.[0]).toBe("string 时间");
      expect(sale?.[0]).toMatch(/^date 2026-03-01T10:00:0\d/);
      expect(sale?.[2]).toBe(`string ${desk.numbers[0]}`);
      expect(back?.slice(2, 4)).toEqual([`string ${desk.numbers[0]}`, `string ${desk.numbers[2]}`]);
      expect([sale?.[8], big?.[8], back?.[8]]).toEqual(["float 12.5", "float 1234.56", "float -3"]);
      expect(sale?.[9]).toMatch(/^string =HYPERLINK/);
      expect(big?.[9]).toBe("string 永和豆浆 龘");
      expect(cellsOf(fods, "按钱包")).toContainEqual([
        "string 微信",
        "float 1",
        "float 12.5",
        "float 1",
        "float 3",
        "float 9.5",
      ]);
    },
    120_000,
  );
});

test("a file is written whole or not at all", () => {
  const folder = tempFolder();
  const file = join(folder, "a", "report.csv");
  must(saveFile(file, new TextEncoder().encode("new")));
  expect(readFileSync(file, "utf8")).toBe("new");
  writeFileSync(join(folder, "b"), "");
  expect(saveFile(join(folder, "b", "report.csv"), new Uint8Array(1))).toMatchObject({
    ok: false,
    failure: { code: "report_cannot_save" },
  });
});
