// `npm run bench`: figures of this machine, as percentiles. Nothing passes or fails by the clock here; a figure says what
// it measured, and what was left out.
import { keyFigures } from "./key-press.ts";
import { receiptFigures } from "./receipt-bytes.ts";
import { scanFigures } from "./scan-to-request.ts";

export type Figure = { readonly name: string; readonly ms: readonly number[] };

const FIGURES: readonly (() => Promise<Figure[]>)[] = [scanFigures, receiptFigures, keyFigures];

function percentile(sorted: readonly number[], part: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
  return String(Math.round(value * 100) / 100).padStart(8);
}

console.log("p50, p90, p99, longest, in milliseconds");
for (const measure of FIGURES) {
  for (const { name, ms } of await measure()) {
    const sorted = ms.toSorted((a, b) => a - b);
    console.log([0.5, 0.9, 0.99, 1].map((part) => percentile(sorted, part)).join(""), ` ${name} (${ms.length} times)`);
  }
}
// A devices process that is played in this one has no process to end with.
process.exit(0);
