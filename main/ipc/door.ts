// The one door for calls, the same behind every window: known window -> main frame -> our origin -> known call ->
// plain and small -> schema -> guard (who may) -> handler -> answer checked against its own schema. It never throws, never lets an
// error's text out, and never logs what a page sent.
import type { z } from "zod";
import { CALLS, type CallName, type CallOutput, type CallParsed } from "../../preload/contract/calls.ts";
import { fail, type Failure, failure, type Result } from "../../preload/contract/failure.ts";
import type { Log } from "../log.ts";
import { plainProblem } from "./plain.ts";
import { refuseSender, type Sender } from "./sender.ts";

export type Handlers = { [N in CallName]: (input: CallParsed<N>) => Promise<Result<CallOutput<N>>> };

/** Why whoever stands at the till may not make this call now; null when they may. */
export type Guard = (name: CallName, input: unknown) => Failure | null;

export type Door = {
  /** True (and logged) when the sender may neither call nor hear events. */
  refuses(sender: Sender): boolean;
  /** Answers a call from a window. Never rejects; everything in `name` and `input` is taken as hostile. */
  answer(sender: Sender, name: unknown, input: unknown): Promise<Result<unknown>>;
};

// Method types, so that the table of typed handlers can be walked by name: `input` has passed that name's schema.
type AnyHandler = { run(input: unknown): Promise<Result<unknown>> }["run"];
type AnyCall = { readonly input: z.ZodType; readonly output: z.ZodType };

/** Opens the door for pages of `origin` (scheme and host, as in `https://till.local`). */
export function openDoor(parts: { handlers: Handlers; guard: Guard; origin: string; log: Log }): Door {
  const { origin, log, guard } = parts;
  const handlers: Record<CallName, AnyHandler> = parts.handlers;
  const calls: Record<CallName, AnyCall> = CALLS;

  const refuses = (sender: Sender) => {
    const refused = refuseSender(sender, origin);
    if (refused !== null) log.warn("sender_refused", { refused });
    return refused !== null;
  };

  return {
    refuses,
    async answer(sender, name, input) {
      if (refuses(sender)) return fail("refused_sender", undefined, "developer", "never");
      if (!isCallName(name)) {
        log.warn("call_unknown", { type: typeof name });
        return fail("unknown_call", undefined, "developer", "never");
      }
      const problem = plainProblem(input);
      if (problem !== null) {
        log.warn("call_input_refused", { call: name, problem });
        return fail("bad_input", undefined, "developer", "never");
      }
      try {
        const parsed = calls[name].input.safeParse(input);
        if (!parsed.success) {
          const fields = namesOf(calls[name].input, parsed.error);
          log.warn("call_input_refused", { call: name, fields: fields.join(" ") });
          return fail("bad_input", fields[0], "developer", "never");
        }
        const forbidden = guard(name, parsed.data);
        const answer = forbidden ? { ok: false as const, failure: forbidden } : await handlers[name](parsed.data);
        return checkAnswer(log, name, calls[name].output, answer);
      } catch (error) {
        log.error(`handler_threw ${name}`, error);
        return fail("bug", undefined, "developer", "never");
      }
    },
  };
}

/** True for an own name of the contract's table; `constructor` and `__proto__` are nobody's calls. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === "string" && Object.hasOwn(CALLS, name);
}

/** What the handler answered, stripped to its schema; anything else is our own bug and stays inside. */
function checkAnswer(log: Log, name: CallName, schema: z.ZodType, answer: Result<unknown>): Result<unknown> {
  if (answer.ok === true) {
    const checked = schema.safeParse(answer.value);
    if (checked.success) return { ok: true, value: checked.data };
    log.warn("answer_misshapen", { call: name, fields: pathsOf(checked.error) });
  } else {
    const checked = failure.safeParse(answer.failure);
    if (checked.success) return { ok: false, failure: checked.data };
    log.warn("failure_misshapen", { call: name, fields: pathsOf(checked.error) });
  }
  return fail("bug", undefined, "developer", "never");
}

/** Where a value does not fit. Paths only: zod's messages may quote the value. */
export function pathsOf(error: z.ZodError): string {
  const paths = error.issues.slice(0, 5).map((issue) => issue.path.join("."));
  return paths.join(" ");
}

/** The same for input, whose paths a page could write: only names the call's own schema knows are repeated. */
function namesOf(schema: z.ZodType, error: z.ZodError): string[] {
  const shape: unknown = "shape" in schema ? schema.shape : null;
  const own = (name: unknown): name is string =>
    typeof name === "string" && typeof shape === "object" && shape !== null && Object.hasOwn(shape, name);
  return [...new Set(error.issues.map((issue) => issue.path[0]).filter(own))];
}
