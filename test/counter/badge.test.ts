// A badge comes by no call: what goes wrong with it is said on the screen, and the till goes on.
import { expect, test } from "vitest";
import { hearBadge } from "../../main/counter/badge.ts";
import { StoreCannotWrite } from "../../main/store/open.ts";
import type { TillEvent } from "../../main/bell.ts";
import { keptLog } from "../ipc/stand-in-till.ts";
import { shop, signIn } from "../staff/shop.ts";
import { setDisk } from "../support/flow-raw.ts";

const isRefused = (event: TillEvent) => event.name === "scan.heard" && event.payload.did === "refused";

test("a badge that cannot be written down because the disk refuses is refused, and signs in once it works", async () => {
  const desk = await shop();
  await signIn(desk, "1");
  const { people } = await desk.done("staff.list", {});
  const id = people.find((person) => person.number === "3")?.id ?? "";
  const { issued } = await desk.done("staff.badge", { id, does: "issue" });
  await desk.done("staff.signOut", {});
  const heard: TillEvent[] = [];
  desk.till.listen((event) => heard.push(event));
  setDisk(desk.till.books.real.store, "refuses");
  expect(await desk.done("collect.keys", { text: issued ?? "" })).toMatchObject({ heard: "badge", did: "badge" });
  await expect
    .poll(() => heard.filter(isRefused))
    .toMatchObject([{ payload: { heard: "badge", failure: { code: "store_cannot_write" } } }]);
  expect((await desk.done("till.state", {})).staff.person).toBeNull();
  setDisk(desk.till.books.real.store, "works");
  await desk.done("collect.keys", { text: issued ?? "" });
  await expect.poll(async () => (await desk.done("till.state", {})).staff.person?.number).toBe("3");
});

test.each([
  [new StoreCannotWrite("SQLITE_FULL"), "store_cannot_write"],
  [new TypeError("quotes 7123"), "bug"],
])("%s ends in an answer and in the log, which does not repeat its words", async (error, code) => {
  const log = keptLog();
  const badge = async () => {
    throw error;
  };
  const said = await hearBadge({ badge }, "7123", log);
  expect(said).toMatchObject({ did: "refused", failure: { code } });
  expect(log.lines.join()).toContain("error badge");
  expect(log.lines.join()).not.toContain("7123");
});
