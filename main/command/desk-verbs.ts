// The verbs about the till itself: channels, recovery, verification, the channel console.
import type { z } from "zod";
import { fail } from "../../preload/contract/failure.ts";
import { channelKind } from "../channel/registry.ts";
import { verifyStore } from "../store/verify.ts";
import type { Till } from "../till.ts";
import { Usage } from "./options.ts";
import { Refused, type Verb, channelNamed, channelOption, must, untilStopped } from "./verbs.ts";

/** `channel set ID`: reads JSON from standard input; nothing of it is ever printed. */
export const channelSet = (name: string): Verb => ({
  texts: [],
  flags: [],
  deed: () => ({ call: "channels.save", input: {}, order: null }),
  async read(_options, { readStdin }) {
    const id = channelNamed(name, "The channel's name");
    const config = parseObject(await readStdin());
    if (!config) throw new Refused(fail("config_not_json", id).failure);
    must(channelKind(id)?.prepare(config) ?? fail("channel_not_configured", id));
    return async ({ till }) => {
      must(till.bookOf(id).configure(id, config));
      return { code: 0, body: { id, ok: true } };
    };
  },
});

export const channelList: Verb = {
  texts: [],
  flags: [],
  read:
    () =>
    async ({ till }) => ({
      code: 0,
      body: { channels: Object.values(till.books).flatMap((book) => book.channels()) },
    }),
};

const recover: Verb = {
  texts: ["for"],
  flags: [],
  read(options) {
    const seconds = options.whole("for", { min: 0, max: 86_400, otherwise: 60 });
    return async ({ till, clock, stopping }) => {
      const before = stillOpen(till);
      till.recover();
      const running = Object.values(till.books).flatMap(({ payment: { flow, watchDue } }) => [
        watchDue(),
        ...[...flow.drivers.values()].map((driver) => driver.done),
        ...flow.refundDrivers.values(),
      ]);
      await Promise.race([Promise.allSettled(running), clock.sleep(seconds * 1000, stopping)]);
      const { open, review } = stillOpen(till);
      const settled = before.open + before.review - open - review;
      return { code: open + review === 0 ? 0 : 3, body: { open, settled, review } };
    };
  },
};

function stillOpen(till: Till): { open: number; review: number } {
  const each = Object.values(till.books).map((book) => book.payment.open());
  const sum = (of: (one: { open: number; review: number }) => number) =>
    each.reduce((total, one) => total + of(one), 0);
  return { open: sum((one) => one.open), review: sum((one) => one.review) };
}

const verify: Verb = {
  texts: [],
  flags: [],
  read: () => async (context) => {
    const checked = Object.values(context.till.books).map((book) => ({
      kind: book.kind,
      ...verifyStore(book.store.read),
    }));
    const problems = checked.flatMap(({ kind, problems: found }) => found.map((problem) => `${kind}: ${problem}`));
    const events = checked.reduce((sum, one) => sum + one.events, 0);
    return { code: problems.length === 0 ? 0 : 1, body: { ok: problems.length === 0, events, problems } };
  },
};

const call: Verb = {
  texts: ["channel", "api", "json"],
  flags: [],
  // It reaches every call of a channel, also those that give money back.
  deed: () => ({ call: "channels.call", input: {}, order: null }),
  read(options) {
    const id = channelOption(options);
    const name = options.text("api");
    const json = parseObject(options.optional("json") ?? "{}");
    if (!json) throw new Usage("json", "--json is not a JSON object.");
    return async (context) => {
      const book = context.till.bookOf(id);
      const channel = book.channel(id);
      if (!channel) throw new Refused(book.channelProblem(id) ?? fail("channel_not_configured", id).failure);
      const documented = channel.calls.find((candidate) => candidate.name === name);
      const names = channel.calls.map((candidate) => candidate.name).join(", ");
      if (!documented) throw new Usage("api", `--api must be one of: ${names}.`);
      const input = documented.input.safeParse(json);
      if (!input.success) throw new Usage("json", `--json does not fit the call: ${fields(input.error)}.`);
      const answered = await untilStopped(context, documented.send(json, channel.profile.payCode.requestTimeoutMs));
      if (answered === "stopped")
        return { code: 3, body: { status: null, headers: {}, body: null, failure: "stopped" } };
      const { verified, status, headers, body, failure } = answered;
      const answer = { status, headers, body, ...(failure === undefined ? {} : { failure }) };
      return { code: verified ? 0 : 3, body: answer };
    };
  },
};

export const fields = (error: z.ZodError): string =>
  [
    ...new Set(
      error.issues.map(
        (issue) => issue.path.join(".") || (issue.code === "unrecognized_keys" ? issue.keys.join(", ") : "the whole"),
      ),
    ),
  ].join(", ");

export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

export const DESK_VERBS: Readonly<Record<string, Verb>> = { recover, verify, call };
