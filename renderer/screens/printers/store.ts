// The printers' page: what main keeps, what is typed and not kept yet, and the pictures of it. A test page prints what is
// kept, so it keeps first.
import { create } from "zustand";
import type { Failure, Result } from "../../../preload/contract/failure.ts";
import type { PrintersAndLook, ReceiptPicture } from "../../../preload/contract/print-calls.ts";
import {
  type PrinterConfig,
  type ReceiptLook,
  printerConfig,
  receiptLook,
} from "../../../preload/contract/printing.ts";
import { call, on } from "../../cashier.ts";
import { sayFailure } from "../../notice.ts";
import { type Draft, draftOf, freshDraft, readDraft } from "./draft.ts";

type Page = {
  readonly kept: PrintersAndLook | null;
  /** The printer in front; null: a new one. */
  readonly chosen: string | null;
  readonly draft: Draft | null;
  readonly look: ReceiptLook | null;
  readonly pictures: readonly ReceiptPicture[];
  readonly isBusy: boolean;
  readonly isRemoving: boolean;
  /** What was done last, until something is changed. */
  readonly said: "saved" | "tested" | null;
  readonly failure: Failure | null;
};

const CLOSED: Page = {
  kept: null,
  chosen: null,
  draft: null,
  look: null,
  pictures: [],
  isBusy: false,
  isRemoving: false,
  said: null,
  failure: null,
};

export const usePrinters = create<Page>()(() => CLOSED);

const DRAW_AFTER_MS = 150;
let drawing: number | undefined;

export function openPrinters(newName: string): () => void {
  void call("printers.get", {}).then((answer) => {
    if (!answer.ok) return sayFailure(answer.failure);
    const { printers, look } = answer.value;
    usePrinters.setState({ kept: answer.value, look });
    choosePrinter(printers[0]?.id ?? null, newName);
    drawSoon();
  });
  // What a printer says about itself while the page is open.
  let gathering: number | undefined;
  const stop = on("till.changed", () => {
    window.clearTimeout(gathering);
    gathering = window.setTimeout(() => void readAgain(), DRAW_AFTER_MS);
  });
  return () => {
    stop();
    window.clearTimeout(gathering);
    window.clearTimeout(drawing);
    usePrinters.setState(CLOSED);
  };
}

async function readAgain(): Promise<void> {
  const answer = await call("printers.get", {});
  if (answer.ok && usePrinters.getState().kept !== null) usePrinters.setState({ kept: answer.value });
}

export function choosePrinter(id: string | null, newName: string): void {
  const printer = usePrinters.getState().kept?.printers.find((each) => each.id === id);
  const draft = printer ? draftOf(printer.config) : freshDraft(newName);
  usePrinters.setState({ chosen: printer?.id ?? null, draft, isRemoving: false, said: null, failure: null });
}

export function type(change: Partial<Draft>): void {
  const { draft } = usePrinters.getState();
  if (draft !== null) usePrinters.setState({ draft: { ...draft, ...change }, said: null, failure: null });
}

export function changeLook(change: Partial<ReceiptLook>): void {
  const { look } = usePrinters.getState();
  if (look === null) return;
  usePrinters.setState({ look: { ...look, ...change }, said: null, failure: null });
  drawSoon();
}

/** Draws what is typed, as soon as typing rests; what could not be kept is not drawn. */
function drawSoon(): void {
  window.clearTimeout(drawing);
  drawing = window.setTimeout(() => void draw(), DRAW_AFTER_MS);
}

async function draw(): Promise<void> {
  const { look } = usePrinters.getState();
  const fit = receiptLook.safeParse(look);
  if (!fit.success) return;
  const answer = await call("receipt.preview", fit.data);
  if (!answer.ok) return usePrinters.setState({ failure: answer.failure });
  if (usePrinters.getState().look === look) usePrinters.setState({ pictures: answer.value.pictures });
}

async function doing<T>(work: () => Promise<Result<T>>): Promise<T | null> {
  usePrinters.setState({ isBusy: true, failure: null, said: null });
  const answer = await work();
  usePrinters.setState({ isBusy: false });
  if (answer.ok) return answer.value;
  usePrinters.setState({ failure: answer.failure });
  return null;
}

/** The config as typed, or null while a field is wrong. */
export function configNow(draft: Draft): PrinterConfig | null {
  const fit = printerConfig.safeParse(readDraft(draft));
  return fit.success ? fit.data : null;
}

export async function savePrinter(): Promise<string | null> {
  const { draft, chosen, kept } = usePrinters.getState();
  const config = draft && configNow(draft);
  if (!config) return null;
  const saved = await doing(() => call("printers.save", { id: chosen, config }));
  if (!saved) return null;
  const known = new Set(kept?.printers.map(({ id }) => id));
  const id = chosen ?? saved.printers.find((each) => !known.has(each.id))?.id ?? null;
  usePrinters.setState({ kept: saved, chosen: id, said: "saved" });
  return id;
}

export async function testPrinter(): Promise<void> {
  const id = await savePrinter();
  if (id === null) return;
  const job = await doing(() => call("printers.test", { id }));
  if (job) usePrinters.setState({ said: "tested" });
}

/** The test page was right. */
export const seen = (): void => usePrinters.setState({ said: null });

export const askRemove = (isRemoving: boolean): void => usePrinters.setState({ isRemoving });

export async function removePrinter(newName: string): Promise<void> {
  const { chosen } = usePrinters.getState();
  if (chosen === null) return;
  const left = await doing(() => call("printers.remove", { id: chosen }));
  if (!left) return;
  usePrinters.setState({ kept: left });
  choosePrinter(left.printers[0]?.id ?? null, newName);
}

export async function saveLook(): Promise<void> {
  const { look } = usePrinters.getState();
  const fit = receiptLook.safeParse(look);
  if (!fit.success) return;
  const saved = await doing(() => call("receipt.set", fit.data));
  if (saved) usePrinters.setState({ kept: saved, said: "saved" });
}
