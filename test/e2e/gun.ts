// A keyboard-wedge gun for the window: real key events with the gaps of a real gun in their own timestamps, however busy
// the machine is that runs the test.
import type { Page } from "@playwright/test";

/** Types the digits and Enter at `gapMs` a key. The events leave together; their timestamps are what the page goes by. */
export async function scanByKeys(page: Page, digits: string, gapMs: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startS = Date.now() / 1000;
  const keys = [...digits].map((digit) => ({
    key: digit,
    code: `Digit${digit}`,
    windowsVirtualKeyCode: digit.charCodeAt(0),
    text: digit,
  }));
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
  const sent = [...keys, enter].flatMap((key, i) => {
    const timestamp = startS + (i * gapMs) / 1000;
    const { text: _text, ...up } = key;
    return [
      session.send("Input.dispatchKeyEvent", { type: "keyDown", timestamp, ...key }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", timestamp, ...up }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}
