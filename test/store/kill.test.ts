// A real process writes a real file and is killed in mid-write, again and again: what it said it wrote is there, what
// it had not finished is not, and the book verifies.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newFile, openBook } from "../support/flow-book.ts";
import { verifyStore } from "../../main/store/verify.ts";

/** Lets the writer run until it has said this many lines, then kills it; answers the whole lines. */
async function writeAndKill(file: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "write-for-ever.ts"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    said += text;
    if (said.split("\n").length > lines) child.kill("SIGKILL");
  });
  await once(child, "close");
  return said.split("\n").slice(0, -1);
}

test("what was committed before a kill stands, nothing stands half, and the next process goes on", async () => {
  const file = newFile();
  const order = ["created", "sending", "paid"];
  for (const lines of [1, 5, 23, 60, 2]) {
    const said = await writeAndKill(file, lines);
    expect(said.length).toBeGreaterThanOrEqual(lines);
    const store = openBook(file);
    expect(verifyStore(store.read).problems).toEqual([]);
    const rows = store.read.all<{ trade_no: string; status: string }>("SELECT trade_no, status FROM attempts");
    const status = new Map(rows.map((row) => [row.trade_no, row.status]));
    for (const line of said) {
      const [word = "", number = ""] = line.split(" ");
      expect(order.indexOf(status.get(number) ?? "missing")).toBeGreaterThanOrEqual(order.indexOf(word));
    }
    // A receipt stands exactly where a payment is paid: they are one transaction.
    const odd = store.read.all(
      `SELECT trade_no FROM attempts LEFT JOIN print_jobs ON subject_id = trade_no
       WHERE (attempts.status = 'paid') <> (job_id IS NOT NULL)`,
    );
    expect(odd).toEqual([]);
    store.close();
  }
});
