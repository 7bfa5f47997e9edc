// `call` waits as long as the channel's own config says, and no longer.
import { expect, it } from "vitest";
import { misbehave } from "../peers/common/misbehave.ts";
import { startLeshuaPeer } from "../peers/leshua.ts";
import { inside, newFolder } from "./cli.ts";

it("a call that nobody answers ends with the config's requestTimeoutMs: exit 3, timeout", async () => {
  const peer = await startLeshuaPeer();
  const folder = newFolder();
  await inside(
    folder,
    ["channel", "set", "leshua"],
    JSON.stringify(peer.config({ timing: { requestTimeoutMs: 300 } })),
  );
  peer.script.next("query_status", misbehave.hang);
  const from = performance.now();
  const args = ["call", "--channel=leshua", "--api=query_status", '--json={"third_order_id":"T1"}'];
  expect(await inside(folder, args)).toMatchObject({ code: 3, json: { status: null, failure: "timeout" } });
  expect(performance.now() - from).toBeLessThan(10_000);
  await peer.close();
});
