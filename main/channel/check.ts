// The self-check of a channel: harmless questions, and what their answers show: that the address is reached, that the
// clocks agree, that the channel knows us, that signatures hold, and, where it can be seen, that amounts are named. It
// sends nothing that could take money.
import type { CheckStep } from "../../preload/contract/channels.ts";
import type { Channel } from "./channel.ts";
import { type Proof, type Proofs, disproved, proved, unproved } from "./probe.ts";
import type { Exchange } from "./tap.ts";

/** A channel may refuse requests whose time is further off; design/payments.md rule 13. */
export const MAX_SKEW_MS = 5 * 60_000;
const CHECK_TIMEOUT_MS = 15_000;

/** `exchanges` is what the channel's own requests have left there: it must be that channel's tap. */
export async function checkChannel(
  channel: Pick<Channel, "probe">,
  exchanges: readonly Exchange[],
): Promise<CheckStep[]> {
  const proofs = channel.probe === null ? NO_QUESTION : await channel.probe(CHECK_TIMEOUT_MS);
  const [first] = exchanges;
  const reach = first ? reached(first) : unproved("no_safe_question");
  const clock = first ? skewOf(first) : unproved("not_asked");
  return [
    { name: "reach", ...reach },
    { name: "clock", ...clock },
    { name: "credentials", ...proofs.credentials },
    { name: "signature", ...proofs.signature },
    ...(proofs.amounts ? [{ name: "amounts" as const, ...proofs.amounts }] : []),
  ];
}

/** A check is passed when nothing speaks against the channel. */
export const isPassed = (steps: readonly CheckStep[]): boolean => steps.every((step) => step.state !== "failed");

const NO_QUESTION: Proofs = { credentials: unproved("no_safe_question"), signature: unproved("no_safe_question") };

function reached({ answer, tookMs }: Exchange): Proof {
  if (answer.ok) return proved(null, String(Math.round(tookMs)));
  return disproved(answer.failure, answer.detail);
}

/** The channel's Date header against our wall clock; it counts whole seconds. */
function skewOf({ answer, at }: Exchange): Proof {
  if (!answer.ok) return unproved("not_asked");
  const theirs = Date.parse(answer.headers["date"] ?? "");
  if (Number.isNaN(theirs)) return unproved("no_date");
  const offMs = Math.round(at - theirs);
  const seconds = String(Math.round(Math.abs(offMs) / 1000));
  if (Math.abs(offMs) <= MAX_SKEW_MS) return proved(null, seconds);
  return disproved(offMs > 0 ? "clock_ahead" : "clock_behind", seconds);
}
