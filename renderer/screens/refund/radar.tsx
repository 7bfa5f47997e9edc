// The refund radar: what may still go back of this sale, how often, from when and until when, and when the customer sees it.
// Every number is the channel's own rule as main told it; what the channel does not document says so.
import { addFen } from "../../../preload/contract/money.ts";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { Way, otherWay } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { dayOf, secondsBetween } from "../../now.ts";
import { countDown, dateAndTime, shortTime, timeOf, yuan } from "../../text/format.ts";
import { useLanguage, useWords } from "../../text/use-words.ts";
import { openUndo } from "../orders/store.ts";
import css from "./refund.module.css";
import { waitMs } from "./rules.ts";
import { openForRefund } from "./store.ts";

type Props = { readonly detail: OrderDetail; readonly now: number };

export function Radar({ detail, now }: Props) {
  const { refund: words } = useWords();
  const language = useLanguage();
  const { attempt } = detail;
  return (
    <section className={cls(css.panel, css.radar)} aria-label={words.radar}>
      <div className={cls(css.fact, css.first)}>
        <div>
          <p>
            {words.original}　{dateAndTime(attempt.finalAt ?? attempt.createdAt, language)}
          </p>
          <b>{yuan(attempt.amountFen)}</b>
        </div>
        <Way wallet={attempt.wallet} method={attempt.method} settlement={attempt.settlement} />
      </div>
      <Tenders detail={detail} />
      <Left detail={detail} />
      {attempt.method === "cash" ? <Cash /> : <Rules detail={detail} now={now} />}
    </section>
  );
}

/** An order that was paid in several parts: each goes back on its own, or all of them one after the other. */
function Tenders({ detail }: { readonly detail: OrderDetail }) {
  const words = useWords();
  const paid = detail.tenders.filter(({ status }) => status === "paid");
  if (paid.length < 2) return null;
  return (
    <div className={cls(css.tenders)}>
      <Choice
        name={words.refund.tenders}
        options={paid.map((tender) => ({
          value: tender.order,
          label: `${tender.wallet === null ? otherWay(words, tender) : words.wallets[tender.wallet]} ${yuan(tender.amountFen)}`,
        }))}
        value={detail.attempt.order}
        onChange={(order) => void openForRefund(order)}
        look="chip"
        showName
      />
      <Button size="small" isWide onPress={() => openUndo(true)}>
        {words.refund.whole}
      </Button>
    </div>
  );
}

type FactProps = {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** How much of the bar is filled. */
  readonly part?: { readonly value: number; readonly most: number };
};

function Fact({ name, value, note, part }: FactProps) {
  return (
    <div className={cls(css.fact)}>
      <p>{name}</p>
      <b>{value}</b>
      {part === undefined ? null : (
        <progress className={cls(css.bar)} value={part.value} max={part.most} aria-hidden="true" />
      )}
      <small>{note}</small>
    </div>
  );
}

function Left({ detail }: { readonly detail: OrderDetail }) {
  const { refund: words } = useWords();
  const { attempt, refundableFen } = detail;
  const gone = detail.refunds.filter(({ status }) => status !== "refused");
  const goneFen = addFen(...gone.map(({ amountFen }) => amountFen));
  return (
    <Fact
      name={words.left}
      value={yuan(refundableFen)}
      note={gone.length === 0 ? words.noneBefore : words.goneBefore({ count: gone.length, text: yuan(goneFen) })}
      part={{ value: refundableFen, most: attempt.amountFen }}
    />
  );
}

function Cash() {
  const { refund: words } = useWords();
  return <Fact name={words.arrive} value={words.arrives.at_once} note={words.cash} />;
}

function Rules({ detail, now }: Props) {
  const { refund: words } = useWords();
  const limits = detail.refundLimits;
  const { times, timesLeft, spacingMs, lastAt, until } = limits;
  const wait = waitMs(limits, now);
  const isTimed = times !== null && timesLeft !== null;
  const days = until === null ? null : Math.max(0, Math.ceil((until - now) / 86_400_000));
  return (
    <>
      <Fact
        name={words.times}
        value={isTimed ? words.timesOf({ left: timesLeft, most: times }) : words.noDeadline}
        note={isTimed ? "" : words.timesFree}
        {...(isTimed ? { part: { value: timesLeft, most: times } } : {})}
      />
      <Fact
        name={words.when}
        value={wait === 0 ? words.now : words.inTime({ text: countDown(secondsBetween(0, wait)) })}
        note={
          spacingMs === null || lastAt === null
            ? words.noSpacing
            : words.lastAt({ text: timeOf(lastAt), seconds: secondsBetween(0, spacingMs) })
        }
      />
      <Fact
        name={words.deadline}
        value={days === null ? words.noDeadline : words.daysLeft({ count: days })}
        note={until === null ? words.noDeadlineNote : words.until({ text: `${dayOf(until)} ${shortTime(until)}` })}
      />
      <Fact name={words.balance} value={words.balanceUnknown} note={words.balanceNote} />
      <Fact name={words.arrive} value="" note={words.arrives[limits.arrives]} />
    </>
  );
}
