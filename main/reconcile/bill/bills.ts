// Bill files: looked at before anything is taken over, then read in whole or not at all. Lines are loaded in portions, so
// that two million of them neither fill the memory nor hold up a sale; they count only when the last one is in.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { type Result, fail, ok } from "../../../preload/contract/failure.ts";
import { type BillLayout, type BillPreview, type BillSums, billLayout } from "../../../preload/contract/reconcile.ts";
import type { ChannelId } from "../../../preload/contract/status.ts";
import type { Flow } from "../../payment/flow.ts";
import {
  type BillLine,
  addLines,
  applyBill,
  dropUnapplied,
  isKnownBill,
  openBill,
  sameLine,
} from "../../store/bills.ts";
import { isDuplicate } from "../../store/open.ts";
import { readSetting, writeSetting } from "../../store/settings.ts";
import { KNOWN_LAYOUTS, missingColumns } from "./layouts.ts";
import { BillProblem } from "./problem.ts";
import { HEADER_WITHIN, readLines } from "./read-lines.ts";
import { openRows } from "./read-rows.ts";

export type Bills = {
  /** The first rows, and which known layout fits. Reads only. */
  preview(file: string): Promise<Result<BillPreview>>;
  layouts(): BillLayout[];
  /** Keeps a person's mapping under its id. */
  saveLayout(layout: BillLayout): Result<null>;
  /** Reads the file in for this channel. Failures: bill_…; then nothing of it counts. */
  apply(asked: { file: string; name?: string; channel: ChannelId; layout: BillLayout }): Promise<Result<BillSums>>;
  /** The layout that fits the file, or why none does. */
  layoutFor(file: string): Promise<Result<BillLayout>>;
};

const KEY = "reconcile.layouts";
const PREVIEW_ROWS = 8;
const PORTION = 2000;
const MOST_LAYOUTS = 50;
/** Kinds of rows that are left aside, told one by one; all others are counted together. */
const MOST_WORDS = 20;

export function openBills(flow: Flow): Bills {
  const { store } = flow;
  let reading = Promise.resolve();
  const own = (): BillLayout[] => {
    const kept = z.array(billLayout).safeParse(readSetting(store.read, KEY));
    return kept.success ? kept.data : [];
  };
  const layouts = () => [...own(), ...KNOWN_LAYOUTS.filter(({ id }) => own().every((one) => one.id !== id))];
  const preview = async (file: string): Promise<BillPreview> => {
    const { encoding, rows } = await openRows(file);
    const head: string[][] = [];
    for await (const { cells } of rows()) {
      head.push([...cells]);
      if (head.length >= HEADER_WITHIN + PREVIEW_ROWS) break;
    }
    const fitting = (cells: readonly string[]) =>
      layouts().find((layout) => missingColumns(layout, cells).length === 0);
    const at = head.findIndex((cells) => fitting(cells) !== undefined);
    const start = at >= 0 ? at : widest(head);
    return {
      header: head[start] ?? [],
      rows: head.slice(start + 1, start + 1 + PREVIEW_ROWS),
      encoding,
      layout: at >= 0 ? (fitting(head[at] ?? [])?.id ?? null) : null,
      layouts: layouts(),
    };
  };
  return {
    layouts,
    preview: (file) => told(async () => ok(await preview(file))),
    saveLayout(layout) {
      const others = own().filter(({ id }) => id !== layout.id);
      store.write((tx) => writeSetting(tx, KEY, [layout, ...others].slice(0, MOST_LAYOUTS), flow.clock.now()));
      return ok(null);
    },
    layoutFor: (file) =>
      told(async () => {
        const found = await preview(file);
        const layout = found.layouts.find(({ id }) => id === found.layout);
        return layout ? ok(layout) : fail("bill_columns", found.header.join(" ").slice(0, 200), "manager", "never");
      }),
    // One after the other: each clears away what was begun and not finished.
    apply(asked) {
      const mine = reading.then(() => told(() => apply(flow, { name: basename(asked.file), ...asked })));
      reading = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
  };
}

/** Where no layout fits, the row with the most cells is most likely the header. */
function widest(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell !== "").length);
  return Math.max(0, filled.indexOf(Math.max(0, ...filled)));
}

async function told<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BillProblem) return fail(error.code, error.detail, "manager", "never");
    // What the system says of a file; SQLite's codes begin otherwise.
    if (error instanceof Error && "syscall" in error && "code" in error)
      return fail("bill_unreadable", String(error.code), "manager", "now");
    throw error;
  }
}

type Asked = { readonly file: string; readonly name: string; readonly channel: ChannelId; readonly layout: BillLayout };

async function apply(flow: Flow, { file, name, channel, layout }: Asked): Promise<Result<BillSums>> {
  const { store } = flow;
  const digest = await digestOf(file);
  if (isKnownBill(store.read, channel, digest)) return fail("bill_again", name, "manager", "never");
  while (!store.write((tx) => dropUnapplied(tx, PORTION)));
  const bill = {
    channel,
    kind: "file",
    name: name.slice(0, 120),
    layout: layout.id,
    digest,
    at: flow.clock.now(),
  } as const;
  const billId = store.write((tx) => openBill(tx, bill));
  try {
    const sums = await load(flow, billId, file, layout);
    store.write((tx) => applyBill(tx, billId, { first: sums.firstDay, last: sums.lastDay, rows: sums.rows }));
    return ok(sums);
  } catch (error) {
    while (!store.write((tx) => dropUnapplied(tx, PORTION)));
    throw error;
  }
}

async function load(flow: Flow, billId: number, file: string, layout: BillLayout): Promise<BillSums> {
  const sums = { rows: 0, sales: 0, refunds: 0, firstDay: "9999-12-31", lastDay: "0000-01-01" };
  const aside = new Map<string, number>();
  let portion: BillLine[] = [];
  const put = async () => {
    putPortion(flow, billId, portion);
    portion = [];
    // Whatever else wants to be done is done between two portions.
    await flow.clock.sleep(0);
  };
  const { rows } = await openRows(file);
  for await (const line of readLines(rows(), layout, (at) => flow.clock.local(at))) {
    if (line.kind === "aside") {
      const word = aside.has(line.word) || aside.size < MOST_WORDS ? line.word : "…";
      aside.set(word, (aside.get(word) ?? 0) + 1);
      continue;
    }
    const day = line.at.slice(0, 10);
    sums.rows += 1;
    sums[line.kind === "order" ? "sales" : "refunds"] += 1;
    if (day < sums.firstDay) sums.firstDay = day;
    if (day > sums.lastDay) sums.lastDay = day;
    portion.push(line);
    if (portion.length >= PORTION) await put();
  }
  await put();
  if (sums.rows === 0) throw new BillProblem("bill_empty", [...aside].map((each) => each.join(" ")).join(", "));
  return { ...sums, aside: [...aside].map(([word, count]) => ({ word, rows: count })) };
}

function putPortion({ store }: Flow, billId: number, portion: readonly BillLine[]): void {
  store.write((tx) => {
    for (const line of portion) {
      try {
        addLines(tx, billId, [line]);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new BillProblem("bill_duplicate", `${line.row} = ${sameLine(tx, billId, line) ?? ""}`);
      }
    }
  });
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
