// The scanner doctor: try a gun with three scans, see how it types or speaks, and every gun of this machine with what
// stands in its way. While it is in front nothing that is scanned is charged.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { findPorts } from "../settings/store.ts";
import { GunsPanel } from "./guns-panel.tsx";
import { PortsPanel } from "./ports-panel.tsx";
import css from "./scanners.module.css";
import { tryScans } from "./store.ts";
import { SwitchPanel } from "./switch-panel.tsx";
import { TryPanel } from "./try-panel.tsx";

export function ScannersPage({ state }: { readonly state: TillState }) {
  useEffect(tryScans, []);
  useEffect(() => void findPorts(), []);
  return (
    <div className={cls(css.page)}>
      <TryPanel state={state} />
      <div className={cls(css.side)}>
        <GunsPanel state={state} />
        <SwitchPanel state={state} />
        <PortsPanel state={state} />
      </div>
    </div>
  );
}
