// The udev rule that is shipped names every vendor the till knows, and nobody else.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { VENDORS } from "../../main/scan/hid-vendors.ts";

const rules = readFileSync(resolve(import.meta.dirname, "../../resources/linux/70-cashier-scanners.rules"), "utf8");
const builder = readFileSync(resolve(import.meta.dirname, "../../electron-builder.yml"), "utf8");

test.each(["hidraw", "tty"])("the rule opens the %s devices of exactly the vendors the till knows", (subsystem) => {
  const line = rules.split("\n").find((each) => each.startsWith(`SUBSYSTEM=="${subsystem}"`)) ?? "";
  const ids = /idVendor\}=="([0-9a-f|]+)"/.exec(line)?.[1]?.split("|") ?? [];
  const known = VENDORS.map((vendor) => vendor.vendorId.toString(16).padStart(4, "0"));
  expect(ids.toSorted()).toEqual(known.toSorted());
  expect(line).toContain('TAG+="uaccess"');
});

test("the package brings the rule to where udev reads it", () => {
  expect(builder).toContain(
    "resources/linux/70-cashier-scanners.rules=/usr/lib/udev/rules.d/70-cashier-scanners.rules",
  );
});
