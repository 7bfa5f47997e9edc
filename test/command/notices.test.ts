// `notices set` and `notices show`: the receiver's settings from the command line, checked before they are kept. The
// command line itself never listens.
import { expect, test } from "vitest";
import { cli, inside, newFolder } from "./cli.ts";

const WISH = { enabled: true, host: "127.0.0.1", port: 8787 };

test("what is set by one process is shown by the next", async () => {
  const folder = newFolder();
  expect(await cli({ folder, stdin: JSON.stringify(WISH) }, "notices", "set")).toMatchObject({
    code: 0,
    json: { ok: true, ...WISH },
  });
  expect(await inside(folder, ["notices", "show"])).toMatchObject({ code: 0, json: { ...WISH, sums: [] } });
});

test.each<[string, string, string]>([
  ["no JSON", "x", "config_not_json"],
  ["no port", JSON.stringify({ ...WISH, port: undefined }), "bad_input"],
  ["port 0", JSON.stringify({ ...WISH, port: 0 }), "bad_input"],
  ["port 65536", JSON.stringify({ ...WISH, port: 65_536 }), "bad_input"],
  ["a field that is none", JSON.stringify({ ...WISH, path: "/x" }), "bad_input"],
  ["somebody else's address", JSON.stringify({ ...WISH, host: "203.0.113.7" }), "notice_host_not_here"],
])("%s is refused with exit 2, and nothing is kept", async (_what, stdin, error) => {
  const folder = newFolder();
  expect(await inside(folder, ["notices", "set"], stdin)).toMatchObject({ code: 2, json: { error: { code: error } } });
  expect(await inside(folder, ["notices", "show"])).toMatchObject({ json: { enabled: false } });
});
