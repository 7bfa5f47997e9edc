// A data folder is for its own user alone: also one that was made when others could still enter it, and also where no door
// set what its files may be.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { restore } from "../../main/command/copy-verbs.ts";
import { LOCK_FILE, makeFolder } from "../../main/host/folder.ts";
import { cli, inside } from "../command/cli.ts";
import { keptLog } from "../ipc/stand-in-till.ts";

const modeOf = (folder: string): string => (statSync(folder).mode & 0o777).toString(8);
const newPlace = (): string => join(mkdtempSync(join(tmpdir(), "till-folder-")), "till");

/** A folder that others may enter; `isTills`: a till ran there. */
function open(isTills: boolean): string {
  const folder = newPlace();
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  if (isTills) writeFileSync(join(folder, LOCK_FILE), "");
  return folder;
}

describe.skipIf(process.platform === "win32")("a data folder", () => {
  test("is made for its own user alone, by a till and by a restore", async () => {
    const [first, copy] = [newPlace(), `${newPlace()}.db`];
    expect((await inside(first, ["backup", copy])).code).toBe(0);
    expect(modeOf(first)).toBe("700");
    const folder = newPlace();
    await restore(copy, { folder, clock: systemClock, log: keptLog(), claim: null });
    expect(modeOf(folder)).toBe("700");
  });

  test("holds nothing that others may read where the command line wrote it, and neither does a copy of it", async () => {
    const parent = mkdtempSync(join(tmpdir(), "till-folder-"));
    const [folder, copy] = [join(parent, "till"), join(parent, "copy.db")];
    expect((await cli(folder, "backup", copy)).code).toBe(0);
    const all = readdirSync(folder);
    expect(all).toEqual(expect.arrayContaining(["till.db", "training.db", LOCK_FILE]));
    for (const file of [folder, copy, ...all.map((name) => join(folder, name))])
      expect([file, statSync(file).mode & 0o077]).toEqual([file, 0]);
  });

  test("that others could enter is closed to them, and only where a till ran", () => {
    const [ours, somebodys] = [open(true), open(false)];
    for (const folder of [ours, somebodys]) makeFolder(folder);
    expect([modeOf(ours), modeOf(somebodys)]).toEqual(["700", "755"]);
  });
});
