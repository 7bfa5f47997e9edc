// Finding the sale that money is to go back for: by what is typed, or out of those that were received last. A scanned receipt
// opens its sale from anywhere.
import { useEffect, useRef } from "react";
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import { groupNumber } from "../../../preload/contract/ids.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { Way } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { dateAndTime, yuan } from "../../text/format.ts";
import { useLanguage, useWords } from "../../text/use-words.ts";
import css from "./refund.module.css";
import { openForRefund, openTyped, setTyped, useRefund } from "./store.ts";

const SEARCH_LENGTH = 64;

/** Up and down move through the rows while the typing goes on; Enter opens the one they are on. */
function onKey(event: React.KeyboardEvent): void {
  if (event.nativeEvent.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key !== "Enter" && step === undefined) return;
  event.preventDefault();
  if (step === undefined) return void openTyped();
  const { active, found } = useRefund.getState();
  useRefund.setState({ active: Math.max(0, Math.min((found?.length ?? 1) - 1, active + step)) });
}

export function SearchOrder() {
  const { refund } = useWords();
  const typed = useRefund((each) => each.typed);
  const active = useRefund((each) => each.active);
  const count = useRefund((each) => each.found?.length ?? 0);
  return (
    <SearchField
      value={typed}
      onChange={(text) => setTyped(text.slice(0, SEARCH_LENGTH))}
      aria-label={refund.find}
      className={cls(css.search)}
      autoFocus
    >
      <Input
        placeholder={refund.findHint}
        className={cls(css.input)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDownCapture={onKey}
        role="combobox"
        aria-expanded={count > 0}
        aria-controls="refund-found"
        aria-activedescendant={count > 0 ? rowId(active) : undefined}
      />
    </SearchField>
  );
}

const rowId = (at: number): string => `refund-found-${at}`;

export function Found() {
  const { refund } = useWords();
  const typed = useRefund((each) => each.typed);
  const found = useRefund((each) => each.found);
  const active = useRefund((each) => each.active);
  if (found === null) return null;
  if (found.length === 0) return <p className={cls(css.nothing)}>{refund.nothing}</p>;
  const name = typed.trim() === "" ? refund.list : refund.listed({ count: found.length });
  return (
    <section className={cls(css.found)} aria-label={name}>
      <h2>{name}</h2>
      <div id="refund-found" role="listbox" aria-label={name} className={cls(css.rows)}>
        {found.map((attempt, at) => (
          <Row key={attempt.order} attempt={attempt} id={rowId(at)} isActive={at === active} />
        ))}
      </div>
    </section>
  );
}

function Row(props: { readonly attempt: AttemptView; readonly id: string; readonly isActive: boolean }) {
  const { attempt, id, isActive } = props;
  const { collect, orders } = useWords();
  const language = useLanguage();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  const goneFen = attempt.refundedFen;
  return (
    // The focus and the keys are the search field's, which names the row they are on.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isActive}
      className={cls(css.row, isActive && css.active)}
      onClick={() => void openForRefund(attempt.order)}
    >
      <span>{dateAndTime(attempt.finalAt ?? attempt.createdAt, language)}</span>
      <Way wallet={attempt.wallet} method={attempt.method} settlement={attempt.settlement} />
      <span className={cls(css.number)}>{groupNumber(attempt.order)}</span>
      <span>{collect.saleNumber({ count: attempt.dayNumber })}</span>
      <span className={cls(css.muted)}>{goneFen > 0 ? orders.partlyBack({ text: yuan(goneFen) }) : ""}</span>
      <b>{yuan(attempt.amountFen)}</b>
    </div>
  );
}
