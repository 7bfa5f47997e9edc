// HID-POS scanners on a real kernel: every vendor's device, read by node-hid in the devices process. The rules are run
// by hid-guest.ts inside an emulated machine; here each of them is held to.
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { hidVmMissing, runInVm } from "../support/hid-vm.ts";

/** About a minute on a machine with nothing else to do. */
const LIMIT_MS = 600_000;
const RULES = [
  "guns of every vendor plugged in together are all found and opened by themselves",
  ...["Honeywell", "Youjie", "Zebra", "Datalogic", "Newland", "Nobody"].flatMap((name) => [
    `${name} Gun: a pay code is heard, with its AIM id, without its line end`,
    `${name} Gun: a text longer than one report is heard whole`,
  ]),
  "20 scans of two guns at once are all heard, each from its own",
  "a gun that is unplugged is lost, and heard again by itself when it is back",
  "a gun unplugged in the middle of a code loses that code and no other",
  "a known vendor's keyboard is told apart, with what to scan to switch it over",
  "a gun that is switched off is let go, and opened again when it is switched on",
  "after the devices process was killed every gun is heard again",
];
const line = z.object({ name: z.string(), problem: z.string().nullable() });

const missing = hidVmMissing();
const title = "HID scanners on a kernel with /dev/uhid";

describe.skipIf(missing !== null)(missing === null ? title : `${title} (skipped: ${missing})`, () => {
  const problems = new Map<string, string | null>();
  let output = "";
  beforeAll(async () => {
    const run = await runInVm("test/devices/hid-guest.ts", LIMIT_MS);
    output = run.output;
    for (const text of output.split("\n").filter((each) => each.startsWith("{"))) {
      const { name, problem } = line.parse(JSON.parse(text));
      problems.set(name, problem);
    }
  }, LIMIT_MS + 20_000);

  test("the guest ran to its end", () => expect(output).toContain("hid-guest: done"));
  test.each(RULES)("%s", (name) => expect(problems.get(name)).toBeNull());
  test("no rule of the guest is left unread", () => expect([...problems.keys()].toSorted()).toEqual(RULES.toSorted()));
});
