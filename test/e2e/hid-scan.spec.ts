// A pay code from a HID gun is nowhere in the page: not in its text, its storage, its stores or any other of its memory, waiting
// or charged. The gun's reports go into the devices process's own code, which is played in the test's process; a gun of the kernel
// is in test/devices.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { playedHid } from "../support/played-hid.ts";
import { openTillIn, whyNot } from "./doors.ts";
import { memoryOf, textsOf } from "./leaks.ts";
import { due, keys, word } from "./real-till.ts";

test.skip(whyNot("browser") !== null, whyNot("browser") ?? "");

test("a pay code from a HID gun is in no text, no storage and no memory of the page", async () => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), "till-hid-"));
  const gun = playedHid();
  const opened = await openTillIn(folder, false, gun.start);
  const { page, close } = await opened.openWindow();
  await expect(due(page)).toBeVisible();
  await expect(page.locator("footer")).toContainText("扫码枪 就绪");
  const code = "135711131719239501";
  gun.scan(code);
  await expect(due(page)).toContainText("尾号 9501");
  expect(await memoryOf(page)).not.toContain(code);
  await keys(page, "1.5");
  await page.keyboard.press("NumpadEnter");
  await word(page, "训练：放货");
  const memory = await memoryOf(page);
  expect(memory).toContain("9501");
  expect(memory).not.toContain(code);
  expect(await textsOf(page)).not.toContain(code);
  await close();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});
