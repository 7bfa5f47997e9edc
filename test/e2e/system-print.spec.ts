// The page that both doors give to the system's printing, as the browser lays it out for paper: one sheet of the paper's
// size, whatever the receipt, with nothing of the browser's own on it.
import { expect } from "@playwright/test";
import { chromium } from "playwright-core";
import { findBrowser } from "../../main/host/browser/find.ts";
import type { SystemPage } from "../../main/host/host.ts";
import { printPage } from "../../main/host/print-page.ts";
import { encodePage } from "../../main/print/system.ts";
import { markupOf } from "../../main/print/template.ts";
import type { Receipt } from "../../main/print/receipt.ts";
import { LOGO_LOOK, LOOK, SAMPLES } from "../print/samples.ts";
import { test } from "./doors.ts";

/** Points of a PDF in a millimetre. */
const POINTS = 72 / 25.4;
const browser = findBrowser();

test.beforeEach(({ door }) => test.skip(door !== "browser", "Electron lays the same page out by the same engine"));

const pageOf = (receipt: Receipt, paper: 58 | 80, look = LOOK): SystemPage =>
  JSON.parse(Buffer.from(encodePage(markupOf(receipt, look, { paper, fourByte: true }), paper)).toString("utf8"));

for (const paper of [58, 80] as const)
  test(`every receipt is one sheet of ${paper} mm`, async () => {
    const open = await chromium.launch({ executablePath: browser?.path ?? "", headless: true, args: ["--no-sandbox"] });
    const window = await open.newPage();
    const pages = [
      ...Object.values(SAMPLES).map((each) => pageOf(each, paper)),
      pageOf(SAMPLES.reprint, paper, LOGO_LOOK),
    ];
    for (const page of pages) {
      await window.setContent(printPage(page));
      const pdf = (await window.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, wide, high]) => [
        Math.round(Number(wide) / POINTS),
        Math.round(Number(high) / POINTS),
      ]);
      expect(sheets).toEqual([[paper, page.heightMm]]);
      const picture = await window.locator("svg").boundingBox();
      expect(Math.round(((picture?.width ?? 0) / 96) * 25.4)).toBe(paper === 58 ? 48 : 72);
    }
    await open.close();
  });
