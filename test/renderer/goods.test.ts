// A sale made of goods, and the table a product list is read from: nothing is guessed, rounded, left out or half taken.
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { MAX_GOODS, MAX_LINES } from "../../preload/contract/goods.ts";
import { fen } from "../../preload/contract/money.ts";
import {
  EMPTY,
  type Entry,
  addItem,
  eraseOne,
  startCount,
  totalFen,
  typeDigits,
} from "../../renderer/screens/collect/entry.ts";
import { addPrice, fromLines, isFull, linesOf } from "../../renderer/screens/collect/entry-lines.ts";
import { amountsIn } from "../../renderer/screens/goods/amounts.ts";
import { MAX_FILE_MB, readFile } from "../../renderer/screens/goods/read-file.ts";
import { type Sheet, readGoods } from "../../renderer/screens/goods/read-goods.ts";
import { MOST_UNPACKED_BYTES } from "../../preload/contract/zip.ts";
import { makeZip } from "../support/make-zip.ts";

const COLA = { barcode: "6901234567892", title: "可乐" };
const TEA = { barcode: "4006381333931", title: "茶" };

/** Says it becomes so large; whether it does, nobody waits to see. */
const bomb = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(makeZip([{ name: "xl/workbook.xml", bytes: Buffer.from("x"), saysBytes: MOST_UNPACKED_BYTES + 1 }]));

function with_(entry: Entry, price: number, goods: typeof COLA | null): Entry {
  const added = addPrice(entry, fen(price), goods);
  if (!added.ok) throw new Error(added.problem);
  return added.entry;
}
function typed(entry: Entry, digits: string): Entry {
  const next = typeDigits(entry, digits);
  if (!next.ok) throw new Error(next.problem);
  return next.entry;
}
const lines = (entry: Entry) => linesOf(entry, "其他").map(({ title, count, priceFen }) => [title, count, priceFen]);

describe("a sale of goods", () => {
  it("takes the same thing again as one piece more, and another thing as a line", () => {
    const entry = with_(with_(with_(EMPTY, 300, COLA), 450, TEA), 300, COLA);
    expect(lines(entry)).toEqual([
      ["可乐", 2, 300],
      ["茶", 1, 450],
    ]);
    expect(totalFen(entry)).toBe(1050);
  });

  it("takes typed prices and goods together, in their order", () => {
    const entry = typed(with_(typed(EMPTY, "12"), 300, COLA), "5");
    expect(lines(entry)).toEqual([
      ["其他", 1, 1200],
      ["可乐", 1, 300],
      ["其他", 1, 500],
    ]);
    expect(totalFen(entry)).toBe(2000);
  });

  it("gives × to what was scanned last", () => {
    const entry = typed(startCount(with_(EMPTY, 300, COLA)), "12");
    expect(lines(entry)).toEqual([["可乐", 12, 300]]);
    expect(lines(with_(entry, 300, COLA))).toEqual([["可乐", 13, 300]]);
  });

  it("never changes the price of goods by digits typed after them", () => {
    const back = eraseOne(startCount(with_(EMPTY, 300, COLA)));
    expect(lines(typed(back, "7"))).toEqual([
      ["可乐", 1, 300],
      ["其他", 1, 700],
    ]);
  });

  it("loses one piece of the last line with each erasing, and then the line", () => {
    const two = with_(with_(EMPTY, 300, COLA), 300, COLA);
    expect(lines(eraseOne(two))).toEqual([["可乐", 1, 300]]);
    expect(eraseOne(eraseOne(two))).toEqual(EMPTY);
  });

  it("adds up to what it shows, however it came about", () => {
    const entry = addItem(typed(startCount(typed(with_(with_(EMPTY, 300, COLA), 450, TEA), "20")), "3"));
    const sum = linesOf(entry, "其他").reduce((all, { count, priceFen }) => all + count * priceFen, 0);
    expect(sum).toBe(totalFen(entry));
    expect(totalFen(fromLines(linesOf(entry, "其他")))).toBe(totalFen(entry));
  });

  it("has no lines while nothing was scanned: a sale by amount stays one", () =>
    expect(linesOf(with_(typed(EMPTY, "5"), 1000, null), "其他")).toEqual([]));

  it("refuses what would be more than one sale may be, and keeps what it had", () =>
    expect(addPrice(with_(EMPTY, 9_999_900, COLA), fen(200), TEA)).toEqual({ ok: false, problem: "too_large" }));

  it("has an end to its lines", () => {
    let entry = EMPTY;
    for (let count = 0; count < MAX_LINES; count++)
      entry = with_(entry, 100 + count, { ...COLA, barcode: String(count) });
    expect(isFull(entry)).toBe(true);
  });
});

const HEAD = ["条码", "名称", "价格"];
const problemsOf = (sheet: Sheet) =>
  sheet.ok ? [] : sheet.problem === "rows" ? sheet.rows.map(({ row, problem }) => [row, problem]) : [sheet.problem];

describe("a product list", () => {
  it("is found by its columns' names, in any order and beside others", () => {
    const sheet = readGoods([
      ["序号", "售价（元）", "商品名称", " 商品条码 "],
      ["1", "3", "可乐", COLA.barcode],
    ]);
    expect(sheet).toEqual({ ok: true, goods: [{ ...COLA, priceFen: 300 }] });
  });

  it("names the columns that are missing", () =>
    expect(readGoods([["条码", "数量"]])).toEqual({ ok: false, problem: "no_columns", missing: ["title", "price"] }));

  it.each([
    ["a price in letters", [COLA.barcode, "可乐", "三块"], "price_bad"],
    ["a price with a letter in it", [COLA.barcode, "可乐", "3O"], "price_bad"],
    ["a third decimal", [COLA.barcode, "可乐", "3.005"], "price_decimals"],
    ["a negative price", [COLA.barcode, "可乐", "-3"], "price_bad"],
    ["no price", [COLA.barcode, "可乐"], "price_missing"],
    ["a price of nothing", [COLA.barcode, "可乐", "0.00"], "price_zero"],
    ["no title", [COLA.barcode, " ", "3"], "title_missing"],
    ["no barcode", ["", "可乐", "3"], "barcode_missing"],
    ["a barcode the table program rounded", ["6.90123E+12", "可乐", "3"], "barcode_science"],
    ["a barcode with a blank in it", ["690 123", "可乐", "3"], "barcode_bad"],
  ])("refuses %s, naming its row", (_what, row, problem) =>
    expect(problemsOf(readGoods([HEAD, [TEA.barcode, "茶", "4.5"], [], row]))).toEqual([[4, problem]]),
  );

  it("refuses a barcode that stands twice and names the first row", () =>
    expect(readGoods([HEAD, [COLA.barcode, "可乐", "3"], [COLA.barcode, "可乐", "3"]])).toEqual({
      ok: false,
      problem: "rows",
      rows: [{ row: 3, problem: "twice", detail: "2" }],
      more: 0,
    }));

  it("says how many more rows are wrong instead of listing them all", () => {
    const sheet = readGoods([HEAD, ...Array.from({ length: 50 }, (_, at) => [String(10_000 + at), "x", "?"])]);
    expect(sheet).toMatchObject({ ok: false, problem: "rows", more: 30 });
  });

  it("of a million rows is refused as too many, and none of it is taken", () => {
    const row = [COLA.barcode, "可乐", "3"];
    const many = Array.from({ length: 1_000_000 }, (_, at) => [String(10_000_000 + at), ...row.slice(1)]);
    expect(problemsOf(readGoods([HEAD, ...many]))).toEqual(["too_many"]);
  });

  it("without a row is empty", () => expect(problemsOf(readGoods([HEAD, ["", ""]]))).toEqual(["empty"]));
});

/** "条码,名称,价格\n6901234567892,可乐,3.5\n" in GBK. */
const GBK = Uint8Array.from(
  [0xcc, 0xf5, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbc, 0xdb, 0xb8, 0xf1, 0x0a].concat(
    [...`${COLA.barcode},`].map((digit) => digit.charCodeAt(0)),
    [0xbf, 0xc9, 0xc0, 0xd6, 0x2c, 0x33, 0x2e, 0x35, 0x0a],
  ),
);
const GOOD = { ok: true, goods: [{ ...COLA, priceFen: 350 }] };
const TEXT = `条码,名称,价格\n${COLA.barcode},可乐,3.5\n`;

/** The smallest workbook: one sheet, texts in place, the barcode and the price as numbers. */
function workbook(price: string): Blob {
  const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const head = HEAD.map((text, at) => cell(`${"ABC"[at] ?? ""}1`, text)).join("");
  const row = `<c r="A2"><v>${COLA.barcode}</v></c>${cell("B2", "可乐")}<c r="C2"><v>${price}</v></c>`;
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const pack = "http://schemas.openxmlformats.org/package/2006";
  const files = {
    "[Content_Types].xml": `<Types xmlns="${pack}/content-types"/>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData><row r="1">${head}</row><row r="2">${row}</row></sheetData></worksheet>`,
  };
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  return new Blob([new Uint8Array(zip)]);
}

describe("a file", () => {
  it.each<[string, Blob]>([
    ["UTF-8", new Blob([TEXT])],
    ["UTF-8 with its mark and Windows line ends", new Blob(["\ufeff", TEXT.replaceAll("\n", "\r\n")])],
    ["UTF-8 with tabs", new Blob([TEXT.replaceAll(",", "\t")])],
    ["GBK", new Blob([GBK])],
    [
      "UTF-16",
      new Blob([
        Uint8Array.from([0xff, 0xfe]),
        new Uint8Array(Uint16Array.from([...TEXT], (c) => c.charCodeAt(0)).buffer),
      ]),
    ],
    ["a workbook", workbook("3.5")],
    ["a workbook whose price has Excel's binary noise", workbook("3.5000000000000004")],
  ])("in %s is read", async (_what, file) => expect(await readFile(file)).toEqual(GOOD));

  it.each<[string, Blob, string]>([
    ["a picture", new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])]), "not_readable"],
    ["a zip that is no workbook", new Blob([new Uint8Array(zipSync({ a: strToU8("b") }))]), "not_readable"],
    ["a zip cut short", workbook("3.5").slice(0, 300), "not_readable"],
    ["nothing", new Blob([]), "empty"],
    ["too many bytes", new Blob([new Uint8Array(MAX_FILE_MB * 1024 * 1024 + 1)]), "too_big"],
    ["a small workbook that would become a very large one", new Blob([bomb()]), "too_big"],
  ])("that is %s is refused in words", async (_what, file, problem) =>
    expect(await readFile(file)).toMatchObject({ ok: false, problem }),
  );

  it("of more rows than a list may have is refused whole", async () => {
    const rows = Array.from({ length: MAX_GOODS + 1 }, (_, at) => `${10_000_000 + at},x,1`);
    expect(await readFile(new Blob([`${HEAD.join(",")}\n${rows.join("\n")}`]))).toMatchObject({ problem: "too_many" });
  });
});

it("quick amounts are read with blanks or commas between, and one that is none spoils them all", () => {
  expect(amountsIn(" 5 10，15.5 ")).toEqual([500, 1000, 1550]);
  expect(amountsIn("")).toEqual([]);
  expect(amountsIn("5 x")).toBe(null);
  expect(amountsIn("1 2 3 4 5 6 7")).toBe(null);
});
