// What the channel in use can do and cannot do. Keys and addresses are not shown.
import type { ChannelView, TillState } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import css from "./settings.module.css";

type Ability = { readonly name: string; readonly can: string };

function abilitiesOf(words: Words, { can }: Pick<ChannelView, "can">): readonly Ability[] {
  const { abilities, can: yes, cannot: no } = words.settings;
  const wallets = (list: ChannelView["can"]["qr"]) =>
    list === null || list.length === 0 ? no : list.map((wallet) => words.wallets[wallet]).join("　");
  const known = (flag: boolean) => (flag ? yes : no);
  return [
    { name: abilities.payCode, can: wallets(can.payCode) },
    { name: abilities.qr, can: wallets(can.qr) },
    { name: abilities.query, can: known(can.query) },
    { name: abilities.cancel, can: known(can.cancel) },
    { name: abilities.refund, can: known(can.refund !== null) },
    { name: abilities.partial, can: known(can.refund === "partial") },
  ];
}

export function ChannelPanel({ state }: { readonly state: TillState }) {
  const words = useWords();
  const { settings } = words;
  const { channel } = state;
  return (
    <section className={cls(css.panel, css.channel)} aria-label={settings.channel}>
      <header className={cls(css.panelHead)}>
        <h2>{settings.channel}</h2>
        {channel === null ? null : <span>{words.channels[channel.id]}</span>}
      </header>
      {channel === null || !channel.configured ? <p className={cls(css.text)}>{settings.channelNone}</p> : null}
      {channel === null ? null : <Abilities channel={channel} />}
    </section>
  );
}

export function Abilities({ channel }: { readonly channel: Pick<ChannelView, "can"> }) {
  const words = useWords();
  return (
    <dl className={cls(css.abilities)}>
      {abilitiesOf(words, channel).map((ability) => (
        <div key={ability.name}>
          <dt>{ability.name}</dt>
          <dd>{ability.can}</dd>
        </div>
      ))}
    </dl>
  );
}
