// The few numbers under a verdict. What is not known is left out, never guessed.
import type { DeclineReason, Reason } from "../../../preload/contract/reason.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { secondsBetween, useNow } from "../../now.ts";
import { timeOf, yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { useCanCallOff } from "../orders/abilities.ts";
import type { AttemptFaceName } from "./phase.ts";
import { startOf } from "./ring.tsx";
import css from "./verdict.module.css";

const DECLINES: Readonly<Record<DeclineReason, true>> = {
  code_expired: true,
  code_invalid: true,
  payer_cancelled: true,
  balance_low: true,
  limit_exceeded: true,
  refused_by_channel: true,
  closed: true,
  reversed: true,
  never_sent: true,
  not_received: true,
};
const isDecline = (reason: Reason): boolean => Object.hasOwn(DECLINES, reason);

type Fact = { readonly label: string; readonly value: string; readonly wideOnly?: boolean };
type VerdictFace = Exclude<AttemptFaceName, "qr" | "due" | "undone">;

const TENTH_MS = 100;
const TENTHS = 10;

/** From the scan to the verdict, in seconds with one decimal. */
const tookSeconds = (attempt: AttemptView): number | null =>
  attempt.finalAt === null ? null : Math.round((attempt.finalAt - attempt.createdAt) / TENTH_MS) / TENTHS;

function busyFacts({ verdict }: Words, attempt: AttemptView, now: number, canCancel: boolean): readonly Fact[] {
  const start = startOf(attempt);
  const facts: Fact[] = [{ label: verdict.factAsked, value: verdict.times({ count: attempt.asked }) }];
  if (attempt.nextAskAt !== null)
    facts.push({ label: verdict.factNext, value: later(verdict, attempt.nextAskAt, now) });
  if (attempt.giveUpAt !== null) {
    facts.push({
      label: verdict.factGiveUp({ seconds: secondsBetween(start, attempt.giveUpAt) }),
      value: canCancel ? verdict.factGiveUpDoes : verdict.factGiveUpReview,
    });
  }
  const seconds = secondsBetween(start, now);
  return [...facts, { label: verdict.factScanned, value: verdict.seconds({ seconds }), wideOnly: true }];
}

export function later(verdict: Words["verdict"], at: number, now: number): string {
  const seconds = secondsBetween(now, at);
  return seconds === 0 ? verdict.now : verdict.secondsLater({ seconds });
}

const paidAt = (verdict: Words["verdict"], attempt: AttemptView): Fact => ({
  label: verdict.factPaidAt,
  value: timeOf(attempt.finalAt ?? attempt.createdAt),
});

function paidFacts(words: Words, attempt: AttemptView): readonly Fact[] {
  const { verdict, tenders } = words;
  const took = tookSeconds(attempt);
  const facts: Fact[] = [];
  if (attempt.givenFen !== null) {
    facts.push({ label: tenders.factDue, value: yuan(attempt.amountFen) });
    return [...facts, { label: tenders.factGiven, value: yuan(attempt.givenFen) }, paidAt(verdict, attempt)];
  }
  if (attempt.wallet !== null) facts.push({ label: verdict.factWay, value: words.wallets[attempt.wallet] });
  if (attempt.finalAt !== null) facts.push({ label: verdict.factPaidAt, value: timeOf(attempt.finalAt) });
  if (took !== null) facts.push({ label: verdict.factTook, value: verdict.seconds({ seconds: took }) });
  return facts;
}

function waitFacts({ verdict, reason }: Words, attempt: AttemptView, now: number): readonly Fact[] {
  const next = attempt.nextAskAt === null ? verdict.noPlan : later(verdict, attempt.nextAskAt, now);
  const facts: Fact[] = [
    { label: verdict.factWaited, value: verdict.seconds({ seconds: secondsBetween(startOf(attempt), now) }) },
    { label: verdict.factNext, value: next },
    { label: verdict.factAsked, value: verdict.times({ count: attempt.asked }) },
  ];
  // What the channel said about not paying is no fact before it is a verdict.
  if (attempt.reason === null || isDecline(attempt.reason)) return facts;
  return [...facts, { label: verdict.factReason, value: reason[attempt.reason].short }];
}

function noneFacts({ verdict, reason }: Words, attempt: AttemptView): readonly Fact[] {
  const took = tookSeconds(attempt);
  const facts: Fact[] = [];
  if (attempt.reason !== null) facts.push({ label: verdict.factReason, value: reason[attempt.reason].short });
  if (attempt.finalAt !== null) facts.push({ label: verdict.factDecidedAt, value: timeOf(attempt.finalAt) });
  if (took !== null) facts.push({ label: verdict.factTookAll, value: verdict.seconds({ seconds: took }) });
  return facts;
}

export function Facts({ face, attempt }: { readonly face: VerdictFace; readonly attempt: AttemptView }) {
  const words = useWords();
  const now = useNow();
  const canCancel = useCanCallOff(attempt.channel);
  const factsOf: Readonly<Record<VerdictFace, () => readonly Fact[]>> = {
    busy: () => busyFacts(words, attempt, now, canCancel),
    paid: () => paidFacts(words, attempt),
    wait: () => waitFacts(words, attempt, now),
    none: () => noneFacts(words, attempt),
  };
  return (
    <dl className={cls(css.facts)} aria-live="off">
      {factsOf[face]().map((fact) => (
        <div key={fact.label} className={cls(fact.wideOnly === true && css.wideFact)}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
