// The XML that is read, and all that is not: hostile or odd documents are unreadable, never something else.
import { describe, expect, test } from "vitest";
import { chargeOutcome, queryOutcome } from "../../main/channel/leshua/outcome.ts";
import { readXml } from "../../main/channel/leshua/xml.ts";
import { NUMBER, asked, http200, yes } from "./leshua-support.ts";

const read = (text: string) => {
  const fields = readXml(text);
  return fields && Object.fromEntries(fields);
};

describe("what is read", () => {
  test.each([
    [
      "an answer as the vendor shows it",
      `<?xml version="1.0" encoding="UTF-8"?>\n<leshua>\n<a><![CDATA[0]]></a>\n</leshua>\n`,
      { a: "0" },
    ],
    ["plain text", "<leshua><a>0</a></leshua>", { a: "0" }],
    ["everything in one line", "<leshua><a>0</a><b><![CDATA[2]]></b></leshua>", { a: "0", b: "2" }],
    ["empty elements of every spelling", "<leshua><a/><b></b><c><![CDATA[]]></c></leshua>", { a: "", b: "", c: "" }],
    [
      "digits as text",
      "<leshua><a>007</a><b>1e3</b><c>0x10</c><d>12345678901234567890123</d></leshua>",
      { a: "007", b: "1e3", c: "0x10", d: "12345678901234567890123" },
    ],
    ["blanks as they are", "<leshua><a> </a><b> x </b></leshua>", { a: " ", b: " x " }],
    ["markup inside CDATA", "<leshua><a><![CDATA[<b>&amp;</b>]]></a></leshua>", { a: "<b>&amp;</b>" }],
    ["a split CDATA", "<leshua><a><![CDATA[x]]]]><![CDATA[>y]]></a></leshua>", { a: "x]]>y" }],
    ["XML's own five references", "<leshua><a>&lt;&gt;&amp;&quot;&apos;&amp;lt;</a></leshua>", { a: `<>&"'&lt;` }],
    ["Chinese", "<leshua><a>支付成功</a></leshua>", { a: "支付成功" }],
    ["Chinese as a writer of plain ASCII has it", "<leshua><a>&#25903;&#x4ed8;</a></leshua>", { a: "支付" }],
    ["characters by their number", "<leshua><a>&#50;&#x27;&amp;#50;&#x1F600;</a></leshua>", { a: "2'&#50;😀" }],
    ["no field", "<leshua></leshua>", {}],
  ])("%s", (_name, text, fields) => {
    expect(read(text)).toEqual(fields);
  });

  test("a field named like a part of an object is a field", () => {
    expect(readXml("<leshua><status>2</status></leshua>")?.get("toString")).toBeUndefined();
  });
});

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i === 0 ? "" : i};`.repeat(10)}">`,
).join("")}]><leshua><status>&lol9;</status></leshua>`;

describe("what is unreadable", () => {
  test.each([
    ["a billion laughs", LAUGHS],
    ["an outside entity", `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><leshua><a>&f;</a></leshua>`],
    ["a DOCTYPE alone", "<!DOCTYPE leshua><leshua><a>0</a></leshua>"],
    ["a DOCTYPE in lower case", "<!doctype html><leshua><a>0</a></leshua>"],
    ["an entity of its own", "<leshua><a>&x;</a></leshua>"],
    ["a reference to no character", "<leshua><a>&#0;</a></leshua>"],
    ["a reference to half a character", "<leshua><a>&#xD83D;</a></leshua>"],
    ["a reference beyond the last character", "<leshua><a>&#x110000;</a></leshua>"],
    ["a reference without a number", "<leshua><a>&#;</a></leshua>"],
    ["a capital X in a reference", "<leshua><a>&#X32;</a></leshua>"],
    ["half a reference", "<leshua><a>a & b</a></leshua>"],
    ["a field twice", "<leshua><status>0</status><status>2</status></leshua>"],
    ["a field twice, once empty", "<leshua><status/><status>2</status></leshua>"],
    ["a nested field", "<leshua><data><status>2</status></data></leshua>"],
    ["a nested root", "<leshua><leshua><status>2</status></leshua></leshua>"],
    ["deep nesting", `${"<leshua>".repeat(5000)}${"</leshua>".repeat(5000)}`],
    ["an attribute of a field", '<leshua><status x="1">2</status></leshua>'],
    ["an attribute of the root", '<leshua xmlns="x"><status>2</status></leshua>'],
    ["a name with a colon", "<leshua><x:status>2</x:status></leshua>"],
    ["a very long name", `<leshua><${"a".repeat(65)}>2</${"a".repeat(65)}></leshua>`],
    ["a dangerous name", "<leshua><__proto__>2</__proto__></leshua>"],
    ["text between the fields", "<leshua>paid<status>2</status></leshua>"],
    ["CDATA between the fields", "<leshua><![CDATA[x]]><status>2</status></leshua>"],
    ["a comment", "<leshua><!-- --><status>2</status></leshua>"],
    ["a comment within a value", "<leshua><status>2<!-- -->0</status></leshua>"],
    ["an instruction", "<leshua><?php x?><status>2</status></leshua>"],
    ["a second declaration", '<?xml version="1.0"?><?xml version="1.0"?><leshua/>'],
    ["another root", "<xml><status>2</status></xml>"],
    ["another case", "<Leshua><status>2</status></Leshua>"],
    ["two roots", "<leshua/><leshua/>"],
    ["text behind the end", "<leshua><a>0</a></leshua>x"],
    ["half a document", "<leshua><status>2</status>"],
    ["an open CDATA", "<leshua><status><![CDATA[2</status></leshua>"],
    ["crossed tags", "<leshua><a>1</b></leshua>"],
    ["a null character", "<leshua><a>\u0000</a></leshua>"],
    ["HTML", "<html><body>502</body></html>"],
    ["JSON", '{"status":2}'],
    ["the vendor's own sentence", "接口为可用状态"],
    ["nothing", ""],
    ["too much", `<leshua><a>${"x".repeat(70_000)}</a></leshua>`],
    ["too many fields", `<leshua>${Array.from({ length: 9000 }, (_, i) => `<f${i}/>`).join("")}</leshua>`],
  ])("%s", (_name, text) => {
    expect(readXml(text)).toBeNull();
    expect(queryOutcome(http200(text), asked)).toMatchObject({ kind: "unknown", cause: "unreadable" });
    expect(chargeOutcome(http200(text), asked)).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test("half of a signed success is unreadable at every length", () => {
    const answer = yes({ status: "2", amount: "1250" });
    const text = answer.ok ? answer.text.trim() : "";
    for (let length = 0; length < text.length; length++)
      expect(queryOutcome(http200(text.slice(0, length)), asked)).toMatchObject({
        kind: "unknown",
        cause: "unreadable",
      });
    expect(queryOutcome(http200(text), asked)).toMatchObject({ kind: "paid" });
  });

  test("a success with one character changed anywhere is never paid with another amount or for another order", () => {
    const answer = yes({ status: "0", amount: "1250" });
    const text = answer.ok ? answer.text : "";
    for (let at = 0; at < text.length; at++) {
      for (const char of ["2", "x", "<", "&", " "]) {
        const changed = queryOutcome(http200(text.slice(0, at) + char + text.slice(at + 1)), asked);
        expect(["unknown", "awaiting"]).toContain(changed.kind);
      }
    }
    expect(NUMBER).toHaveLength(21);
  });
});
