// The settings screen's own state: the part in front, the ports found, and whether a change is under way. The settings themselves are
// main's; a key or secret never comes here.
import { create } from "zustand";
import type { Port } from "../../../preload/contract/scanners.ts";
import type { Settings } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { setMode, showTill } from "../../till.ts";

export const SECTIONS = [
  "general",
  "goods",
  "people",
  "screen",
  "channels",
  "scanners",
  "printers",
  "codes",
  "notices",
  "console",
] as const;
export type Section = (typeof SECTIONS)[number];

type SettingsState = {
  readonly section: Section;
  readonly ports: readonly Port[] | null;
  readonly isFinding: boolean;
};

export const useSettings = create<SettingsState>()(() => ({
  section: "general",
  ports: null,
  isFinding: false,
}));

export function goToSection(section: Section): void {
  hush();
  useSettings.setState({ section });
}

export async function findPorts(): Promise<void> {
  useSettings.setState({ isFinding: true });
  const answer = await call("scanner.ports", {});
  useSettings.setState({ isFinding: false });
  if (answer.ok) useSettings.setState({ ports: answer.value.ports });
  else sayFailure(answer.failure);
}

export async function change(settings: Partial<Settings>): Promise<void> {
  hush();
  const answer = await call("settings.set", settings);
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
}

export async function changeMode(mode: "real" | "training"): Promise<void> {
  hush();
  const failure = await setMode(mode);
  if (failure !== null) sayFailure(failure);
}
