// `npm run reconcile-month [-- ORDERS]`: the whole acceptance run. A month of a hundred thousand orders over five channels
// with sown faults is reconciled, once through and once killed on the way; both must find exactly what was sown.
import { type MonthResult, runMonth } from "./run-month.ts";

const orders = Number(process.argv[2] ?? 100_000);
const options = { seed: 20_260_301, orders, days: 30, faults: Math.max(3, Math.round(orders / 2000)) };
const told = (line: string) => console.log(line);

/** Told as soon as it is known: the second pass takes as long again. */
function tell(name: string, result: MonthResult): MonthResult {
  const { found, missed, invented, problems } = result;
  const seconds = Math.round(process.cpuUsage().user / 1_000_000);
  console.log(
    `${name}: ${found.length} found, ${missed.length} missed, ${invented.length} invented; CPU ${seconds} s so far`,
  );
  for (const one of missed) console.log(`  missed ${one}`);
  for (const one of invented) console.log(`  invented ${one}`);
  for (const one of problems) console.log(`  book: ${one}`);
  return result;
}

const whole = tell("through", await runMonth({ ...options, told }));
const cut = tell("killed on the way", await runMonth({ ...options, killEvery: Math.round(orders / 12), told }));
console.log(`killed ${cut.kills} times`);
console.log(`sown: ${JSON.stringify(whole.sown)}; questions: ${whole.questions} and ${cut.questions}`);
const isSame = JSON.stringify(whole.found) === JSON.stringify(cut.found);
const isExact = [whole, cut].every((one) => one.missed.length + one.invented.length + one.problems.length === 0);
process.exitCode = isSame && isExact && cut.kills > 0 ? 0 : 1;
console.log(process.exitCode === 0 ? "exactly what was sown" : "NOT what was sown");
