// The calls of the channels screen: setting up, self-check, the console. They concern the real book alone, in training
// too; only the console, whose calls are real, is shut while in training.
import { type ConsoleAnswer, type RealChannelId } from "../../preload/contract/channels.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Book } from "../book.ts";
import { callForm } from "../channel/call-form.ts";
import type { DocumentedCall } from "../channel/channel.ts";
import { checkChannel, isPassed } from "../channel/check.ts";
import { shownRequest, tapped } from "../channel/tap.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Counter } from "./counter.ts";

export type ChannelDeskParts = {
  readonly real: Book;
  readonly counter: Counter;
  readonly clock: Clock;
  changed(): void;
};

type ModeCalls = "channels.modes" | "channels.openMode" | "channels.changeMode";
type ChannelHandlers = Pick<Handlers, Exclude<Extract<keyof Handlers, `channels.${string}`>, ModeCalls>>;

export function channelHandlers(parts: ChannelDeskParts): ChannelHandlers {
  const { real, counter, clock } = parts;
  const setups = () => ({ channels: real.setups(), routes: real.routes() });
  const after = (done: Result<null>) => {
    if (!done.ok) return done;
    parts.changed();
    return ok(setups());
  };
  return {
    "channels.list": async () => ok(setups()),
    "channels.route": async (change) => after(real.keepRoutes(given(change))),
    "channels.save": async ({ id, config }) => after(real.fillIn(id, config)),
    "channels.use": async ({ id }) => after(real.useChannel(id)),
    "channels.check": async ({ id }) => {
      const tap = tapped(real.wayOut, clock);
      const aside = real.openAside(id, tap.http);
      if (!aside.ok) return aside;
      const steps = await checkChannel(aside.value.channel, tap.exchanges);
      const check = { at: clock.now(), passed: isPassed(steps), steps };
      real.keepCheck(id, check);
      return ok(check);
    },
    "channels.calls": async ({ id }) => {
      const found = real.channel(id);
      if (!found) return notSetUp(real, id);
      return ok({ calls: found.calls.map((call) => callForm(call, real.moneyCalls(id))) });
    },
    "channels.call": async ({ id, name, json, knowsMoney }) => {
      if (counter.mode === "training") return fail("call_in_training", undefined, "manager", "never");
      const tap = tapped(real.wayOut, clock);
      const aside = real.openAside(id, tap.http);
      if (!aside.ok) return aside;
      const { channel, secrets } = aside.value;
      const call = channel.calls.find((one) => one.name === name);
      if (!call) return fail("call_unknown", undefined, "manager", "never");
      const input = readInput(call, json);
      if (!input.ok) return input;
      if (real.moneyCalls(id).includes(name) && !knowsMoney) return fail("call_moves_money", name, "manager", "now");
      const answer = await call.send(input.value, channel.profile.payCode.requestTimeoutMs);
      const last = tap.exchanges.at(-1);
      const request = last ? shownRequest(last.request, secrets) : null;
      const { status, headers, body, verified, failure } = answer;
      return ok<ConsoleAnswer>({ request, status, headers, body, verified, failure: failure ?? null });
    },
  };
}

type Routes = Parameters<Book["keepRoutes"]>[0];
/** Without the names that were left out. */
const given = (change: { readonly [Name in keyof Routes]?: Routes[Name] | undefined }): Routes =>
  Object.fromEntries(Object.entries(change).filter(([, id]) => id !== undefined));

const notSetUp = (real: Book, id: RealChannelId) => ({
  ok: false as const,
  failure: real.channelProblem(id) ?? fail("channel_not_configured", id, "manager", "never").failure,
});

/** What was written as JSON, checked by the call's own schema; the failure names the first field that does not fit. */
function readInput(call: DocumentedCall, json: string): Result<Record<string, unknown>> {
  const value = objectIn(json);
  if (value === null) return fail("call_not_json", undefined, "manager", "now");
  const checked = call.input.safeParse(value);
  if (checked.success) return ok(value);
  const [issue] = checked.error.issues;
  const own = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
  // A rule about several fields carries them in its message.
  return fail("call_field_bad", own || issue?.message, "manager", "now");
}

function objectIn(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
