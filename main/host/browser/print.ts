// The system's printing behind the browser door: a frame in the till's own page that nobody sees, printed without a
// dialog (`--kiosk-printing`) on the system's default printer. It cannot be told another one, nor asked what came of it.
import type { Page } from "playwright-core";
import type { SystemPage, SystemPrinting } from "../host.ts";

/** Longer than the system takes to spool one page. */
const PRINT_MS = 30_000;

/** Without a dialog in between, the browser's own print key would put the till's screen on paper. */
export const NO_PRINT_KEY = `addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyP") event.preventDefault();
}, true);`;

export function browserPrinting(page: Page): SystemPrinting {
  return {
    printers: async () => [],
    print: async (sent) => (await page.evaluate(scriptOf(sent))) === true,
  };
}

/**
 * Runs in the page; text, because main knows no document. What it uses is what the page's policy allows: a picture, which
 * can run nothing, and rules set by script. Answers true once the browser has given the page away.
 */
const scriptOf = ({ svg, widthMm, heightMm }: SystemPage): string => `(async () => {
  const frame = document.createElement("iframe");
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
  document.body.append(frame);
  try {
    const inside = frame.contentWindow, paper = inside.document;
    const rules = new inside.CSSStyleSheet();
    rules.replaceSync("@page{size:${widthMm}mm ${heightMm}mm;margin:0}body{margin:0;text-align:center}img{max-width:100%}");
    paper.adoptedStyleSheets = [rules];
    const picture = paper.createElement("img");
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(${JSON.stringify(svg)});
    paper.body.append(picture);
    await picture.decode();
    const given = new Promise((resolve) => inside.addEventListener("afterprint", () => resolve(true), { once: true }));
    const late = new Promise((resolve) => setTimeout(() => resolve(false), ${PRINT_MS}));
    inside.print();
    return await Promise.race([given, late]);
  } finally {
    frame.remove();
  }
})()`;
