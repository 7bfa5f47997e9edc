// Pay modes through the window's calls: seen, opened, closed and moved, always as the channel tells them afterwards.
import { expect, test } from "vitest";
import { startPayserverPeer } from "../peers/payserver.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { type Desk, kept, openDesk } from "./desk.ts";

async function laikoo(): Promise<Desk> {
  const desk = await openDesk();
  await desk.save("payserver", kept(await startPayserverPeer()).config());
  return desk;
}
const id = "payserver";

test("an open mode is closed and opened again, and the list says so each time", async () => {
  const desk = await laikoo();
  const { modes } = await desk.done("channels.modes", { id });
  const open = modes.find((mode) => mode.isOpen && mode.uuid !== null);
  if (!open?.uuid) throw new Error("the peer's shop has no open mode");
  const { uuid } = open;
  const closed = await desk.done("channels.changeMode", { id, uuid, isOpen: false });
  expect(closed.modes.find((mode) => mode.uuid === uuid)).toMatchObject({ isOpen: false });
  const again = await desk.done("channels.changeMode", { id, uuid, isOpen: true });
  expect(again.modes.find((mode) => mode.uuid === uuid)).toMatchObject({ isOpen: true });
});

test("a mode that is moved up stands first", async () => {
  const desk = await laikoo();
  const { modes } = await desk.done("channels.modes", { id });
  const last = modes.findLast((mode) => mode.uuid !== null);
  if (!last?.uuid) throw new Error("the peer's shop has no mode");
  const order = Math.max(...modes.map((mode) => mode.order ?? 0)) + 1;
  const moved = await desk.done("channels.changeMode", { id, uuid: last.uuid, order });
  expect(moved.modes[0]).toMatchObject({ uuid: last.uuid, order });
});

test("a channel without modes says so, in its form and when asked", async () => {
  const desk = await laikoo();
  await desk.save("pooul", kept(await startPooulPeer()).config());
  expect(await desk.setup("payserver")).toMatchObject({ hasModes: true });
  expect(await desk.setup("pooul")).toMatchObject({ hasModes: false });
  expect(await desk.call("channels.modes", { id: "pooul" })).toMatchObject({ failure: { code: "channel_cannot" } });
});

test("a uuid that can be none never reaches the channel", async () => {
  const desk = await laikoo();
  expect(await desk.call("channels.changeMode", { id, uuid: "../x", isOpen: true })).toMatchObject({
    failure: { code: "bad_input" },
  });
});
