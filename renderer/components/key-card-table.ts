// What stands on the key card. What a key does is read from the table that the keys themselves obey. Pure.
import { KEY_TABLE, type KeyName, type Phase } from "../screens/collect/key-table.ts";
import type { Words } from "../text/zh-cn.ts";

export const CARD_PHASES = ["idle", "locked", "busy", "paid", "wait", "none"] as const satisfies readonly Phase[];
export const CARD_KEYS: readonly { readonly name: KeyName; readonly cap: string }[] = [
  { name: "digit", cap: "0–9" },
  { name: "enter", cap: "Enter" },
  { name: "escape", cap: "Esc" },
  { name: "minus", cap: "−" },
  { name: "plus", cap: "+" },
  { name: "times", cap: "×" },
  { name: "slash", cap: "/" },
];
/** Keys that hold on every screen, then those of the order list. */
export const EVERYWHERE = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"] as const;
/** Letters while an amount is typed: no number pad has them. */
export const WHILE_TYPING = ["N", "H", "Q W E R T Y"] as const;
export const IN_LISTS = ["↑ ↓", "PgUp PgDn", "Enter", "→", "Ctrl F", "Esc"] as const;

type CardWords = Words["keyCard"];

/** While an amount is typed each key edits it in its own way; everywhere else the effect says enough. */
export function effectText(words: CardWords, key: KeyName, phase: Phase): string {
  const effect = KEY_TABLE[phase][key];
  if (effect === "edit") return words.edits[key] ?? "–";
  return words.effects[effect] ?? "–";
}
