// What one job is called, where it stands and what shows it, in words and shapes. Pure.
import type { PrintQueue, QueueRow } from "../../../preload/contract/print-calls.ts";
import type { ShapeName } from "../../components/shape.tsx";
import type { Words } from "../../text/zh-cn.ts";

const NUMBER_WIDTH = 4;

/** 小票 0048 顾客联, as parts: the first is the strong one. */
export function nameOf({ print }: Words, row: QueueRow): readonly string[] {
  const isCopied = row.kind === "sale" || row.kind === "refund";
  const copy = row.copy === 1 ? print.copies.first : print.copies.other({ count: row.copy });
  return [
    print.kinds[row.kind],
    row.dayNumber === null ? null : String(row.dayNumber).padStart(NUMBER_WIDTH, "0"),
    row.reprint > 0 ? print.reprint({ count: row.reprint }) : isCopied ? copy : null,
  ].filter((part) => part !== null);
}

export function stateOf({ print }: Words, row: QueueRow): { readonly shape: ShapeName; readonly text: string } {
  if (row.answer !== null) return { shape: row.answer === "came_out" ? "ok" : "sent", text: print.answers[row.answer] };
  const shapes: Readonly<Record<QueueRow["status"], ShapeName>> = {
    queued: "queue",
    sending: "busy",
    proved: "ok",
    handed_over: "sent",
    uncertain: "wait",
    failed: "none",
    cancelled: "sent",
  };
  const isShut = row.kind === "drawer" && row.status === "failed";
  return { shape: shapes[row.status], text: isShut ? print.drawerShut : print.states[row.status] };
}

const seconds = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function evidenceOf(words: Words, row: QueueRow, queue: PrintQueue): string {
  const { print } = words;
  if (row.why !== null && row.status !== "failed") return print.byHand({ text: row.why });
  switch (row.status) {
    case "queued":
      return waitingFor(words, row, queue);
    case "sending":
      return print.sendingNow;
    case "proved":
      return print.receipt({ text: seconds.format(Math.max(0, (row.endedAt ?? 0) - (row.sentAt ?? 0)) / 1000) });
    case "handed_over":
      return row.kind === "drawer" ? print.drawerOnce : isSystem(row, queue) ? print.bySystem : print.oneWay;
    case "cancelled":
      return print.cancelledBy;
    case "uncertain":
    case "failed":
      return row.reason === null ? "" : print.reasons[row.reason];
  }
}

const isSystem = (row: QueueRow, queue: PrintQueue): boolean =>
  queue.printers.find(({ id }) => id === row.printer)?.config.target.kind === "system";

function waitingFor({ print }: Words, row: QueueRow, queue: PrintQueue): string {
  const printer = queue.printers.find(({ id }) => id === row.printer);
  if (!printer) return print.nobody;
  if (printer.paused) return print.waitingPaused;
  if (printer.status === null || printer.status === "online") return print.waiting;
  return print.waitingFor({ text: print.printers[printer.status] });
}
