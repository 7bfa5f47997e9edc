// The way between screens: key caps instead of icons. Only screens that exist stand here.
import { Button } from "react-aria-components/Button";
import { cls } from "../class-names.ts";
import { SCREEN_KEYS, go } from "../keys.ts";
import { useNow } from "../now.ts";
import { shortTime } from "../text/format.ts";
import { useWords } from "../text/use-words.ts";
import { type Screen, useTill } from "../till.ts";
import { KeyCap } from "./key-cap.tsx";
import css from "./rail.module.css";

type RailScreen = Exclude<Screen, "reconcile">;
const SCREENS: readonly RailScreen[] = ["collect", "orders", "settings"];

export function Rail() {
  const words = useWords();
  return (
    <nav className={cls(css.rail)} aria-label={words.app.menu}>
      <Clock />
      {SCREENS.map((screen) => (
        <RailLink key={screen} screen={screen} />
      ))}
    </nav>
  );
}

function Clock() {
  const now = useNow();
  return <time className={cls(css.clock)}>{shortTime(now)}</time>;
}

function RailLink({ screen }: { readonly screen: RailScreen }) {
  const words = useWords();
  const isCurrent = useTill((till) => till.screen === screen);
  const open = useTill((till) => till.state?.totals.openCount ?? 0);
  const exceptions = useTill((till) => till.state?.openExceptions ?? 0);
  const isOrders = screen === "orders";
  const count = isOrders && open > 0 ? words.app.openCount({ count: open }) : null;
  const waits = isOrders && exceptions > 0 ? words.review.waits({ count: exceptions }) : null;
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
        <span className={cls(css.count, waits !== null && css.waits)} aria-hidden="true">
          {waits === null ? open : exceptions}
        </span>
      )}
    </Button>
  );
}
