// README's table of documented calls is true: what it lists is what the channels offer, and its tests are there.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { openHttp } from "../../main/channel/http.ts";
import { openEvery } from "./every-channel.ts";

const root = resolve(import.meta.dirname, "../..");
/** channel -> the names and the test file of its row. */
function table(): Map<string, { names: string[]; file: string }> {
  const section = readFileSync(join(root, "README.md"), "utf8").split("## Every documented call")[1]?.split("\n## ")[0];
  const rows = new Map<string, { names: string[]; file: string }>();
  for (const line of (section ?? "").split("\n")) {
    const [, channel = "", names = "", file = ""] = line.split("|").map((cell) => cell.trim());
    const id = /^(\w+) \(\d{3}\)$/.exec(channel)?.[1];
    if (id) rows.set(id, { names: [...names.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ""), file });
  }
  return rows;
}

describe("README lists every documented call", () => {
  const rows = table();
  const channels = openEvery(openHttp().http);

  test("of all five seeds", () => expect([...rows.keys()].sort()).toEqual(channels.map(({ id }) => id).sort()));

  for (const { id, calls } of channels) {
    test(`${id}: the names are the channel's own, and the test that proves them exists`, () => {
      const row = rows.get(id);
      expect(row?.names).toEqual(calls.map((call) => call.name));
      expect(existsSync(join(root, row?.file ?? ""))).toBe(true);
    });
  }
});
