// Ties the till's news to the speaker: verdicts, refusals, and the pulse that goes on while a verdict is missing.
import type { AttemptView, Evidence } from "../../preload/contract/views.ts";
import { on } from "../cashier.ts";
import { useNotice } from "../notice.ts";
import { useTill } from "../till.ts";
import { listen } from "./said.ts";
import { isQuiet, say, useSound } from "./speaker.ts";

const AGAIN_MS = 8000;

/** The last journal line heard, of each book: the training counts its own. */
const heard = { real: -1, training: -1 };
let pulse: number | undefined;

function stopPulse(): void {
  window.clearTimeout(pulse);
  pulse = undefined;
}

function startPulse(): void {
  stopPulse();
  pulse = window.setTimeout(() => {
    if (isQuiet()) say({ earcon: "wait", clips: [], repeats: true });
    startPulse();
  }, AGAIN_MS);
}

function hearNews({ attempt, evidence }: { readonly attempt: AttemptView; readonly evidence: readonly Evidence[] }) {
  const book = attempt.training ? "training" : "real";
  // After a reload the past is known, not heard: only the newest line counts.
  const from = heard[book] < 0 ? (evidence.at(-1)?.seq ?? 0) - 1 : heard[book];
  const news = listen(attempt, evidence, from);
  heard[book] = Math.max(heard[book], news.heard);
  if (news.said === null) return;
  stopPulse();
  say(news.said);
  if (news.said.repeats) startPulse();
}

/** A refused scan or key is heard as well as read. */
function hearRefusals(): void {
  useNotice.subscribe(({ notice, count }, before) => {
    if (notice === null || count === before.count) return;
    if (notice.kind === "scan" && notice.answer.did === "ignored_repeat") return;
    const isTraining = useTill.getState().state?.mode === "training";
    const clips = notice.kind === "scan" ? ([...(isTraining ? ["training"] : []), "refused"] as const) : [];
    say({ earcon: "refused", clips, repeats: false });
  });
}

export function openEars(): void {
  useTill.subscribe(({ state }) => {
    if (state !== null) useSound(state.settings.sound);
  });
  on("attempt.changed", hearNews);
  hearRefusals();
  window.addEventListener("keydown", stopPulse, { capture: true });
  window.addEventListener("pointerdown", stopPulse, { capture: true });
}
