// With several channels set up: which one takes new sales.
import type { ChannelRoutes, ChannelSetup } from "../../../preload/contract/channels.ts";
import type { Wallet } from "../../../preload/contract/status.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./channels.module.css";
import { route, sellThrough, useChannels } from "./store.ts";

export function UsePanel({ channels }: { readonly channels: readonly ChannelSetup[] }) {
  const { channelPages } = useWords();
  const routes = useChannels((each) => each.routes);
  const ready = channels.filter((channel) => channel.configured);
  if (ready.length < 2) return null;
  return (
    <section className={cls(css.panel, css.use)} aria-label={channelPages.use}>
      <Choice
        name={channelPages.use}
        options={ready.map((channel) => ({ value: channel.id, label: channelPages.short[channel.id] }))}
        value={ready.find((channel) => channel.inUse)?.id ?? null}
        onChange={(id) => void sellThrough(id)}
        look="chip"
        showName
      />
      <p className={cls(css.note)}>{channelPages.useNote}</p>
      {routes === null ? null : <Routes ready={ready} routes={routes} />}
    </section>
  );
}

const WALLETS: readonly Wallet[] = ["wechat", "alipay", "unionpay", "ecny"];
/** Stands for "none of its own". */
const SAME = "same";

/** A channel of its own for a wallet, and the one to offer when the first cannot be reached. */
function Routes({ ready, routes }: { readonly ready: readonly ChannelSetup[]; readonly routes: ChannelRoutes }) {
  const { channelPages, wallets } = useWords();
  const choose = (name: keyof ChannelRoutes) => (id: string) => {
    const chosen = ready.find((channel) => channel.id === id);
    void route({ [name]: chosen?.id ?? null });
  };
  const rows = WALLETS.flatMap((wallet) => {
    const able = ready.filter(({ can }) => can.payCode?.includes(wallet) === true || can.qr?.includes(wallet) === true);
    return able.length < 2 ? [] : [{ wallet, able }];
  });
  const named = (channels: readonly ChannelSetup[]) =>
    channels.map((channel) => ({ value: String(channel.id), label: channelPages.short[channel.id] }));
  return (
    <>
      {rows.map(({ wallet, able }) => (
        <Choice
          key={wallet}
          name={channelPages.routeOf({ text: wallets[wallet] })}
          options={[{ value: SAME, label: channelPages.routeSame }, ...named(able)]}
          value={routes[wallet] ?? SAME}
          onChange={choose(wallet)}
          look="chip"
          showName
        />
      ))}
      <Choice
        name={channelPages.second}
        options={[{ value: SAME, label: channelPages.noSecond }, ...named(ready)]}
        value={routes.second ?? SAME}
        onChange={choose("second")}
        look="chip"
        showName
      />
      <p className={cls(css.note)}>{channelPages.secondNote}</p>
    </>
  );
}
