// The way out for events: only names of the contract leave, stripped to their schema. A payload that does not fit
// is our own bug; it is logged by name and goes nowhere.
import type { z } from "zod";
import { EVENTS, type EventName, type EventPayload } from "../../preload/contract/calls.ts";
import type { Log } from "../log.ts";
import { type Guard, type Handlers, pathsOf } from "./door.ts";

export type DoorEvent = { [N in EventName]: { readonly name: N; readonly payload: EventPayload<N> } }[EventName];

/** What the doors need of the running till. */
export type TillSide = {
  readonly handlers: Handlers;
  readonly guard: Guard;
  /** Calls the listener with every event until the answered function is called. */
  listen(listener: (event: DoorEvent) => void): () => void;
  close(): Promise<void>;
};

/** The event as it may leave, or null when it may not. */
export function checkEvent(
  event: { readonly name: unknown; readonly payload: unknown },
  log: Log,
): { readonly name: string; readonly payload: unknown } | null {
  const { name } = event;
  if (typeof name !== "string" || !Object.hasOwn(EVENTS, name)) {
    log.warn("event_unknown");
    return null;
  }
  const schemas: Record<string, z.ZodType> = EVENTS;
  const checked = schemas[name]?.safeParse(event.payload);
  if (checked?.success) return { name, payload: checked.data };
  log.warn("event_misshapen", { event: name, fields: checked ? pathsOf(checked.error) : "" });
  return null;
}
