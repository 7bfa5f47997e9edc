// What differs between the doors, and nothing else: where secrets are sealed and how a window is shown.
// Dialogs and the system's printing join it here when they are built.
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
