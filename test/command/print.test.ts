// The verbs of printing, with a printer on a real port: a sale and a refund really come out, and support sees how they
// stand.
import { describe, expect, test } from "vitest";
import { openPeer } from "../print/shop.ts";
import { cli, inside, newFolder, payCode } from "./cli.ts";

async function shop() {
  const [folder, peer] = [newFolder(), await openPeer()];
  const target = { kind: "tcp", host: "127.0.0.1", port: peer.port };
  const config = JSON.stringify({ name: "前台", target, paper: 58 });
  const set = await inside(folder, ["printer", "set", "front"], config);
  expect(set).toMatchObject({ code: 0, json: { id: "front", ok: true } });
  const sell = async () => {
    const { json } = await inside(folder, ["cash", "--amount", "1250", "--given", "2000"]);
    return String(json["order"]);
  };
  return { folder, peer, sell };
}

describe("print --order", () => {
  test("prints the receipt that waits, proved; once more it is 补打 1", async () => {
    const { folder, peer, sell } = await shop();
    const order = await sell();
    expect(peer.paper.slips).toEqual([]);
    const first = await cli(folder, "print", "--order", order);
    expect(first).toMatchObject({ code: 0, json: { kind: "sale", status: "proved", reprint: 0, printer: "front" } });
    expect(peer.paper.slips[0]?.text).toContain("找零");
    const again = await inside(folder, ["print", "--order", order]);
    expect(again).toMatchObject({ code: 0, json: { status: "proved", reprint: 1 } });
    expect(peer.paper.slips[1]?.text).toContain("补  打    1");
    expect(peer.paper.slips).toHaveLength(2);
  });

  test("leaves it waiting while the printer has no paper, with exit 3 and the reason", async () => {
    const { folder, peer, sell } = await shop();
    peer.script.paper = "out";
    const order = await sell();
    const ran = await inside(folder, ["print", "--order", order, "--for", "1"]);
    expect(ran).toMatchObject({ code: 3, json: { status: "queued", printerStatus: "out_of_paper" } });
    peer.mend({ paper: "there" });
    expect(await inside(folder, ["print", "--order", order])).toMatchObject({ code: 0, json: { reprint: 0 } });
    expect(peer.paper.slips).toHaveLength(1);
  });

  test("has nothing to print for a training sale", async () => {
    const { folder, peer } = await shop();
    const pay = ["pay", "--channel", "training", "--amount", "100", "--code", payCode()];
    const { json } = await inside(folder, pay);
    const ran = await inside(folder, ["print", "--order", String(json["order"])]);
    expect(ran).toMatchObject({ code: 2, json: { error: { code: "nothing_to_print" } } });
    expect(peer.paper.slips).toEqual([]);
  });
});

test("print --refund prints what went back", async () => {
  const { folder, peer, sell } = await shop();
  const order = await sell();
  const { json } = await inside(folder, ["refund", "--order", order, "--amount", "300", "--reason", "破损"]);
  const ran = await inside(folder, ["print", "--refund", String(json["refund"])]);
  expect(ran).toMatchObject({ code: 0, json: { kind: "refund", status: "proved" } });
  // The sale waited longer, so it came out first.
  expect(peer.paper.slips.map(({ text }) => text.includes("退款凭证"))).toEqual([false, true]);
});

test("print --test and receipt set show the shop's own head", async () => {
  const { folder, peer } = await shop();
  const look = JSON.stringify({ shopName: "小店", footer: ["谢谢"] });
  expect(await inside(folder, ["receipt", "set"], look)).toMatchObject({ code: 0 });
  expect(await inside(folder, ["print", "--test", "front"])).toMatchObject({ code: 0, json: { kind: "test" } });
  expect(peer.paper.slips[0]?.text).toMatch(/^ *小 {2}店\n/);
});

test("printer list shows what is set up, and printer remove takes it away", async () => {
  const { folder } = await shop();
  const listed = await inside(folder, ["printer", "list"]);
  expect(listed.json).toMatchObject({ printers: [{ id: "front", paused: false, queued: 0, config: { paper: 58 } }] });
  expect(await inside(folder, ["printer", "remove", "front"])).toMatchObject({ code: 0 });
  expect((await inside(folder, ["printer", "list"])).json).toEqual({ printers: [] });
});

describe("what is refused, with exit 2 and nothing written", () => {
  test.each([
    ["a name that is none", ["printer", "set", "Front Desk"], '{"name":"x"}', "bad_usage"],
    ["no JSON", ["printer", "set", "front"], "nonsense", "config_not_json"],
    ["a field that is not known", ["printer", "set", "front"], '{"name":"x","speed":9}', "config_field_bad"],
    ["no target", ["printer", "set", "front"], '{"name":"x"}', "config_field_bad"],
    ["a printer that is not there", ["printer", "remove", "front"], "", "printer_not_found"],
    ["a test page of none", ["print", "--test", "front"], "", "printer_not_found"],
    ["nothing to print", ["print"], "", "bad_usage"],
    ["two things at once", ["print", "--test", "a", "--order", "9"], "", "bad_usage"],
    ["an order nobody has", ["print", "--order", "926030110000000100011"], "", "order_not_found"],
    ["a word too many", ["printer", "list", "all"], "", "bad_usage"],
  ])("%s", async (_what, args, stdin, code) => {
    const folder = newFolder();
    expect(await inside(folder, args, stdin)).toMatchObject({ code: 2, json: { error: { code } } });
  });
});
