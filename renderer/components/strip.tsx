// The line at the foot of every screen: which kinds of money can be taken now, by which channel, and how many
// payments have no verdict. That count is always there, also when it is nought.
import { cls } from "../class-names.ts";
import { canTake, methodsOf } from "../screens/collect/modes.ts";
import { useCollect } from "../screens/collect/store.ts";
import type { Words } from "../text/zh-cn.ts";
import type { ChannelView } from "../../preload/contract/views.ts";
import { useWords } from "../text/use-words.ts";
import { useTill } from "../till.ts";
import css from "./strip.module.css";

export function Strip() {
  const words = useWords();
  const state = useTill((till) => till.state);
  const channel = state?.channel;
  const openModes = useCollect((each) => each.openModes);
  return (
    <footer className={cls(css.strip)} role="status">
      <span className={cls(css.group)}>
        <span>{words.strip.name}</span>
        {methodsOf(state, openModes).map((method) => {
          const can = canTake(state, method, openModes);
          return (
            <span key={method} className={cls(css.can, !can && css.cannot)}>
              <i />
              {words.methods[method]}
              {can ? null : <span className="reader-only">{words.strip.cannot}</span>}
            </span>
          );
        })}
      </span>
      {state === null ? null : (
        <span className={cls(css.group, css.end)}>
          <Item name={words.strip.channel} value={channelName(words, channel)} />
          <Item
            name={words.strip.scanner}
            value={words.scanners[state.scanner.status]}
            isBad={state.scanner.status === "lost"}
          />
          <Item name={words.strip.open} value={String(state.totals.openCount)} />
          <Item name={words.review.strip} value={String(state.openExceptions)} isBad={state.openExceptions > 0} />
        </span>
      )}
    </footer>
  );
}

function channelName(words: Words, channel: ChannelView | null | undefined): string {
  if (!channel) return words.strip.noChannel;
  return channel.id === "training" ? words.strip.trainingChannel : words.channels[channel.id];
}

const Item = (props: { readonly name: string; readonly value: string; readonly isBad?: boolean }) => (
  <span className={cls(css.item, props.isBad === true && css.bad)}>
    {props.name} <b>{props.value}</b>
  </span>
);
