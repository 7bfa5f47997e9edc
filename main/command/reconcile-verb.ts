// `reconcile --day D [--channel ID] [--bill FILE]`: reads a bill in, asks the channels about the day, compares, and
// answers what does not agree. 0: flat · 1: differences · 3: not everything could be asked or proved.
import type { Difference, ReconciledDay } from "../../preload/contract/reconcile.ts";
import { Usage } from "./options.ts";
import { type Verb, channelOption, must } from "./verbs.ts";

export const reconcile: Verb = {
  texts: ["day", "channel", "bill"],
  flags: [],
  deed: () => ({ call: "reconcile.run", input: {}, order: null }),
  read(options) {
    const day = options.day("day");
    const bill = options.optional("bill");
    const channel = options.optional("channel") === null ? null : channelOption(options);
    if (bill !== null && channel === null) throw new Usage("channel", "--bill needs --channel: whose bill it is.");
    if (channel === "training") throw new Usage("channel", "--channel training is no channel with books of its own.");
    return async ({ till, clock, stopping }) => {
      const { reconcile: book, bills } = till.reconcile;
      const { day: today } = clock.local(clock.now());
      // Only of a clock that was wrong can there be something to compare on a day that is still to come.
      if (day > today && book.view().days.every((one) => one.day !== day))
        throw new Usage("day", `--day has not come yet: today is ${today}.`);
      const imported =
        bill !== null && channel !== null
          ? must(await bills.apply({ file: bill, channel, layout: must(await bills.layoutFor(bill)) }))
          : null;
      if (imported !== null && channel !== null) await book.compareDays(channel, imported.firstDay, imported.lastDay);
      const ends = must(await book.run(day, channel === null ? [] : [channel], stopping));
      const shown = book.show(day);
      const parts = shown.day.parts.filter((part) => channel === null || part.channel === channel);
      const differences = shown.differences.filter((one) => channel === null || one.channel === channel);
      const isWhole = ends.every(({ unasked, unproved }) => unasked === 0 && unproved === 0) && !stopping.aborted;
      const left = differences.filter((one) => one.closedAt === null);
      return {
        code: isWhole ? (left.length === 0 ? 0 : 1) : 3,
        body: {
          day,
          flat: isWhole && left.length === 0,
          channels: parts.map(partJson),
          ...(imported === null ? {} : { bill: imported }),
          differences: differences.map(differenceJson),
        },
      };
    };
  },
};

const partJson = ({ endedAt: _ended, ...part }: ReconciledDay["parts"][number]): Record<string, unknown> => part;

function differenceJson(one: Difference): Record<string, unknown> {
  const { id, channel, kind, subject, number, order, source } = one;
  const named = { oursFen: one.oursFen, theirsFen: one.theirsFen, ours: one.oursState, theirs: one.theirsState };
  const told = { evidence: one.evidence, owner: one.owner, closed: one.closedHow, by: one.closedBy, note: one.note };
  const known = Object.fromEntries(Object.entries({ ...named, ...told }).filter(([, value]) => value !== null));
  return {
    id,
    channel,
    kind,
    subject,
    number,
    ...(order === null ? {} : { order }),
    source,
    ...known,
    steps: one.steps,
  };
}
