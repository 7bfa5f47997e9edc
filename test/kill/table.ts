// The table at the end of the kill test: runs, kills by phase and aim, how every payment and refund ended.
import type { RunResult } from "./scenario.ts";

/** `name count · name count`, in the order of the names. */
function counted(names: readonly string[]): string {
  const counts = [...Map.groupBy(names, (name) => name)].toSorted(([a], [b]) => a.localeCompare(b));
  return counts.map(([name, list]) => `${name} ${list.length}`).join(" · ") || "none";
}

export function tableOf(results: readonly RunResult[], tookMs: number): string {
  const failed = results.filter(({ problems }) => problems.length > 0);
  const kills = results.flatMap((result) => result.kills);
  const attempts = results.flatMap((result) => result.attempts.map((row) => ({ ...row, channel: result.channel })));
  const refunds = results.flatMap((result) => result.refunds.map(({ status }) => `${result.channel} ${status}`));
  const problems = results.flatMap((result) => result.problems);
  const about = (what: RegExp) => problems.filter((problem) => what.test(problem)).length;
  const review = attempts.filter(({ status }) => status === "needs_review");
  const odd = attempts.filter(({ exception }) => exception !== "none");
  const row = (name: string, what: string | number) => `${name.padEnd(18)}${what}`;
  return [
    "",
    row("runs", `${results.length} in ${Math.round(tookMs / 1000)} s: ${counted(results.map((one) => one.channel))}`),
    row("by door", counted(results.map(({ door }) => door))),
    "  cli: main/cli.ts · built: the same as one file · window: the till and its page in a real Chromium, recovered by main/browser.ts",
    row("kills", kills.length),
    ...[...Map.groupBy(kills, ({ phase }) => phase)].map(([phase, own]) =>
      row(`  ${phase}`, `${String(own.length).padStart(4)}  aimed at ${counted(own.map(({ at }) => at))}`),
    ),
    row("payments", counted(attempts.map(({ status }) => status))),
    row("exceptions", counted(odd.map(({ exception }) => exception))),
    row("in review", counted(review.map(({ channel, reason }) => `${channel} ${reason}`))),
    row("refunds", counted(refunds)),
    row("recovered again", `${results.filter(({ late }) => late.length > 0).length} times one was not enough`),
    row("double charges", about(/charged \d|its order owes|second time|charged again|posted again/)),
    row("left open", about(/which is open|stands open/)),
    row("failed runs", failed.length === 0 ? "0" : `${failed.length}: ${failed.map(({ seed }) => seed).join(" ")}`),
  ].join("\n");
}
