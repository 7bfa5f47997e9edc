// Main's end of the page's binding: calls go through the door, events wait here until the page asks for them.
// It decides nothing itself: who may call and what may leave is decided in main/ipc.
import { fail } from "../../../preload/contract/failure.ts";
import type { Door } from "../../ipc/door.ts";
import { checkEvent, type DoorEvent } from "../../ipc/events.ts";
import type { Sender } from "../../ipc/sender.ts";
import type { Log } from "../../log.ts";

/** Events kept for a page that is not asking. The oldest go first: a page that comes back reads the state anew. */
export const MAX_WAITING_EVENTS = 500;
/** Characters of one message; the door's own limits are tighter and name what is wrong. */
const MAX_MESSAGE_CHARS = 65_536;

export type PageCalls = {
  /** Answers one message of a page, as JSON text. Never rejects. */
  receive(sender: Sender, message: unknown): Promise<string>;
  push(event: DoorEvent): void;
  /** Lets a waiting page go; nothing is delivered afterwards. */
  close(): void;
};

export function openPageCalls(door: Door, log: Log): PageCalls {
  let waiting: { readonly name: string; readonly payload: unknown }[] = [];
  let answerPage: ((text: string) => void) | null = null;
  let closed = false;

  const flush = () => {
    if (answerPage === null || waiting.length === 0) return;
    answerPage(JSON.stringify(waiting));
    [answerPage, waiting] = [null, []];
  };
  // A new question takes the place of the one before, which a reloaded page can no longer hear.
  const nextEvents = () =>
    new Promise<string>((resolve) => {
      answerPage?.("null");
      answerPage = resolve;
      if (closed) answerPage("null");
      else flush();
    });

  return {
    async receive(sender, message) {
      if (door.refuses(sender)) return JSON.stringify(fail("refused_sender", undefined, "developer", "never"));
      const asked = typeof message === "string" && message.length <= MAX_MESSAGE_CHARS ? parsed(message) : null;
      if (asked === null) {
        log.warn("message_refused");
        return JSON.stringify(fail("bad_input", undefined, "developer", "never"));
      }
      if (asked.kind === "events") return nextEvents();
      return JSON.stringify(await door.answer(sender, asked.name, asked.input));
    },
    push(event) {
      const checked = checkEvent(event, log);
      if (checked === null || closed) return;
      waiting.push(checked);
      if (waiting.length > MAX_WAITING_EVENTS) waiting.shift();
      flush();
    },
    close() {
      closed = true;
      answerPage?.("null");
    },
  };
}

function parsed(message: string): { kind?: unknown; name?: unknown; input?: unknown } | null {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
