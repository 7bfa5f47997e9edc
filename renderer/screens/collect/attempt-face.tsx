// The face while a payment is under way and after its verdict: one order to the cashier, the evidence for it, and
// what may be done next. It decides nothing; the verdict is main's.
import type { AttemptView } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import type { Story } from "../../evidence.ts";
import { Acts } from "./acts.tsx";
import css from "./collect.module.css";
import { EvidencePanel } from "./evidence-panel.tsx";
import { DueFace, UndoneFace } from "./part-panel.tsx";
import type { AttemptFaceName } from "./phase.ts";
import { QrPanel } from "./qr-panel.tsx";
import { VerdictPanel } from "./verdict-panel.tsx";

export function AttemptFace({ face, story }: { readonly face: AttemptFaceName; readonly story: Story }) {
  return (
    <div className={cls(css.collect)}>
      <Panel face={face} attempt={story.attempt} />
      <div className={cls(css.right)}>
        <EvidencePanel face={face} story={story} />
        <Acts face={face} attempt={story.attempt} />
      </div>
    </div>
  );
}

function Panel({ face, attempt }: { readonly face: AttemptFaceName; readonly attempt: AttemptView }) {
  const key = `${attempt.order} ${face}`;
  if (face === "qr") return <QrPanel key={key} attempt={attempt} />;
  if (face === "due") return <DueFace key={key} attempt={attempt} />;
  if (face === "undone") return <UndoneFace key={key} attempt={attempt} />;
  return <VerdictPanel key={key} face={face} attempt={attempt} />;
}
