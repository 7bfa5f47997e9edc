// The evidence beside the verdict: what was done and said so far, and what the till will do next and when.
import { useEffect, useRef } from "react";
import { isOpen } from "../../../preload/contract/status.ts";
import type { AttemptView } from "../../../preload/contract/views.ts";
import { EvidenceList, type FutureLine } from "../../components/evidence-list.tsx";
import { cls } from "../../class-names.ts";
import type { Story } from "../../evidence.ts";
import { secondsBetween, useNow } from "../../now.ts";
import { countDown, timeOf } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { useCanCallOff } from "../orders/abilities.ts";
import type { AttemptFaceName } from "./phase.ts";
import css from "./collect.module.css";
import { later } from "./facts.tsx";
import { startOf } from "./ring.tsx";

const MINUTE = 60;

function when(verdict: Words["verdict"], at: number, now: number): string {
  const seconds = secondsBetween(now, at);
  return seconds > MINUTE ? countDown(seconds) : later(verdict, at, now);
}

function futureOf(
  { verdict }: Words,
  face: AttemptFaceName,
  attempt: AttemptView,
  now: number,
  canCancel: boolean,
): readonly FutureLine[] {
  const lines: FutureLine[] = [];
  const ask = face === "wait" ? verdict.nextWait : verdict.nextAsk({ count: attempt.asked + 1 });
  if (attempt.nextAskAt !== null) lines.push({ when: when(verdict, attempt.nextAskAt, now), title: ask });
  if (attempt.giveUpAt === null) return lines;
  const end = face === "qr" ? verdict.nextQrEnd : canCancel ? verdict.nextGiveUp : verdict.nextGiveUpReview;
  return [...lines, { when: when(verdict, attempt.giveUpAt, now), title: end }];
}

export function EvidencePanel({ face, story }: { readonly face: AttemptFaceName; readonly story: Story }) {
  const words = useWords();
  const now = useNow();
  const { attempt, evidence } = story;
  const canCancel = useCanCallOff(attempt.channel);
  const box = useRef<HTMLDivElement>(null);
  const isFinal = attempt.finalAt !== null && !isOpen(attempt.status);
  const future = isFinal ? [] : futureOf(words, face, attempt, now, canCancel);
  const shown = useRef(0);
  // A new line comes into view; the seconds passing by do not move what is being read.
  useEffect(() => {
    if (shown.current === evidence.length) return;
    shown.current = evidence.length;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [evidence.length]);
  return (
    <section className={cls(css.evidence)} aria-label={words.verdict.evidence}>
      <header>
        <h2>{words.verdict.evidence}</h2>
        <span>
          {isFinal && attempt.finalAt !== null
            ? words.verdict.decidedAt({ text: timeOf(attempt.finalAt) })
            : words.verdict.waited({ seconds: secondsBetween(startOf(attempt), now) })}
        </span>
      </header>
      <div ref={box} className={cls(css.scroll)}>
        <EvidenceList attempt={attempt} evidence={evidence} future={future} name={words.verdict.evidence} />
      </div>
    </section>
  );
}
