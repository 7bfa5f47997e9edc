// What cannot be meant is refused: exit 2, a sentence that names the option, nothing written, nothing repeated.
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cli, inside, keep, newFolder, payCode, run } from "./cli.ts";

const GOOD = payCode();
const fullWidth = (digits: string) =>
  digits.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const UNKNOWN_ORDER = "926112108173790000012";

/** `--channel training --amount 1 --code …`, with some of it replaced; null takes an option away. */
function pay(change: Record<string, string | null> = {}): string[] {
  const options = { channel: "training", amount: "1", code: GOOD, ...change };
  const given = Object.entries(options).filter((entry): entry is [string, string] => entry[1] !== null);
  return ["pay", ...given.map(([name, value]) => `--${name}=${value}`)];
}

async function refused(args: readonly string[]): Promise<{ code?: string; option?: string | null; message: string }> {
  const folder = newFolder();
  const { code, json } = await inside(folder, args);
  const error = json["error"] as { code?: string; option?: string | null; message: string };
  expect([code, Object.keys(json)]).toEqual([2, ["error"]]);
  expect(error.message).toMatch(/^.{8,}[.]$/);
  expect(existsSync(folder)).toBe(false);
  return error;
}

const AMOUNTS = [
  "0",
  "007",
  "-1",
  "1.5",
  "1e3",
  "10000001",
  "",
  "１２",
  " 1",
  "0x10",
  "1_000",
  "NaN",
  "Infinity",
  "٣",
  "99999999999999999999",
];
const CODES: readonly (readonly [what: string, code: string, failure: string])[] = [
  ["too short", "1234567", "code_too_short"],
  ["too long", "1".repeat(33), "code_too_long"],
  ["letters", "13A000012345678901", "code_has_letters"],
  ["full-width digits", "１３００００１２３４５６７８９０１２", "code_full_width"],
  ["a goods barcode", "6901234567892", "code_is_goods"],
  ["our own receipt", UNKNOWN_ORDER, "code_is_receipt"],
  ["a web address", "https://qr.alipay.com/fkx0", "code_is_url"],
];
/** Digits that the settings might allow: only an open till knows. */
const UNKNOWN_CODES = [
  ["too long for a wallet", "1".repeat(25), "code_too_long"],
  ["a prefix no wallet has", "990000123456789012", "code_unknown_shape"],
] as const;

describe("options", () => {
  it.each(AMOUNTS)("an amount of %j is refused by name", async (amount) => {
    expect(await refused(pay({ amount }))).toMatchObject({
      option: "amount",
      message: expect.stringContaining("--amount"),
    });
  });

  it.each(CODES)("a code that is %s is refused with what it is", async (_what, code, failure) => {
    const error = await refused(pay({ code }));
    expect(error).toMatchObject({ code: failure, option: "code", message: expect.stringMatching(/^--code: /) });
    if (code.length > 6) expect(JSON.stringify(error)).not.toContain(code);
  });

  it.each(UNKNOWN_CODES)("a code that is %s is refused once the settings are read", async (_what, code, failure) => {
    const { code: exit, json } = await inside(newFolder(), pay({ code }));
    expect([exit, json["error"]]).toMatchObject([2, { code: failure, option: "code" }]);
    expect(JSON.stringify(json)).not.toContain(code);
  });

  it.each(["channel", "amount", "code"])("pay without --%s is refused by name", async (option) => {
    expect(await refused(pay({ [option]: null }))).toMatchObject({ option, message: `--${option} is missing.` });
    expect(await refused([...pay({ [option]: null }), `--${option}`])).toMatchObject({ option });
  });

  it.each([
    ["given twice", [...pay(), "--amount", "2"], "amount"],
    ["not known", [...pay(), "--force-paid", "1"], "force-paid"],
    ["not known, camel case", [...pay(), "--toString"], "toString"],
    ["not known, of another verb", [...pay(), "--open"], "open"],
    ["a prototype's", [...pay(), "--__proto__=1"], "__proto__"],
    ["short", [...pay(), "-f"], "f"],
    ["a value like an option", ["pay", "--amount", "-1"], "amount"],
    ["a switch with a value", ["orders", "--open=yes"], "open"],
    ["an empty folder", [...pay(), "--data="], "data"],
    ["a wallet nobody has", ["qr", "--channel=training", "--amount=1", "--wallet=paypal"], "wallet"],
    ["a long note", pay({ note: "x".repeat(61) }), "note"],
    ["a note of two lines", pay({ note: "a\nb" }), "note"],
    ["a pay code in the note", pay({ note: `for ${GOOD}` }), "note"],
    ["a pay code in the note as a Chinese keyboard writes it", pay({ note: fullWidth(GOOD) }), "note"],
    ["an order of letters", ["query", "--order", "abc"], "order"],
    ["an order with a wrong last digit", ["cancel", "--order", "926112108173790000013"], "order"],
    ["an order with an injection", ["query", "--order", "9' OR 1=1 --"], "order"],
    ["no order", ["refund", "--reason", "x"], "order"],
    ["no reason", ["refund", "--order", UNKNOWN_ORDER], "reason"],
    ["a blank reason", ["refund", "--order", UNKNOWN_ORDER, "--reason", "  "], "reason"],
    ["a pay code as the reason", ["refund", "--order", UNKNOWN_ORDER, "--reason", GOOD], "reason"],
    ["a refund of nothing", ["refund", "--order", UNKNOWN_ORDER, "--reason", "x", "--amount", "0"], "amount"],
    ["an order for a refund", ["refund-query", "--refund", UNKNOWN_ORDER], "refund"],
    ["no day of the calendar", ["orders", "--day", "2026-02-30"], "day"],
    ["a day in words", ["orders", "--day", "today"], "day"],
    ["a day of the year 0", ["orders", "--day", "0000-01-01"], "day"],
    ["a report's day of the year 9999", ["report", "--day", "9999-12-31"], "day"],
    ["a report's week of the year 0", ["report", "--week", "0000-01-01"], "week"],
    ["a report's week before all years", ["report", "--week=-000001-01-01"], "week"],
    ["a report's month of no year", ["report", "--month", "9999-12"], "month"],
    ["a day to reconcile of the year 9999", ["reconcile", "--day", "9999-12-31"], "day"],
    ["no lines", ["orders", "--limit", "0"], "limit"],
    ["too long a wait", ["recover", "--for", "86401"], "for"],
    ["a negative wait", ["recover", "--for=-1"], "for"],
    ["an array for JSON", ["call", "--channel=training", "--api=query", "--json=[]"], "json"],
    ["broken JSON", ["call", "--channel=training", "--api=query", "--json={"], "json"],
  ])("%s is refused by name", async (_what, args, option) => {
    expect(await refused(args)).toMatchObject({ option, message: expect.stringContaining(option) });
  });

  it("a word too many is refused", async () => {
    expect((await refused([...pay(), "now"])).message).toContain("word");
    expect((await refused(["verify", "--", "now"])).message).toContain("word");
  });
});

describe("verbs and channels", () => {
  it.each(
    [
      [],
      ["constructor"],
      ["__proto__"],
      ["toString"],
      ["hasOwnProperty"],
      ["channel"],
      ["channel", "set"],
      ["channel", "get"],
      ["Pay"],
      [""],
    ].map((args) => [args]),
  )("%j is no verb, and the answer lists them", async (args) => {
    expect((await refused(args)).message).toContain("refund-query");
  });

  it.each(["paypal", "__proto__", "constructor", "Training", "", GOOD])(
    "channel %j is refused, and not repeated",
    async (channel) => {
      const error = await refused(pay({ channel }));
      expect(error).toMatchObject({ option: "channel", message: expect.stringContaining("--channel") });
      if (channel === GOOD) expect(JSON.stringify(error)).not.toContain(GOOD);
      if (channel === "") return;
      expect((await refused(["channel", "set", channel])).message).toMatch(/pooul.*training/);
    },
  );

  it("numbers nobody gave out are refused, and nothing is written", async () => {
    const folder = newFolder();
    await inside(folder, ["verify"]);
    const before = await inside(folder, ["verify"]);
    for (const verb of ["query", "cancel"])
      expect(await inside(folder, [verb, "--order", UNKNOWN_ORDER])).toMatchObject({
        code: 2,
        json: { error: { code: "order_not_found" } },
      });
    expect(await inside(folder, ["refund", "--order", UNKNOWN_ORDER, "--reason", "x"])).toMatchObject({ code: 2 });
    const refund = await inside(folder, ["refund-query", "--refund", "826112108173790000013"]);
    expect(refund).toMatchObject({ code: 2, json: { error: { code: "refund_not_found" } } });
    expect(await inside(folder, ["verify"])).toEqual(before);
    expect((await inside(folder, ["orders"])).json).toEqual({ orders: [] });
  });

  it("a pay mode is refused on a channel that has none, before anything is written", async () => {
    const folder = newFolder();
    const { code, json } = await inside(folder, pay({ mode: "zzz" }));
    expect(code).toBe(2);
    expect(json).toMatchObject({ error: { code: "mode_not_known", message: expect.stringContaining("--mode") } });
    expect((await inside(folder, ["orders"])).json).toEqual({ orders: [] });
  });

  it("a channel that is not set up takes nothing", async () => {
    const folder = newFolder();
    for (const args of [
      pay({ channel: "pooul" }),
      ["qr", "--channel=pooul", "--amount=1", "--wallet=wechat"],
      ["call", "--channel=pooul", "--api=query"],
    ])
      expect(await inside(folder, args)).toMatchObject({
        code: 2,
        json: { error: { code: "channel_not_configured" } },
      });
    expect((await inside(folder, ["orders"])).json).toEqual({ orders: [] });
  });
});

it("as a process: a sentence on standard error, JSON on standard output, exit 2, no folder, no code", async () => {
  const folder = newFolder();
  const code = "136666666666666666";
  keep(code);
  for (const args of [
    ["pay", "--channel", "training", "--amount", "0", "--code", code],
    ["pay", "--channel", code, "--amount", "1", "--code", code],
    [code],
    ["pay", code],
    ["pay", `--${code}`, "1"],
    ["pay", "--amount", `-${code}`],
    ["channel", "set", code],
  ]) {
    const ran = await cli(folder, ...args);
    expect(ran.code).toBe(2);
    expect(ran.err.trim()).toBe((ran.json["error"] as { message: string }).message);
  }
  expect(existsSync(folder)).toBe(false);
}, 30_000);

it("a long answer arrives whole at a program that reads it slowly", async () => {
  const folder = newFolder();
  await inside(folder, pay());
  const { openStore } = await import("../../main/store/open.ts");
  const opened = openStore(`${folder}/training.db`);
  if (!opened.ok) throw new Error("no store");
  opened.value.write((tx) => {
    for (const table of ["orders", "attempts"]) {
      const key = table === "orders" ? "order_id" : "trade_no";
      const columns = tx.all<{ name: string }>("SELECT name FROM pragma_table_info(?)", table).map(({ name }) => name);
      const fresh = columns.map((name) =>
        name === key
          ? `'9' || printf('%020d', n)`
          : name === "order_id"
            ? `'9' || printf('%020d', n)`
            : name === "day_number"
              ? "n + 10"
              : name,
      );
      tx.run(`WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 800)
        INSERT INTO ${table} (${columns.join(", ")}) SELECT ${fresh.join(", ")} FROM (SELECT * FROM ${table} LIMIT 1), c`);
    }
  });
  opened.value.close();
  const ran = await run(
    { folder, started: (child) => void (child.stdout?.pause(), setTimeout(() => child.stdout?.resume(), 1500)) },
    ["orders", "--limit", "1000"],
  );
  expect(ran.code).toBe(0);
  expect((JSON.parse(ran.out) as { orders: unknown[] }).orders).toHaveLength(801);
});
