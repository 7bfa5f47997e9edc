// Runs a sold month through reconciliation and says what it found: whole, or killed again and again on the way.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBills } from "../../main/reconcile/bill/bills.ts";
import { verifyStore } from "../../main/store/verify.ts";
import { must } from "../support/flow-desk.ts";
import { Month, type MonthOptions } from "./month.ts";

export type MonthResult = {
  readonly orders: number;
  /** Sown and not found, found and not sown. */
  readonly missed: readonly string[];
  readonly invented: readonly string[];
  readonly found: readonly string[];
  readonly sown: Readonly<Record<string, number>>;
  readonly questions: number;
  readonly kills: number;
  readonly problems: readonly string[];
};

/**
 * In memory where the machine has such a place: a kill here is a process that stops, never a power cut, and a hundred thousand
 * answers that each wait for the disk would only measure the disk.
 */
const root = (): string => (existsSync("/dev/shm") ? "/dev/shm" : tmpdir());

/** `killEvery`: the process dies at every so many requests; Infinity = never. */
export async function runMonth(
  options: Omit<MonthOptions, "folder"> & { readonly killEvery?: number; told?(line: string): void },
): Promise<MonthResult> {
  const folder = mkdtempSync(join(root(), "month-"));
  const { killEvery = Infinity, told = () => {} } = options;
  try {
    const month = new Month({ ...options, folder });
    const days = await month.sell();
    told(`sold ${options.orders} orders on ${days.length} days`);
    let [requests, kills] = [0, 0];
    let life = month.open();
    month.questions.clear();
    const layout = must(await importer(life).layoutFor(month.bill));
    must(await importer(life).apply({ file: month.bill, channel: "gathering", layout }));
    month.onRequest = () => {
      requests += 1;
      if (requests % killEvery === 0) throw new Killed();
    };
    for (const day of days) {
      for (let isThrough = false; !isThrough;) {
        try {
          must(await life.reconcile.run(day, life.reconcile.channelsOf(day)));
          isThrough = true;
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
          kills += 1;
          life.close();
          life = month.open();
        }
      }
      told(`${day}: ${life.reconcile.show(day).day.differences} differences`);
    }
    const found = days
      .flatMap((day) => life.reconcile.show(day).differences)
      .filter((one) => one.closedAt === null)
      .map(({ day, channel, kind, subject, number }) => `${day} ${channel} ${kind} ${subject} ${number}`)
      .toSorted();
    const { expected, sown } = month.sower;
    const { problems } = verifyStore(life.store.read);
    life.close();
    return {
      orders: options.orders,
      missed: expected.filter((one) => !found.includes(one)),
      invented: found.filter((one, i) => !expected.includes(one) || found.indexOf(one) !== i),
      found,
      sown,
      questions: [...month.questions.values()].reduce((sum, count) => sum + count, 0),
      kills,
      problems,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process is gone: whatever it was doing is not done. */
class Killed extends Error {}

const importer = ({ payment }: ReturnType<Month["open"]>) => openBills(payment.flow);
