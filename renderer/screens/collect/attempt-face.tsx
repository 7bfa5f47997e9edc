// The face while a payment is under way and after its verdict: one order to the cashier, the evidence for it, and
// what may be done next. It decides nothing; the verdict is main's.
import { cls } from "../../class-names.ts";
import type { Story } from "../../evidence.ts";
import { Acts } from "./acts.tsx";
import css from "./collect.module.css";
import { EvidencePanel } from "./evidence-panel.tsx";
import type { AttemptFaceName } from "./phase.ts";
import { QrPanel } from "./qr-panel.tsx";
import { VerdictPanel } from "./verdict-panel.tsx";

export function AttemptFace({ face, story }: { readonly face: AttemptFaceName; readonly story: Story }) {
  return (
    <div className={cls(css.collect)}>
      {face === "qr" ? (
        <QrPanel key={story.attempt.order} attempt={story.attempt} />
      ) : (
        <VerdictPanel key={`${story.attempt.order} ${face}`} face={face} attempt={story.attempt} />
      )}
      <div className={cls(css.right)}>
        <EvidencePanel face={face} story={story} />
        <Acts face={face} attempt={story.attempt} />
      </div>
    </div>
  );
}
