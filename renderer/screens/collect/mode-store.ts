// The ways without a pay code at the counter: which the channel lists open, which is picked, and the parts that wait to be
// sent together. Nothing here has been sent; what is sent is main's to tell.
import { create } from "zustand";
import { realChannelId, type TenderMode } from "../../../preload/contract/channels.ts";
import type { Failure } from "../../../preload/contract/failure.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { useTill } from "../../till.ts";
import { type Queued, restOf } from "./mode-form.ts";
import { useCollect } from "./store.ts";
import { saleInput, unlock } from "./tenders.ts";

type ModeSale = {
  /** Null while they are being asked for. */
  readonly modes: readonly TenderMode[] | null;
  readonly failure: Failure | null;
  readonly picked: TenderMode | null;
  readonly queued: readonly Queued[];
  readonly isSending: boolean;
};

const NEW: ModeSale = { modes: null, failure: null, picked: null, queued: [], isSending: false };
export const useModeSale = create<ModeSale>()(() => NEW);

/** Starts anew for this sale and asks the channel which ways are open. */
export function openModeSale(channel: NonNullable<TillState["sale"]>["channel"]): () => void {
  let isOver = false;
  useModeSale.setState(NEW);
  void readModes(channel).then((read) => {
    if (!isOver) useModeSale.setState(read);
  });
  return () => {
    isOver = true;
    useModeSale.setState(NEW);
  };
}

export async function readAgain(): Promise<void> {
  useModeSale.setState({ modes: null, failure: null });
  useModeSale.setState(await readModes(useTill.getState().state?.sale?.channel ?? null));
}

async function readModes(channel: string | null): Promise<Pick<ModeSale, "modes" | "failure">> {
  const chosen = realChannelId.safeParse(channel);
  const answer = await call("collect.modes", chosen.success ? { channel: chosen.data } : {});
  if (!answer.ok) return { modes: null, failure: answer.failure };
  const { modes } = answer.value;
  if (!chosen.success) useCollect.setState({ openModes: modes.length });
  return { modes, failure: null };
}

/** Learns how many ways are open, whenever the channel may have changed; without an answer they stay offered. */
export function mirrorOpenModes(): () => void {
  const read = async () => {
    useCollect.setState({ openModes: null });
    if (useTill.getState().state?.takes.modes === true) await readModes(null);
  };
  return useTill.subscribe((till, before) => {
    const isNew = till.state?.channel?.id !== before.state?.channel?.id || till.state?.mode !== before.state?.mode;
    const isBack = till.screen === "collect" && before.screen !== "collect";
    if (isNew || isBack) void read();
  });
}

export function pick(mode: TenderMode): void {
  hush();
  useModeSale.setState({ picked: mode });
}

export function pickByKey(digit: string): void {
  const { modes, picked } = useModeSale.getState();
  const mode = modes?.[Number(digit) - 1];
  if (picked === null && mode !== undefined) pick(mode);
}

/** One step back: the way picked, the last part noted, the locked amount. */
export async function leaveModes(): Promise<void> {
  const { picked, queued } = useModeSale.getState();
  hush();
  if (picked !== null) useModeSale.setState({ picked: null });
  else if (queued.length > 0) useModeSale.setState({ queued: queued.slice(0, -1) });
  else await unlock();
}

/** Notes a part; when nothing is left to assign, all parts are sent together. */
export async function addPart(part: Omit<Queued, "nr">, amountFen: Fen): Promise<void> {
  const before = useModeSale.getState().queued;
  const queued = [...before, { ...part, nr: before.length + 1 }];
  hush();
  if (restOf(amountFen, queued) > 0) return useModeSale.setState({ queued, picked: null });
  const sale = useTill.getState().state?.sale ?? null;
  if (sale === null || useModeSale.getState().isSending) return;
  useModeSale.setState({ isSending: true });
  const tenders = queued.map((one) => ({ amountFen: one.amountFen, mode: one.mode.uuid, fields: { ...one.fields } }));
  const answer = await call("collect.mode", { ...saleInput(sale), tenders });
  useModeSale.setState({ isSending: false });
  if (!answer.ok) sayFailure(answer.failure);
}
