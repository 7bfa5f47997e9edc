// The way between screens: key caps instead of icons. Only screens that exist stand here.
import { Button } from "react-aria-components/Button";
import type { TillState } from "../../preload/contract/views.ts";
import { cls } from "../class-names.ts";
import { SCREEN_KEYS, go } from "../keys.ts";
import { useNow } from "../now.ts";
import { signOut } from "../screens/staff/store.ts";
import { shortTime } from "../text/format.ts";
import { useWords } from "../text/use-words.ts";
import type { Words } from "../text/zh-cn.ts";
import { type Screen, useTill } from "../till.ts";
import { KeyCap } from "./key-cap.tsx";
import css from "./rail.module.css";

type RailScreen = Exclude<Screen, "reconcile">;
const SCREENS: readonly RailScreen[] = ["collect", "orders", "refund", "shift", "print", "settings"];

export function Rail() {
  const words = useWords();
  return (
    <nav className={cls(css.rail)} aria-label={words.app.menu}>
      <Clock />
      {SCREENS.map((screen) => (
        <RailLink key={screen} screen={screen} />
      ))}
      <Lock />
    </nav>
  );
}

/** Where people sign in, whoever leaves locks it: by F12, or by a finger here. */
function Lock() {
  const { staff } = useWords();
  const isSomebody = useTill((till) => (till.state?.staff.person ?? null) !== null);
  if (!isSomebody) return null;
  return (
    <Button
      onPress={() => void signOut()}
      preventFocusOnPress
      aria-label={`${staff.signOut} F12`}
      className={cls(css.link, css.lock)}
    >
      <KeyCap name="F12" className={cls(css.key)} />
      <span>{staff.signOut}</span>
    </Button>
  );
}

function Clock() {
  const now = useNow();
  return <time className={cls(css.clock)}>{shortTime(now)}</time>;
}

/** What waits for a person behind a link. */
function countOf(screen: Screen, state: TillState | null): number {
  if (state === null) return 0;
  if (screen === "orders") return state.totals.openCount;
  return screen === "print" ? state.printing.attention : 0;
}

const saysCount = (words: Words, screen: Screen, count: number): string =>
  screen === "print" ? words.print.attention({ count }) : words.app.openCount({ count });

function RailLink({ screen }: { readonly screen: RailScreen }) {
  const words = useWords();
  const isCurrent = useTill((till) => till.screen === screen);
  const number = useTill(({ state }) => countOf(screen, state));
  const exceptions = useTill((till) => till.state?.openExceptions ?? 0);
  const count = number === 0 ? null : saysCount(words, screen, number);
  const waits = screen === "orders" && exceptions > 0 ? words.review.waits({ count: exceptions }) : null;
  const key = SCREEN_KEYS[screen];
  const name = words[screen].title;
  return (
    <Button
      onPress={() => go(screen)}
      preventFocusOnPress
      aria-label={[name, key, count, waits].filter((part) => part !== null).join(" ")}
      aria-current={isCurrent ? "page" : "false"}
      className={cls(css.link, isCurrent && css.current)}
    >
      <KeyCap name={key} className={cls(css.key)} />
      <span>{name}</span>
      {count === null && waits === null ? null : (
        <span
          className={cls(css.count, waits !== null && css.waits)}
          data-count={waits === null ? number : exceptions}
          aria-hidden="true"
        />
      )}
    </Button>
  );
}
