// Setting up the channels: which there are and how they stand, the form of the chosen one, and its self-check.
import { useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { type ChannelSetup, realChannelId } from "../../../preload/contract/channels.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import type { Words } from "../../text/zh-cn.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./channels.module.css";
import { CheckPanel } from "./check-panel.tsx";
import { ChannelForm } from "./form.tsx";
import { ModesPanel } from "./modes-panel.tsx";
import { choose, forget, readChannels, useChannels } from "./store.ts";
import { UsePanel } from "./use-panel.tsx";

export type Standing = keyof Words["channelPages"]["state"];

export function standingOf(setup: ChannelSetup): Standing {
  if (!setup.isStored) return "none";
  if (!setup.configured) return "broken";
  if (setup.check === null) return "unchecked";
  return setup.check.passed ? "ok" : "failed";
}

export function ChannelsPage({ state }: { readonly state: TillState }) {
  const words = useWords();
  const { channels, chosen } = useChannels();
  useEffect(() => {
    void readChannels();
    return forget;
  }, []);
  if (channels === null) return null;
  return (
    <Tabs
      selectedKey={chosen}
      onSelectionChange={(key) => {
        const id = realChannelId.safeParse(key);
        if (id.success) choose(id.data);
      }}
      className={cls(css.page)}
    >
      <section className={cls(css.panel)} aria-label={words.channelPages.list}>
        <TabList aria-label={words.channelPages.list} className={cls(css.tabs)}>
          {channels.map((setup) => (
            <Tab key={setup.id} id={setup.id} className={cls(css.tab)}>
              <b>{words.channelPages.short[setup.id]}</b>
              <span className={cls(css.standing)}>{words.channelPages.state[standingOf(setup)]}</span>
            </Tab>
          ))}
        </TabList>
        {channels.map((setup) => (
          <TabPanel key={setup.id} id={setup.id} className={cls(css.tabPanel)}>
            <ChannelForm setup={setup} isTraining={state.mode === "training"} />
          </TabPanel>
        ))}
      </section>
      <div className={cls(css.side)}>
        {channels
          .filter((setup) => setup.id === chosen)
          .map((setup) => (
            <CheckPanel key={setup.id} setup={setup} />
          ))}
        {channels.some((setup) => setup.id === chosen && setup.hasModes) ? (
          <ModesPanel key={chosen} id={chosen} />
        ) : null}
        <UsePanel channels={channels} />
      </div>
    </Tabs>
  );
}
