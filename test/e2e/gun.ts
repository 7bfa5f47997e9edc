// A keyboard-wedge gun and a person at the keyboard, for the window: real key events with gaps of their own in their
// timestamps, however busy the machine is that runs the test.
import type { CDPSession, Page } from "@playwright/test";

export type Manner = {
  /** How long each key is down, as a part of the gap to the next; a gun lets go soon, but never at the very moment of the press. */
  readonly held?: number;
  /** An input method is composing: the page is told nothing but which key it was. */
  readonly ime?: boolean;
  /** The input method types full-width digits. */
  readonly fullWidth?: boolean;
  readonly ending?: "Enter" | "Tab" | null;
};

/**
 * The timestamps lie so far ahead: a busy machine may bring one key to the page a while after the one before it, and a page
 * whose clock is past a key's time takes the wait for the end of the code.
 */
const AHEAD_MS = 600;
const FULL_WIDTH_ZERO = 0xff10;

function keyOf(digit: string, { ime, fullWidth }: Manner) {
  const code = `Digit${digit}`;
  if (ime) return { key: "Process", code, windowsVirtualKeyCode: 229 };
  const text = fullWidth ? String.fromCharCode(FULL_WIDTH_ZERO + Number(digit)) : digit;
  return { key: text, code, windowsVirtualKeyCode: digit.charCodeAt(0), text };
}

const ENDINGS = {
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
};

/**
 * Types the digits, and what ends them, at `gaps` a key; one number stands for all. The events leave together; their
 * timestamps are what the page goes by.
 */
export async function scanByKeys(
  page: Page,
  digits: string,
  gaps: number | readonly number[],
  manner: Manner = {},
): Promise<void> {
  const { held = 0.2, ending = "Enter" } = manner;
  const session = await page.context().newCDPSession(page);
  const keys = [...[...digits].map((digit) => keyOf(digit, manner)), ...(ending === null ? [] : [ENDINGS[ending]])];
  const gapAt = (at: number) => (typeof gaps === "number" ? gaps : (gaps[at % gaps.length] ?? 0));
  const startMs = Date.now() + AHEAD_MS;
  const times = keys.map((_, at) =>
    Array.from({ length: at }, (_each, before) => gapAt(before)).reduce((a, b) => a + b, 0),
  );
  await Promise.all(
    keys.flatMap((key, at) => {
      const downMs = startMs + (times[at] ?? 0);
      return [press(session, "keyDown", key, downMs), press(session, "keyUp", key, downMs + held * gapAt(at))];
    }),
  );
  await session.detach();
}

function press(session: CDPSession, type: "keyDown" | "keyUp", key: ReturnType<typeof keyOf>, atMs: number) {
  const { text, ...rest } = key;
  const typed = type === "keyDown" && text !== undefined ? { text } : {};
  return session.send("Input.dispatchKeyEvent", { type, timestamp: atMs / 1000, ...rest, ...typed });
}

/** A practised hand at about 90 ms a key: no two gaps alike, and each key down until nearly the next. */
const HAND_GAPS = [84, 97, 71, 118, 88, 102, 66, 93, 109, 79, 95, 112, 74, 90];

export const typeByHand = (page: Page, digits: string, ending: Manner["ending"] = null): Promise<void> =>
  scanByKeys(page, digits, HAND_GAPS, { held: 0.9, ending });
