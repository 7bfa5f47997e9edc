// `npm run reconcile-month [-- ORDERS]`: the whole acceptance run. A month of a hundred thousand orders over five channels
// with sown faults is reconciled, once through and once killed on the way; both must find exactly what was sown.
import { runMonth } from "./run-month.ts";

const orders = Number(process.argv[2] ?? 100_000);
const options = { seed: 20_260_301, orders, days: 30, faults: Math.max(3, Math.round(orders / 2000)) };
const told = (line: string) => console.log(line);
const whole = await runMonth({ ...options, told });
const cut = await runMonth({ ...options, killEvery: Math.round(orders / 12), told });
for (const [name, result] of [
  ["through", whole],
  [`killed ${cut.kills} times`, cut],
] as const) {
  console.log(
    `${name}: ${result.found.length} found, ${result.missed.length} missed, ${result.invented.length} invented`,
  );
  for (const one of result.missed) console.log(`  missed ${one}`);
  for (const one of result.invented) console.log(`  invented ${one}`);
  for (const one of result.problems) console.log(`  book: ${one}`);
}
console.log(`sown: ${JSON.stringify(whole.sown)}; questions: ${whole.questions} and ${cut.questions}`);
const isSame = JSON.stringify(whole.found) === JSON.stringify(cut.found);
const isExact = [whole, cut].every((one) => one.missed.length + one.invented.length + one.problems.length === 0);
process.exitCode = isSame && isExact && cut.kills > 0 ? 0 : 1;
console.log(process.exitCode === 0 ? "exactly what was sown" : "NOT what was sown");
