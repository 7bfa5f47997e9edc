// Puts evidence and attempts together that arrive in pieces and out of order. Pure.
import type { AttemptView, Evidence } from "../preload/contract/views.ts";

export type Story = { readonly attempt: AttemptView; readonly evidence: readonly Evidence[] };

const lastSeq = (evidence: readonly Evidence[]): number => evidence.at(-1)?.seq ?? -1;

/** The union of two lists of one attempt's events, in order. */
export function joinEvidence(a: readonly Evidence[], b: readonly Evidence[]): readonly Evidence[] {
  const bySeq = new Map([...a, ...b].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}

/** What is known after `news`: the later attempt wins, however late its message comes. */
export function joinStory(was: Story | null, news: Story): Story {
  if (was === null || was.attempt.order !== news.attempt.order) return news;
  const isOlder = lastSeq(news.evidence) < lastSeq(was.evidence);
  return {
    attempt: isOlder ? was.attempt : news.attempt,
    evidence: joinEvidence(was.evidence, news.evidence),
  };
}

/** Runs of the same answer are shown by their first and last line. */
export function shorten(evidence: readonly Evidence[]): readonly Evidence[] {
  const same = (a: Evidence | undefined, b: Evidence) =>
    a?.kind === b.kind && a.from === b.from && a.to === b.to && a.detail.reason === b.detail.reason;
  return evidence.filter((event, index) => {
    const previous = evidence[index - 1];
    const next = evidence[index + 1];
    return !(same(previous, event) && next !== undefined && same(next, event));
  });
}
