// The reconciliation screen's own state: the days and the day in front as main answered them. It compares nothing itself
// and changes no money; every step is a call.
import { create } from "zustand";
import type { Result } from "../../../preload/contract/failure.ts";
import type { Difference, ReconcileDetail, ReconcileView } from "../../../preload/contract/reconcile.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { goTo } from "../../till.ts";
import { openOrder } from "../orders/store.ts";

type ReconcileState = {
  readonly view: ReconcileView | null;
  readonly day: string | null;
  readonly detail: ReconcileDetail | null;
  /** The difference whose note is being written. */
  readonly noting: number | null;
  readonly isImporting: boolean;
  /** Who writes, kept while the screen is open. */
  readonly name: string;
};

const CLOSED = { view: null, day: null, detail: null, noting: null, isImporting: false } as const;
export const useReconcile = create<ReconcileState>()(() => ({ ...CLOSED, name: "" }));

const READ_EVERY_MS = 1500;

/** Reads the days again and again while they are looked at: a run goes on in main. */
export function followReconcile(): () => void {
  let timer: number | undefined;
  let isOver = false;
  const read = async () => {
    const wasRunning = useReconcile.getState().view?.running !== null;
    const answer = await call("reconcile.view", {});
    if (isOver) return;
    if (answer.ok) showView(answer.value, wasRunning);
    else sayFailure(answer.failure);
    timer = window.setTimeout(() => void read(), READ_EVERY_MS);
  };
  void read();
  return () => {
    isOver = true;
    window.clearTimeout(timer);
    useReconcile.setState(CLOSED);
  };
}

function showView(view: ReconcileView, wasRunning: boolean): void {
  useReconcile.setState({ view });
  const { day, detail } = useReconcile.getState();
  if (day === null && view.days[0]) void showDay(view.days[0].day);
  else if (day !== null && (detail === null || (wasRunning && view.running === null))) void showDay(day);
}

export async function showDay(day: string): Promise<void> {
  hush();
  const isOther = useReconcile.getState().day !== day;
  useReconcile.setState({ day, noting: null, ...(isOther ? { detail: null } : {}) });
  shown(await call("reconcile.show", { day }), day);
}

function shown(answer: Result<ReconcileDetail>, day = useReconcile.getState().day): void {
  if (!answer.ok) sayFailure(answer.failure);
  else if (useReconcile.getState().day === day) useReconcile.setState({ detail: answer.value });
}

export async function runDay(): Promise<void> {
  const { day } = useReconcile.getState();
  if (day === null) return;
  hush();
  const answer = await call("reconcile.run", { day });
  if (answer.ok) useReconcile.setState({ view: answer.value });
  else sayFailure(answer.failure);
}

export async function setNightly(at: string | null): Promise<void> {
  const answer = await call("reconcile.schedule", { at });
  if (answer.ok) useReconcile.setState({ view: answer.value });
  else sayFailure(answer.failure);
}

export async function askAgain({ id }: Difference): Promise<void> {
  hush();
  shown(await call("reconcile.ask", { id }));
}

export async function assign({ id }: Difference, owner: string): Promise<void> {
  useReconcile.setState({ noting: null, name: owner });
  shown(await call("reconcile.assign", { id, owner }));
}

export async function endWithNote({ id }: Difference, note: string, by: string): Promise<void> {
  hush();
  const answer = await call("reconcile.close", { id, note, by });
  useReconcile.setState(answer.ok ? { noting: null, name: by } : { name: by });
  shown(answer);
}

/** Resolving, refunding and settling are done where every order's are. */
export function lookAt({ order }: Difference): void {
  if (order === null) return;
  goTo("orders");
  void openOrder(order);
}

export const startNote = (noting: number | null): void => useReconcile.setState({ noting });
export const startImport = (isImporting: boolean): void => useReconcile.setState({ isImporting });

/** A bill was read in: the day is compared anew. */
export async function afterImport(): Promise<void> {
  const { day } = useReconcile.getState();
  const answer = await call("reconcile.view", {});
  if (answer.ok) useReconcile.setState({ view: answer.value });
  if (day !== null) await showDay(day);
}
