// The queue with a real book and a printer on a real port: in order, once each, waiting while the printer is away, and
// never a second time by itself.
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { NO_LIMITS, putPerson } from "../../main/store/people.ts";
import { must } from "../support/flow-desk.ts";
import { look, setDisk } from "../support/flow-raw.ts";
import { HURRIED, configFor, openPeer, openShop, printedNumbers, until } from "./shop.ts";

describe("a printer that answers", () => {
  test("proves each receipt, in the order of the sales", async () => {
    const { sell, peer, statuses } = await openShop();
    const numbers = [sell(), sell(), sell()];
    await until(() => statuses().every((status) => status === "proved"), statuses);
    expect(printedNumbers(peer)).toEqual(numbers);
    expect(peer.paper.problems).toEqual([]);
  });

  test("a refund prints too", async () => {
    const { desk, prints, peer, sell } = await openShop();
    const number = sell();
    const undone = must(desk.payment.undoOrder(number, "商品破损"));
    prints.wake();
    await until(() => peer.paper.slips.length === 2);
    expect(peer.paper.slips[1]?.text).toContain("退款凭证");
    expect(peer.paper.slips[1]?.text).toContain(undone.refunds[0]);
  });

  test("names on the receipt who took the sale, as the book names them", async () => {
    const { desk, prints, peer, sell } = await openShop();
    must(prints.pause("front", true));
    const person = {
      id: "p",
      number: "7",
      name: "王丽",
      role: "cashier",
      pin: {},
      limits: NO_LIMITS,
      active: true,
    } as const;
    desk.store.write((tx) => putPerson(tx, person, 1));
    sell();
    sell();
    desk.store.write((tx) => tx.run("UPDATE orders SET cashier = CASE day_number WHEN 1 THEN '7' ELSE '8' END"));
    must(prints.pause("front", false));
    await until(() => peer.paper.slips.length === 2);
    expect(peer.paper.slips[0]?.text).toMatch(/收银员 +王丽 7\n/);
    expect(peer.paper.slips[1]?.text).toMatch(/收银员 +8\n/);
  });

  test("without paper it is sent nothing; what waits prints when there is paper again", async () => {
    const { sell, peer, statuses, prints } = await openShop();
    peer.script.paper = "out";
    const numbers = [sell(), sell()];
    await until(() => prints.printers()[0]?.status === "out_of_paper", prints.printers.bind(prints));
    expect(statuses()).toEqual(["queued", "queued"]);
    expect(peer.paper.hanging).toBe("");
    peer.mend({ paper: "there" });
    await until(() => statuses().every((status) => status === "proved"), statuses);
    expect(printedNumbers(peer)).toEqual(numbers);
  });

  test.each([
    ["cover_open", { cover: "open" }],
    ["offline", { online: false }],
  ] as const)("says %s and prints nothing", async (status, change) => {
    const { sell, peer, prints, statuses } = await openShop();
    Object.assign(peer.script, change);
    sell();
    await until(
      () => prints.printers()[0]?.status === status,
      () => prints.printers(),
    );
    expect(statuses()).toEqual(["queued"]);
  });

  test("is asked how it is before the first receipt, and again after what was wrong", async () => {
    const { peer, prints } = await openShop();
    const status = () => prints.printers()[0]?.status;
    await until(() => status() === "online", status);
    expect(peer.paper.slips).toEqual([]);
  });

  test("that says by itself that the cover is open is believed at once", async () => {
    const { sell, peer, prints, statuses } = await openShop();
    peer.script.unasked = true;
    sell();
    await until(() => statuses()[0] === "proved", statuses);
    peer.mend({ cover: "open" });
    await until(
      () => prints.printers()[0]?.status === "cover_open",
      () => prints.printers(),
      1_000,
    );
    peer.mend({ cover: "closed" });
    await until(
      () => prints.printers()[0]?.status === "online",
      () => prints.printers(),
      1_000,
    );
    expect(statuses()).toEqual(["proved"]);
  });

  test("paper that runs out in the middle is waited for: the receipt is proved once it is out", async () => {
    const { sell, peer, prints, statuses } = await openShop({
      copies: { ...configFor({ kind: "file", path: "x" }).copies, sale: 2 },
    });
    peer.script.paperForCuts = 1;
    sell();
    await until(
      () => prints.printers()[0]?.status === "out_of_paper",
      () => prints.printers(),
    );
    peer.mend({ paper: "there" });
    await until(() => statuses().every((status) => status === "proved"), statuses);
    expect(printedNumbers(peer)).toHaveLength(2);
  });

  test("that says nothing to GS r is handed the receipt, and nobody says it is printed", async () => {
    const { sell, peer, statuses } = await openShop({}, HURRIED);
    peer.script.answers = "no_proof";
    sell();
    await until(() => statuses()[0] === "handed_over", statuses, 25_000);
    sell();
    await until(() => statuses()[1] === "handed_over", statuses, 4_000);
    expect(printedNumbers(peer)).toHaveLength(2);
  });
});

describe("a printer that says nothing", () => {
  test("is one-way after a second: its receipts are handed over", async () => {
    const { sell, peer, statuses, prints } = await openShop();
    peer.script.answers = "nothing";
    const numbers = [sell(), sell()];
    await until(() => statuses().every((status) => status === "handed_over"), statuses, 3_000);
    await until(() => printedNumbers(peer).length === 2);
    expect(printedNumbers(peer)).toEqual(numbers);
    expect(prints.printers()[0]).toMatchObject({ status: "online", talks: false });
  });

  test("though it answered before, is not there: its receipts wait", async () => {
    const { sell, peer, statuses, prints } = await openShop();
    sell();
    await until(() => statuses()[0] === "proved", statuses);
    peer.script.answers = "nothing";
    sell();
    await until(
      () => prints.printers()[0]?.status === "no_answer",
      () => prints.printers(),
    );
    expect(statuses()).toEqual(["proved", "queued"]);
    peer.script.answers = "all";
    await until(() => statuses()[1] === "proved", statuses, 15_000);
    expect(printedNumbers(peer)).toHaveLength(2);
  });
});

describe("a connection that breaks in the middle", () => {
  test("leaves that receipt uncertain; the next one is whole, and nothing is printed twice", async () => {
    const { sell, peer, statuses } = await openShop();
    const first = sell();
    await until(() => statuses()[0] === "proved", statuses);
    peer.script.breakAfterBytes = 300;
    const second = sell();
    const third = sell();
    await until(() => statuses()[2] === "proved", statuses, 20_000);
    expect(statuses()).toEqual(["proved", "uncertain", "proved"]);
    expect(printedNumbers(peer)).toEqual([first, third]);
    expect(peer.paper.slips[1]?.text).toContain("以上打印中断");
    expect(peer.paper.slips.some(({ text }) => text.includes(second))).toBe(false);
  });

  test("in the middle of a picture does not eat the receipt after it", async () => {
    const { desk, sell, peer, statuses, prints } = await openShop();
    prints.setLook({ ...prints.look(), qr: { text: "https://shop.example/".padEnd(200, "x"), caption: "" } });
    sell();
    await until(() => statuses()[0] === "proved", statuses);
    // The last 200 bytes of the job are of the QR.
    const [job] = look<{ bytes: number }>(desk.file, "SELECT bytes FROM print_jobs WHERE turn = 1");
    peer.script.breakAfterBytes = (job?.bytes ?? 0) - 200;
    sell();
    const third = sell();
    await until(() => statuses()[2] === "proved", statuses, 20_000);
    expect(printedNumbers(peer).at(-1)).toBe(third);
    expect(peer.paper.slips.at(-1)?.text).toContain("合  计");
  });

  test("asks for nothing by itself; a person's reprint says 补打 1", async () => {
    const { sell, peer, statuses, prints } = await openShop();
    peer.script.breakAfterBytes = 300;
    const subject = sell();
    await until(() => statuses()[0] === "uncertain", statuses);
    const again = must(prints.print({ kind: "sale", subject }, null));
    expect(again).toMatchObject({ reprint: 1 });
    await until(
      () => prints.job(again.job)?.status === "proved",
      () => prints.jobs(9),
      20_000,
    );
    expect(peer.paper.slips.at(-1)?.text).toContain("补  打    1");
    expect(must(prints.print({ kind: "sale", subject }, null))).toMatchObject({ reprint: 2 });
  });
});

describe("what a person can do", () => {
  test("a paused printer prints nothing until it goes on", async () => {
    const { sell, peer, prints, statuses } = await openShop();
    must(prints.pause("front", true));
    sell();
    await until(() => statuses().length === 1);
    expect(peer.paper.slips).toEqual([]);
    must(prints.pause("front", false));
    await until(() => statuses()[0] === "proved", statuses);
  });

  test("what waits can be cancelled, what was printed cannot", async () => {
    const { sell, prints, statuses } = await openShop();
    sell();
    await until(() => statuses()[0] === "proved", statuses);
    must(prints.pause("front", true));
    sell();
    const [newest, oldest] = prints.jobs(9).filter((job) => job.kind === "sale");
    expect(must(prints.cancel(newest?.job ?? 0)).status).toBe("cancelled");
    expect(prints.cancel(oldest?.job ?? 0)).toMatchObject({ failure: { code: "print_job_not_waiting" } });
    expect(statuses()).toEqual(["proved", "cancelled"]);
  });

  test("what waits for one printer can be sent to another", async () => {
    const { sell, peer, prints, statuses } = await openShop();
    const other = await openPeer();
    must(prints.pause("front", true));
    const number = sell();
    prints.save("back", configFor({ kind: "tcp", host: "127.0.0.1", port: other.port }));
    const job = prints.jobs(9).find((one) => one.kind === "sale");
    must(prints.reroute(job?.job ?? 0, "back"));
    await until(() => statuses()[0] === "proved", statuses);
    expect(printedNumbers(other)).toEqual([number]);
    expect(peer.paper.slips).toEqual([]);
    expect(prints.reroute(job?.job ?? 0, "nowhere")).toMatchObject({ failure: { code: "printer_not_found" } });
  });

  test("a receipt of the time before there was a printer is printed only when it is asked for, and is no reprint", async () => {
    const { desk, prints, peer, sell } = await openShop();
    must(prints.remove("front"));
    const number = sell();
    prints.save("front", configFor({ kind: "tcp", host: "127.0.0.1", port: peer.port }));
    const printed = must(prints.print({ kind: "sale", subject: number }, null));
    await until(
      () => prints.job(printed.job)?.status === "proved",
      () => prints.jobs(9),
    );
    expect(prints.job(printed.job)).toMatchObject({ reprint: 0, printer: "front" });
    expect(look(desk.file, "SELECT 1 FROM print_jobs WHERE kind = 'sale'")).toHaveLength(1);
  });

  test("the test page shows what the printer can do", async () => {
    const { peer, prints } = await openShop();
    const page = must(prints.test("front"));
    await until(
      () => prints.job(page.job)?.status === "proved",
      () => prints.jobs(9),
    );
    expect(peer.paper.slips[0]?.text).toContain("打印机测试页");
    // The peer has no four-byte font, and says so.
    expect(peer.paper.problems).toHaveLength(2);
  });
});

test("nothing is sent that cannot be written down first", async () => {
  const { desk, prints, peer, sell, statuses } = await openShop();
  must(prints.pause("front", true));
  sell();
  must(prints.pause("front", false));
  setDisk(desk.store, "refuses");
  prints.wake();
  await until(() => peer.connections > 0);
  await wait(300);
  expect(peer.paper.slips).toEqual([]);
  setDisk(desk.store, "works");
  await until(() => statuses()[0] === "proved", statuses);
  expect(peer.paper.slips).toHaveLength(1);
});

test("no more jobs leave in a minute than the printer's cap", async () => {
  const { sell, peer, statuses } = await openShop({ perMinute: 3 });
  for (let i = 0; i < 5; i++) sell();
  await until(() => printedNumbers(peer).length === 3, statuses);
  await wait(500);
  expect(statuses()).toEqual(["proved", "proved", "proved", "queued", "queued"]);
});

test("a payment is taken whatever stands in the printers' table", async () => {
  const { desk, sell } = await openShop();
  desk.store.write((tx) => tx.run("UPDATE printers SET config = '[]'"));
  const number = sell();
  expect(desk.attempt(number).status).toBe("paid");
  expect(desk.attempt(number).amountFen).toBe(fen(1250));
});

test("a logo that is no picture costs the customer nothing but the logo", async () => {
  const { prints, sell, peer, statuses } = await openShop();
  prints.setLook({ ...prints.look(), shopName: "小店", logoPng: "AAAA" });
  const number = sell();
  await until(() => statuses()[0] === "proved", statuses);
  expect(printedNumbers(peer)).toEqual([number]);
  expect(peer.paper.slips[0]?.text).not.toContain("[picture");
});

test("the proof of one receipt that comes late does not pass for the next one's", async () => {
  const { sell, peer, statuses } = await openShop({}, HURRIED);
  peer.script.answers = "no_proof";
  sell();
  await until(() => statuses()[0] === "handed_over", statuses, 25_000);
  // Now it answers GS r, but the first one's answer is still missing.
  peer.script.answers = "all";
  sell();
  await until(() => statuses()[1] !== "queued" && statuses()[1] !== "sending", statuses);
  expect(statuses()).toEqual(["handed_over", "handed_over"]);
});
