// How far our clock is off the channels': read from the Date header of whatever they answer. Shown, so that somebody sets
// the PC's clock; no rule about money looks at it.
import type { Clock } from "../clock.ts";
import { MAX_SKEW_MS } from "./check.ts";
import type { Http } from "./http.ts";

export type SkewMeter = {
  readonly http: Http;
  /** Ours less theirs at the last answer, where that is more than five minutes; else null. */
  skewMs(): number | null;
};

/** `changed` is told when the clocks begin or cease to differ. */
export function measureSkew(http: Http, clock: Clock, changed: () => void): SkewMeter {
  let skewMs: number | null = null;
  return {
    skewMs: () => skewMs,
    async http(request) {
      const from = clock.now();
      const answer = await http(request);
      const theirs = answer.ok ? Date.parse(answer.headers["date"] ?? "") : Number.NaN;
      if (Number.isNaN(theirs)) return answer;
      const offMs = Math.round((from + clock.now()) / 2 - theirs);
      const was = skewMs;
      skewMs = Math.abs(offMs) > MAX_SKEW_MS ? offMs : null;
      if ((was === null) !== (skewMs === null)) changed();
      return answer;
    },
  };
}
