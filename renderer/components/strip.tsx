// The line at the foot of every screen: which kinds of money can be taken now, by which channel and else why not, and how
// many payments have no verdict. That count is always there, also when it is nought. It blocks nothing.
import { cls } from "../class-names.ts";
import { methodsOf } from "../screens/collect/modes.ts";
import { useCollect } from "../screens/collect/store.ts";
import { type Problem, channelsOf, clockSays, displayNow, problemOf, triesSay } from "../ways-now.ts";
import type { Words } from "../text/zh-cn.ts";
import type { Method } from "../../preload/contract/status.ts";
import type { ChannelView, TillState } from "../../preload/contract/views.ts";
import { shortTime } from "../text/format.ts";
import { useWords } from "../text/use-words.ts";
import { useTill } from "../till.ts";
import css from "./strip.module.css";

/** Nothing comes out until somebody goes there. */
const BAD_PRINTERS: ReadonlySet<string> = new Set(["out_of_paper", "cover_open", "offline", "no_answer"]);

export function Strip() {
  const words = useWords();
  const state = useTill((till) => till.state);
  const channel = state?.channel;
  const openModes = useCollect((each) => each.openModes);
  const clock = clockSays(words, state?.clockSkewMs ?? null);
  const display = state && displayNow(state);
  const isShut = state !== null && (state.storeTrouble !== null || state.offlineSince !== null);
  return (
    <footer className={cls(css.strip, isShut && css.shut)}>
      <div role="status" className={cls(css.says)}>
        <span className={cls(css.group)}>
          <span>{words.strip.name}</span>
          {methodsOf(state, openModes).map((method) => (
            <Way key={method} method={method} state={state} />
          ))}
        </span>
        {state === null ? null : <Trouble state={state} />}
        {state === null ? null : (
          <span className={cls(css.group, css.end)}>
            {clock === null ? null : <Item name={words.strip.clock} value={clock} isBad />}
            <Item name={words.strip.channel} value={channelName(words, channel)} isSpare />
            <Item
              name={words.strip.scanner}
              value={words.scanners[state.scanner.status]}
              isBad={state.scanner.status === "lost"}
              isSpare={state.scanner.status !== "lost"}
            />
            <Item
              name={words.print.strip}
              value={words.print.printers[state.printing.status]}
              isBad={BAD_PRINTERS.has(state.printing.status)}
              isSpare={!BAD_PRINTERS.has(state.printing.status)}
            />
            {display === null ? null : (
              <Item
                name={words.customer.strip}
                value={words.customer.window[display]}
                isBad={display === "not_open"}
                isSpare={display !== "not_open"}
              />
            )}
            {state.heldSales.length === 0 ? null : (
              <Item name={words.goods.heldCount} value={String(state.heldSales.length)} />
            )}
            {state.staff.person === null ? null : <Item name={words.staff.atTill} value={state.staff.person.name} />}
            <Item name={words.strip.open} value={String(state.totals.openCount)} />
            <Item name={words.review.strip} value={String(state.openExceptions)} isBad={state.openExceptions > 0} />
          </span>
        )}
      </div>
    </footer>
  );
}

/** One kind of money: a filled dot and the channels it goes through, or a ring and why not. */
function Way({ method, state }: { readonly method: Method; readonly state: TillState | null }) {
  const words = useWords();
  const problem = state === null ? null : problemOf(state, method);
  const can = state !== null && problem === null;
  const by = state === null ? [] : channelsOf(state, method);
  const says = problem === null ? null : sayProblem(words, problem);
  return (
    <span className={cls(css.can, !can && css.cannot)}>
      <i />
      <span className={cls(css.word)}>{words.methods[method]}</span>
      {can ? null : <span className="reader-only">{words.strip.cannot}</span>}
      {says === null ? null : <span className={cls(css.why)}>{says}</span>}
      {by.length > 1 && says === null ? (
        <span className={cls(css.why, css.by)}>{by.map((id) => words.channels[id]).join(" ")}</span>
      ) : null}
    </span>
  );
}

function sayProblem(words: Words, problem: Problem): string {
  const says: Readonly<Record<Problem["kind"], string>> = {
    store: words.goods.storeShut,
    no_channel: words.goods.noChannel,
    not_offered: words.goods.notOffered,
    down: words.goods.down({ text: problem.by.map((id) => words.channels[id]).join(" ") }),
  };
  return says[problem.kind];
}

/** No channel at all, or no ledger: said where nobody misses it, with what still works. */
function Trouble({ state }: { readonly state: TillState }) {
  const words = useWords();
  const { goods } = words;
  if (state.storeTrouble !== null) return <b className={cls(css.alarm)}>{goods.storeShut}</b>;
  if (state.offlineSince === null) return null;
  return (
    <b role="alert" className={cls(css.alarm)}>
      {goods.offline({ time: shortTime(state.offlineSince) })} <span>{triesSay(words, state.triesEveryMs)}</span>
    </b>
  );
}

function channelName(words: Words, channel: ChannelView | null | undefined): string {
  if (!channel) return words.strip.noChannel;
  return channel.id === "training" ? words.strip.trainingChannel : words.channels[channel.id];
}

type ItemProps = {
  readonly name: string;
  readonly value: string;
  readonly isBad?: boolean;
  /** It gives way where there is something worse to be told. */
  readonly isSpare?: boolean;
};

const Item = (props: ItemProps) => (
  <span className={cls(css.item, props.isBad === true && css.bad, props.isSpare === true && css.spare)}>
    {props.name} <b>{props.value}</b>
  </span>
);
