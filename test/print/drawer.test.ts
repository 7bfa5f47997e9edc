// The cash drawer on a printer: once per cash sale, at its moment or not at all, and never because something started anew.
import { expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { jobById, queueDrawer, startJob } from "../../main/store/print-jobs.ts";
import { openShop, printsOn, until } from "./shop.ts";

test("the drawer opens once for a cash sale, beside its receipt", async () => {
  const { desk, prints, peer } = await openShop({ drawer: true });
  desk.store.write((tx) => queueDrawer(tx, "sale-1", systemClock.now()));
  desk.store.write((tx) => queueDrawer(tx, "sale-1", systemClock.now()));
  prints.wake();
  await until(() => peer.paper.drawers === 1);
  expect(prints.jobs(9)).toMatchObject([{ kind: "drawer", status: expect.stringMatching(/sending|proved/) }]);
});

test("it stays shut after a restart", async () => {
  const { desk, prints, peer, statuses, sell } = await openShop({ drawer: true });
  await prints.close();
  desk.store.write((tx) => queueDrawer(tx, "sale-1", systemClock.now()));
  const again = printsOn(desk.store);
  again.start();
  sell();
  again.wake();
  await until(() => statuses()[0] === "proved", statuses);
  expect(peer.paper.drawers).toBe(0);
  expect(again.jobs(9).find((job) => job.subject === "sale-1")).toMatchObject({
    status: "failed",
    reason: "restarted",
  });
});

test("it is not opened again by a restart in the middle of its kick", async () => {
  const { desk, prints, peer, statuses, sell } = await openShop({ drawer: true });
  await prints.close();
  desk.store.write((tx) => queueDrawer(tx, "sale-1", systemClock.now()));
  const [kick] = prints.jobs(1);
  const job = jobById(desk.store.read, kick?.job ?? 0);
  if (job === null) throw new Error("no kick");
  desk.store.write((tx) => startJob(tx, job, 8, systemClock.now()));
  const again = printsOn(desk.store);
  again.start();
  sell();
  again.wake();
  await until(() => statuses()[0] === "proved", statuses);
  expect(peer.paper.drawers).toBe(0);
  expect(again.job(job.job)).toMatchObject({ status: "uncertain", reason: "restarted" });
  expect(again.state().attention).toBe(0);
});

test("it stays shut when the printer comes back too late", async () => {
  const { desk, prints, peer } = await openShop({ drawer: true });
  desk.store.write((tx) => queueDrawer(tx, "sale-1", systemClock.now() - 6000));
  prints.wake();
  await until(
    () => prints.jobs(1)[0]?.status === "failed",
    () => prints.jobs(1),
  );
  expect(prints.jobs(1)[0]).toMatchObject({ reason: "too_late" });
  expect(peer.paper.drawers).toBe(0);
});
