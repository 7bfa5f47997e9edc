// What a person says about paper in doubt, opens by hand, or is given when nobody knows: asked once, kept, never guessed.
import { expect, test } from "vitest";
import { verifyStore } from "../../main/store/verify.ts";
import { fen } from "../../preload/contract/money.ts";

import { must, openDesk } from "../support/flow-desk.ts";
import { configFor, openPeer, openShop, printsOn, until } from "./shop.ts";

async function openWithDoubt() {
  const shop = await openShop();
  shop.peer.script.breakAfterBytes = 200;
  const number = shop.sell();
  await until(() => shop.statuses().includes("uncertain"), shop.statuses);
  const job = shop.prints.jobs(10).find(({ status }) => status === "uncertain")?.job ?? 0;
  return { ...shop, number, job };
}

test("what is in doubt asks for a person until one has said that it came out; then it is asked no more", async () => {
  const { prints, job, peer } = await openWithDoubt();
  expect(prints.state().attention).toBe(1);
  expect(must(prints.answer(job, "came_out")).answer).toBe("came_out");
  expect(prints.state().attention).toBe(0);
  expect(prints.queue().sums.uncertain).toBe(0);
  expect(prints.answer(job, "again")).toMatchObject({ ok: false, failure: { code: "print_answer_unfit" } });
  expect(peer.paper.slips.some(({ text }) => text.includes("补"))).toBe(false);
});

test("said to print again, it comes out once, as 补打 1, and both rows are kept", async () => {
  const { prints, job, number } = await openWithDoubt();
  expect(must(prints.answer(job, "again"))).toMatchObject({ reprint: 1, subject: number, kind: "sale" });
  await until(
    () => prints.jobs(1)[0]?.status === "proved",
    () => prints.jobs(5),
  );
  expect(prints.queue().rows.map(({ reprint, status, answer }) => [reprint, status, answer])).toEqual([
    [1, "proved", null],
    [0, "uncertain", "again"],
  ]);
});

test("not needed is no answer to what may be on paper, nor is it came out to what is not", async () => {
  const { prints, job } = await openWithDoubt();
  expect(prints.answer(job, "not_needed")).toMatchObject({ ok: false, failure: { code: "print_answer_unfit" } });
  expect(prints.answer(999, "again")).toMatchObject({ ok: false, failure: { code: "print_job_not_waiting" } });
});

test("the drawer opens by hand once, its reason in the journal and in the queue, and the book still verifies", async () => {
  const { prints, peer, desk } = await openShop({ drawer: true });
  must(prints.openDrawer("换零钱", "li"));
  await until(() => peer.paper.drawers === 1);
  expect(prints.queue().rows[0]).toMatchObject({ kind: "drawer", why: "换零钱", dayNumber: null });
  const events = desk.store.read.all<{ detail: string }>("SELECT detail FROM events WHERE kind = 'drawer_opened'");
  expect(events.map(({ detail }) => JSON.parse(detail))).toEqual([{ why: "换零钱", by: "li", printer: "front" }]);
  expect(verifyStore(desk.store.read).problems).toEqual([]);
});

test("a drawer that could not be opened at its moment is never opened later, and asks nobody", async () => {
  const desk = openDesk();
  const peer = await openPeer();
  const first = printsOn(desk.store);
  first.save("front", configFor({ kind: "tcp", host: "127.0.0.1", port: peer.port }, { drawer: true }));
  must(first.openDrawer("换零钱"));
  const next = printsOn(desk.store);
  next.start();
  await until(
    () => next.jobs(1)[0]?.status === "failed",
    () => next.jobs(1),
  );
  expect(peer.paper.drawers).toBe(0);
  expect(next.state()).toMatchObject({ attention: 0, waiting: 0, hasDrawer: true });
});

test("without a drawer anywhere, asking for it says so", async () => {
  const { prints } = await openShop();
  expect(prints.openDrawer("换零钱")).toMatchObject({ ok: false, failure: { code: "printer_no_drawer" } });
});

test("the counter sees the state that matters most: no paper before paused before on-line", async () => {
  const { prints, peer, sell } = await openShop();
  sell();
  // Until its paper is proved, the first one may still be among those that wait.
  await until(() => prints.state().status === "online" && prints.state().waiting === 0);
  prints.save("kitchen", configFor({ kind: "tcp", host: "127.0.0.1", port: 1 }));
  must(prints.pause("kitchen", true));
  expect(prints.state().status).toBe("paused");
  peer.mend({ paper: "out" });
  sell();
  await until(
    () => prints.state().status === "out_of_paper",
    () => prints.state(),
  );
  expect(prints.state()).toMatchObject({ waiting: 2, attention: 0 });
});

test("the queue knows each paper by the order's number of the day and its amount", async () => {
  const { prints, sell } = await openShop();
  const number = sell();
  await until(() => prints.jobs(1)[0]?.status === "proved");
  expect(prints.queue().rows[0]).toMatchObject({ subject: number, dayNumber: 1, amountFen: fen(1250), why: null });
});
