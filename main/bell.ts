// What the till tells its screens. What changed is drawn once, at the end of the turn it changed in: nothing that is
// drawn ever stands between a scan and its charge, and what nobody looks at is not drawn at all.
import type { EventName, EventPayload } from "../preload/contract/calls.ts";
import type { Log } from "./log.ts";

export type TillEvent = { [N in EventName]: { readonly name: N; readonly payload: EventPayload<N> } }[EventName];

export type Bell = {
  /** Told at once: something that happened now and is nowhere else, such as a scan. */
  emit(event: TillEvent): void;
  /** Something changed; `draw` makes its event at the end of this turn, once for all changes under one `key`. */
  soon(key: string, draw: () => TillEvent | null): void;
  /** The till as a whole changed. */
  tillSoon(): void;
  /** Whoever listens hears every event until they stop. */
  listen(listener: (event: TillEvent) => void): () => void;
};

/**
 * `drawTill`: the till as a whole, which follows every other change. Nothing is drawn once `closing` is aborted. What cannot
 * be drawn, on a disk that fails say, is logged: it stops no payment, and the next change draws it again.
 */
export function openBell(parts: {
  readonly closing: AbortSignal;
  readonly log: Pick<Log, "error">;
  drawTill(): readonly TillEvent[];
}): Bell {
  const listeners = new Set<(event: TillEvent) => void>();
  const due = new Map<string, () => TillEvent | null>();
  let isPlanned = false;

  const emit = (event: TillEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const draw = (): void => {
    isPlanned = false;
    const draws = [...due.values()];
    due.clear();
    if (parts.closing.aborted) return;
    for (const one of [...draws.map((each) => () => [each()]), parts.drawTill]) {
      try {
        for (const event of one()) if (event) emit(event);
      } catch (error) {
        parts.log.error("bell.bug", error);
      }
    }
  };
  const tillSoon = (): void => {
    if (isPlanned || listeners.size === 0) return;
    isPlanned = true;
    setImmediate(draw);
  };
  return {
    emit,
    tillSoon,
    soon(key, one) {
      if (listeners.size === 0) return;
      due.set(key, one);
      tillSoon();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
