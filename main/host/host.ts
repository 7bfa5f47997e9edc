// What differs between the doors, and nothing else: where secrets are sealed, how a window is shown, and how a page is
// given to the system's printing.
import type { SecretBox } from "./secrets.ts";

export type Host = {
  readonly door: "electron" | "browser" | "cli";
  readonly secrets: SecretBox;
  /** null where there is no window. */
  readonly window: TillWindow | null;
};

export type TillWindow = {
  /** Resolves once the window is gone: somebody closed it, or its page crashed. */
  readonly closed: Promise<"closed" | "crashed">;
  close(): Promise<void>;
};

/** The customer's display, wherever it stands. */
export type CustomerScreen = TillWindow & {
  /** Whether it is known that there is no second screen, so that the display stands where the till does. */
  isOnOnlyScreen(): boolean;
  /** One listener, told when a screen was plugged in or pulled out. */
  onScreens(changed: () => void): void;
};

/** One receipt as a page for the system's printing. */
export type SystemPage = {
  readonly svg: string;
  /** How wide the picture is on the paper. */
  readonly pictureMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
};

/** The last resort of printing: what is given to the system is never called printed. */
export type SystemPrinting = {
  /** The printers that can be named; none where only the system's default can be had. */
  printers(): Promise<readonly string[]>;
  /** "" is the system's default printer. Answers whether the system took the page. */
  print(page: SystemPage, printer: string): Promise<boolean>;
};
