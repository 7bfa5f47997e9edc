// 交接班: the shift that runs, its blind count, its differences, its end; and the reports beside it.
import { useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { ShiftDesk } from "../../../preload/contract/shifts.ts";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { goTo, useTill } from "../../till.ts";
import { ReportsPage } from "../reports/page.tsx";
import { BlockedBand } from "./blocked-band.tsx";
import { CountPanel } from "./count-panel.tsx";
import { Differences } from "./differences.tsx";
import { ShiftHead } from "./head.tsx";
import { OffPanel, OpenPanel } from "./open-panel.tsx";
import { RunningPanel } from "./running-panel.tsx";
import css from "./shift.module.css";
import { type Tab as Which, mirrorShift, useShift } from "./store.ts";

const TABS: readonly Which[] = ["shift", "report"];

function onKey(event: KeyboardEvent): void {
  if (event.code !== "Escape" || event.isComposing) return;
  event.preventDefault();
  goTo("collect");
}

export function ShiftScreen() {
  const { shift } = useWords();
  const tab = useShift((each) => each.tab);
  const mode = useTill((till) => till.state?.mode);
  useEffect(mirrorShift, [mode]);
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Tabs
      selectedKey={tab}
      onSelectionChange={(key) => useShift.setState({ tab: key === "report" ? "report" : "shift" })}
      className={cls(css.screen)}
    >
      <header className={cls(css.header)}>
        <h1>{shift.title}</h1>
        <TabList aria-label={shift.tabsName} className={cls(css.tabs)}>
          {TABS.map((each) => (
            <Tab key={each} id={each} className={cls(css.tab)}>
              {shift.tabs[each]}
            </Tab>
          ))}
        </TabList>
        <ShiftHead />
      </header>
      <NoticeLine className={cls(css.notice)} />
      <TabPanel id="shift" className={cls(css.page)}>
        <Desk />
      </TabPanel>
      <TabPanel id="report" className={cls(css.page)}>
        <ReportsPage />
      </TabPanel>
    </Tabs>
  );
}

function Desk() {
  const desk = useShift((each) => each.desk);
  if (desk === null) return null;
  return (
    <>
      <BlockedBand desk={desk} />
      <Step desk={desk} />
    </>
  );
}

function Step({ desk }: { readonly desk: ShiftDesk }) {
  if (!desk.on) return <OffPanel />;
  if (desk.shift === null) return <OpenPanel desk={desk} />;
  if (desk.shift.state === "counted") return <Differences desk={desk} shift={desk.shift} />;
  return (
    <div className={cls(css.columns)}>
      <RunningPanel shift={desk.shift} />
      <CountPanel />
    </div>
  );
}
