// The notices page's own state: what main answered, and what is typed and not kept yet.
import { create } from "zustand";
import type { Failure } from "../../../preload/contract/failure.ts";
import type { NoticeWish, NoticesView } from "../../../preload/contract/notices.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";

type NoticesState = {
  readonly view: NoticesView | null;
  readonly port: string | null;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
};

export const useNotices = create<NoticesState>()(() => ({ view: null, port: null, failure: null, isBusy: false }));

/** The counts go on while the page is looked at. */
const READ_EVERY_MS = 3000;
const HIGHEST_PORT = 65_535;

/** The port as typed, or null when it is none. */
export function portOf(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= HIGHEST_PORT ? port : null;
}

export function followNotices(): () => void {
  let timer: number | undefined;
  let isOver = false;
  const read = async () => {
    const answer = await call("notices.get", {});
    if (isOver) return;
    if (answer.ok) useNotices.setState({ view: answer.value });
    else sayFailure(answer.failure);
    timer = window.setTimeout(() => void read(), READ_EVERY_MS);
  };
  void read();
  return () => {
    isOver = true;
    window.clearTimeout(timer);
    useNotices.setState({ view: null, port: null, failure: null, isBusy: false });
  };
}

export const typePort = (port: string): void => useNotices.setState({ port, failure: null });

/** Asks main to listen like this from now on; what main refuses changes nothing. */
export async function setNotices(change: Partial<NoticeWish>): Promise<void> {
  const { view } = useNotices.getState();
  if (view === null) return;
  hush();
  useNotices.setState({ isBusy: true, failure: null });
  const answer = await call("notices.set", { ...view.wish, ...change });
  if (answer.ok) useNotices.setState({ view: answer.value, port: null, isBusy: false });
  else useNotices.setState({ failure: answer.failure, isBusy: false });
}
