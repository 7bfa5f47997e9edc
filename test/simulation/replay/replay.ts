// `npm run replay -- FILE`: reads a bundle, plays its order again in the simulator and prints the timeline in plain words.
// Ends with 0 when the replay comes to the same events and the same end, 1 when it differs, 2 when the file is none.
import { readFileSync } from "node:fs";
import { formatYuan } from "../../../preload/contract/money.ts";
import { type Bundle, readBundle } from "../../../main/command/bundle-file.ts";
import { replay } from "./again.ts";
import { timeline } from "./words.ts";

process.exitCode = await main(process.argv.slice(2));

async function main([file, ...more]: readonly string[]): Promise<0 | 1 | 2> {
  if (file === undefined || file.startsWith("-") || more.length > 0) return refuse("npm run replay -- FILE");
  const text = readText(file);
  if (text === null) return refuse("There is no such file, or it cannot be read. Check its name.");
  const read = readBundle(text);
  if ("problem" in read) return refuse(read.problem);
  const { bundle } = read;
  const { times, supposed, difference } = await replay(bundle);
  console.log(headline(bundle));
  console.log(`${"recorded".padStart(13)} ${"replayed".padStart(13)}`);
  console.log(timeline(bundle, times, supposed).join("\n"));
  const ends = bundle.attempts.map(({ tradeNo, status }) => `${tradeNo} ${status}`).join(", ");
  if (difference === null) console.log(`The same ${bundle.events.length} events and the same end: ${ends}`);
  else console.log(`Differs at event ${difference.at + 1} of ${bundle.events.length}: ${difference.what}`);
  return difference === null ? 0 : 1;
}

function refuse(sentence: string): 2 {
  console.error(sentence);
  return 2;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function headline({ version, order, attempts, channels }: Bundle): string {
  const book = order.training ? "a training order" : "an order";
  const names = channels.map(({ id }) => id).join(", ");
  const tenders = attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`;
  return `${book} of ¥${formatYuan(order.owedFen)} in ${tenders}${names === "" ? "" : ` (${names})`}, written down by version ${version}`;
}
