// The settings: what a shop changes often, its channels, and the console that asks a channel by hand.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo, useTill } from "../../till.ts";
import { ChannelsPage } from "../channels/page.tsx";
import { CodesPage } from "../codes/page.tsx";
import { ConsolePage } from "../console/page.tsx";
import { GoodsPage } from "../goods/page.tsx";
import { NoticesPage } from "../notices/page.tsx";
import { ScannersPage } from "../scanners/page.tsx";
import { PrintersPage } from "../printers/page.tsx";
import { PeoplePage } from "../staff/page.tsx";
import { ChannelPanel } from "./channel-panel.tsx";
import css from "./settings.module.css";
import { LooksPanel } from "./looks-panel.tsx";
import { CustomerPanel } from "./customer-panel.tsx";
import { SoundPanel } from "./sound-panel.tsx";
import { ModePanel } from "./mode-panel.tsx";
import sections from "./sections.module.css";
import { SECTIONS, goToSection, useSettings } from "./store.ts";

function onKey(event: KeyboardEvent): void {
  if (event.code !== "Escape" || event.isComposing) return;
  event.preventDefault();
  goTo("collect");
}

export function SettingsScreen() {
  const words = useWords();
  const state = useTill((till) => till.state);
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className={cls(css.screen)}>
      <header className={cls(css.header)}>
        <h1>{words.settings.title}</h1>
        <NoticeLine />
        {state === null ? null : (
          <span className={cls(css.version)}>{words.settings.version({ text: state.version })}</span>
        )}
      </header>
      {state === null ? null : <Sections state={state} />}
    </div>
  );
}

function Sections({ state }: { readonly state: TillState }) {
  const { channelPages } = useWords();
  const section = useSettings((each) => each.section);
  const pages = {
    general: <Panels state={state} />,
    screen: <ScreenPanels state={state} />,
    goods: <GoodsPage state={state} />,
    people: <PeoplePage />,
    channels: <ChannelsPage state={state} />,
    scanners: <ScannersPage state={state} />,
    codes: <CodesPage state={state} />,
    printers: <PrintersPage />,
    notices: <NoticesPage />,
    console: <ConsolePage state={state} />,
  };
  return (
    <Tabs
      orientation="vertical"
      selectedKey={section}
      onSelectionChange={(key) => {
        const found = SECTIONS.find((each) => each === key);
        if (found) goToSection(found);
      }}
      className={cls(sections.sections)}
    >
      <TabList aria-label={channelPages.sectionsName} className={cls(sections.list)}>
        {SECTIONS.map((each) => (
          <Tab key={each} id={each} className={cls(sections.section)}>
            {channelPages.sections[each]}
          </Tab>
        ))}
      </TabList>
      {SECTIONS.map((each) => (
        <TabPanel key={each} id={each} className={cls(sections.content)}>
          {pages[each]}
        </TabPanel>
      ))}
    </Tabs>
  );
}

const Panels = ({ state }: { readonly state: TillState }) => (
  <div className={cls(css.panels)}>
    <div className={cls(css.column)}>
      <ModePanel state={state} />
    </div>
    <ChannelPanel state={state} />
  </div>
);

const ScreenPanels = ({ state }: { readonly state: TillState }) => (
  <div className={cls(css.panels)}>
    <div className={cls(css.column)}>
      <LooksPanel state={state} />
      <CustomerPanel state={state} />
    </div>
    <div className={cls(css.column)}>
      <SoundPanel state={state} />
    </div>
  </div>
);
