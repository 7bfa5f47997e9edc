// What a channel's own code throws over an answer, however hostile, is a bug to be logged, and no answer: the payment goes on
// being asked about. Without this the attempt would stand as sent, with nobody following it.
import type { Channel, Outcome } from "./channel.ts";

type Unread = Extract<Outcome, { kind: "unknown" }>;

const UNREAD: Unread = { kind: "unknown", cause: "unreadable", raw: "the answer could not be read" };

/** `broke` is told what was thrown; what it throws in turn (the store's own trouble) is passed on. */
export function guarded(channel: Channel, broke: (error: unknown) => void): Channel {
  const held =
    <Input, Answer>(verb: (input: Input) => Promise<Answer>, instead: (input: Input) => Answer) =>
    async (input: Input): Promise<Answer> => {
      try {
        return await verb(input);
      } catch (error) {
        broke(error);
        return instead(input);
      }
    };
  const one = <Input, Answer>(verb: (input: Input) => Promise<Answer | Unread>) => held(verb, () => UNREAD);
  const { qr, query, cancel, close, refund, refundQuery, batch, list } = channel;
  return {
    ...channel,
    charge: one((input) => channel.charge(input)),
    qr: qr && one(qr),
    query: query && one(query),
    cancel: cancel && one(cancel),
    close: close && one(close),
    refund: refund && one(refund),
    refundQuery: refundQuery && one(refundQuery),
    batch: batch && {
      charge: held(batch.charge, (inputs) => inputs.map(() => UNREAD)),
      refund: held(batch.refund, (refs) => refs.map(() => UNREAD)),
    },
    ...(list && { list: one(list) }),
  };
}
