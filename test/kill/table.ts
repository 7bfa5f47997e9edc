// The table at the end of the kill test: runs, kills by phase and aim, how every payment and refund ended.
import type { RunResult } from "./scenario.ts";

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`)
    .join(" · ") || "none";

export function tableOf(results: readonly RunResult[], tookMs: number): string {
  const failed = results.filter(({ problems }) => problems.length > 0);
  const kills = results.flatMap((result) => result.kills);
  const phases = [...new Set(kills.map(({ phase }) => phase))].toSorted();
  const problems = results.flatMap((result) => result.problems);
  const about = (what: RegExp) => problems.filter((problem) => what.test(problem)).length;
  return [
    "",
    `runs            ${results.length} in ${Math.round(tookMs / 1000)} s (${listed(countBy(results.map(({ channel }) => channel)))})`,
    `doors           ${listed(countBy(results.map(({ door }) => door)))} (cli: processes of main/cli.ts · window: main/browser.ts and its till in a real Chromium)`,
    `kills           ${kills.length}`,
    ...phases.map((phase) => {
      const own = kills.filter((kill) => kill.phase === phase);
      return `  ${phase.padEnd(14)}${String(own.length).padStart(4)}  (${listed(countBy(own.map(({ at }) => at)))})`;
    }),
    `payments        ${listed(countBy(results.flatMap(({ attempts }) => attempts.map(({ status }) => status))))}`,
    `exceptions      ${listed(countBy(results.flatMap(({ attempts }) => attempts.map((one) => one.exception).filter((one) => one !== "none"))))}`,
    `in review       ${listed(countBy(results.flatMap(({ channel, attempts }) => attempts.filter(({ status }) => status === "needs_review").map(({ reason }) => `${channel} ${reason}`))))}`,
    `refunds         ${listed(countBy(results.flatMap(({ refunds }) => refunds.map(({ status }) => status))))}`,
    `recovered twice ${results.reduce((sum, result) => sum + result.extraRecoveries, 0)}`,
    `double charges  ${about(/charged \d|its order owes|charged a second|charged again|posted again/)}`,
    `left open       ${about(/which is open/)}`,
    `failed runs     ${failed.length}${failed.length === 0 ? "" : `: seeds ${failed.map(({ seed }) => seed).join(" ")}`}`,
  ].join("\n");
}
