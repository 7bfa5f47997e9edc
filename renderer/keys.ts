// The keyboard of the shop: function keys everywhere, the sale's keys on the collect screen wherever the focus is.
// Keys are read by physical place. A text field keeps its own keys.
import { keyText } from "./scan/key-text.ts";
import { fieldWithFocus } from "./scan/field.ts";
import { hush } from "./notice.ts";
import { showKeyCard, useKeyCard } from "./components/key-card.tsx";
import { isGuided } from "./screens/guide/store.ts";
import { goRefund } from "./screens/refund/store.ts";
import { keyOf, mayRepeat } from "./screens/collect/key-table.ts";
import { showLastVerdict } from "./screens/collect/last-verdict.ts";
import { paste, press } from "./screens/collect/press.ts";
import { releaseUndo } from "./screens/collect/undo.ts";
import { signOut } from "./screens/staff/store.ts";
import { askDrawer, printAgain, useQueue } from "./screens/print/store.ts";
import { type Screen, goTo, useTill } from "./till.ts";

export const SCREEN_KEYS: Readonly<Record<Exclude<Screen, "reconcile">, string>> = {
  collect: "F2",
  orders: "F4",
  refund: "F5",
  shift: "F6",
  print: "F7",
  settings: "F8",
};

const screenOf = (code: string): Screen | null => {
  const screens = ["collect", "orders", "refund", "shift", "print", "settings"] as const;
  return screens.find((screen) => SCREEN_KEYS[screen] === code) ?? null;
};

export function go(screen: Screen): void {
  if (screen === "refund") return goRefund();
  if (useTill.getState().screen === screen) return;
  hush();
  goTo(screen);
}

/** Keys that hold everywhere beside those of the screens. F11 is the window's: the page may not fill the screen by itself. */
const EVERYWHERE: Readonly<Record<string, () => void>> = {
  F1: () => showKeyCard(true),
  F3: () => void showLastVerdict(),
  F9: () => void printAgain(),
  F10: () => askDrawer(true),
  F12: () => void signOut(),
};

/** Nobody is signed in, or something waits for a manager. */
const isStaffAsked = (): boolean => {
  const staff = useTill.getState().state?.staff;
  return staff !== undefined && ((staff.isOn && staff.person === null) || staff.approval !== null);
};

/** A question in front of the screen has the keys to itself. */
const isSale = (): boolean =>
  !isStaffAsked() &&
  useTill.getState().screen === "collect" &&
  fieldWithFocus() === null &&
  !useQueue.getState().isDrawerAsked &&
  useTill.getState().state !== null;

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  // The card has the keys to itself.
  if (useKeyCard.getState().isOpen) return;
  const screen = screenOf(event.code);
  const everywhere = EVERYWHERE[event.code];
  // The first run leads nowhere but where its own buttons say.
  if (isGuided(useTill.getState().state)) {
    if (screen !== null || everywhere !== undefined) event.preventDefault();
    return;
  }
  if (screen !== null) {
    event.preventDefault();
    if (!event.repeat) go(screen);
    return;
  }
  if (everywhere !== undefined) {
    event.preventDefault();
    if (!event.repeat && useTill.getState().state !== null) everywhere();
    return;
  }
  if (!isSale()) return;
  const key = keyOf(event.code, event.shiftKey);
  if (key === null) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.repeat && !mayRepeat(key)) return;
  press(key, keyText(event.code, event.shiftKey, false) !== null);
}

/** What is held down is let go. */
function onKeyUp(event: KeyboardEvent): void {
  if (keyOf(event.code, event.shiftKey)?.name === "minus") releaseUndo();
}

function onPaste(event: ClipboardEvent): void {
  if (!isSale()) return;
  event.preventDefault();
  paste(event.clipboardData?.getData("text") ?? "");
}

export function listenForKeys(): void {
  window.addEventListener("keydown", onKey, { capture: true });
  window.addEventListener("keyup", onKeyUp, { capture: true });
  window.addEventListener("blur", releaseUndo);
  window.addEventListener("paste", onPaste);
}
