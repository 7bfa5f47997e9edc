// The reports page's own state: which stretch of time, how it is split, and the report main made of it.
import { create } from "zustand";
import type { FileForm, ReportSpan, ReportView } from "../../../preload/contract/reports.ts";
import { call, on } from "../../cashier.ts";
import { sayFailure } from "../../notice.ts";

export type Table = "wallets" | "tenders" | "cashiers" | "channels" | "hours" | "days";
export type Done =
  | { readonly kind: "saved"; readonly file: string }
  | { readonly kind: "printed"; readonly reprint: number };

type Reports = {
  readonly span: ReportSpan;
  /** A day of the span. */
  readonly day: string;
  readonly table: Table;
  readonly report: ReportView | null;
  readonly done: Done | null;
};

export const useReports = create<Reports>()(() => ({
  span: "day",
  day: "",
  table: "wallets",
  report: null,
  done: null,
}));

export async function readReport(change: Partial<Pick<Reports, "span" | "day">> = {}): Promise<void> {
  if (Object.keys(change).length > 0) useReports.setState({ ...change, done: null });
  const { span, day } = useReports.getState();
  const answer = await call("report.show", { span, day });
  const now = useReports.getState();
  if (now.span !== span || now.day !== day) return;
  if (!answer.ok) return sayFailure(answer.failure);
  useReports.setState({ report: answer.value });
}

/** Changes that come together are added up together. */
const GATHER_MS = 500;

/** Shows this day until another is chosen, and adds up again when something changed. */
export function mirrorReport(today: string): () => void {
  void readReport(useReports.getState().day === "" ? { day: today } : {});
  let gathering: number | undefined;
  const stop = on("till.changed", (state) => {
    // Without the right each reading is asked for anew: never by itself.
    if (useReports.getState().report === null || !state.staff.rights.includes("report")) return;
    window.clearTimeout(gathering);
    gathering = window.setTimeout(() => void readReport(), GATHER_MS);
  });
  return () => {
    stop();
    window.clearTimeout(gathering);
  };
}

const DAY_MS = 86_400_000;
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** To the span before or after the one that is shown. */
export function turn(way: -1 | 1): void {
  const { report } = useReports.getState();
  if (report) void readReport({ day: addDays(way === -1 ? report.first : report.last, way) });
}

export async function saveReport(form: FileForm): Promise<void> {
  const { span, day } = useReports.getState();
  const answer = await call("report.save", { span, day, form });
  if (answer.ok) useReports.setState({ done: { kind: "saved", file: answer.value.file } });
  else sayFailure(answer.failure);
}

export async function printDay(): Promise<void> {
  const { day } = useReports.getState();
  const answer = await call("report.print", { day });
  if (answer.ok) useReports.setState({ done: { kind: "printed", reprint: answer.value.reprint } });
  else sayFailure(answer.failure);
}
