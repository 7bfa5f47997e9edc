// The calls of the notices page: where the receiver listens, what each channel must be told, and what came in. They
// concern the real book alone: nobody tells the training anything.
import { type NoticeSums, type NoticesView, noticeWish } from "../../preload/contract/notices.ts";
import { realChannelId } from "../../preload/contract/channels.ts";
import { ok } from "../../preload/contract/failure.ts";
import type { Book } from "../book.ts";
import type { Handlers } from "../ipc/door.ts";
import { EVERY, localAddresses, reachedAt } from "../notice/addresses.ts";
import type { Notices } from "../notice/notices.ts";
import type { NoticeCount } from "../store/notices.ts";

/** What the page proposes while nothing is kept. */
const FIRST = { enabled: false, host: EVERY, port: 8787 } as const;

type Sum = Exclude<keyof NoticeSums, "channel" | "lastAt">;

const SUMS: Readonly<Record<string, Sum>> = {
  accepted: "accepted",
  asked: "accepted",
  repeated: "repeated",
  bad_signature: "forged",
  other_merchant: "forged",
  unknown_number: "forged",
  differs: "forged",
  too_large: "oversized",
};

export function noticeHandlers(real: Book, notices: Notices): Pick<Handlers, "notices.get" | "notices.set"> {
  return {
    "notices.get": async () => ok(viewNotices(real, notices)),
    "notices.set": async (wish) => {
      const done = await notices.change(wish);
      return done.ok ? ok(viewNotices(real, notices)) : done;
    },
  };
}

export function viewNotices(real: Book, notices: Notices): NoticesView {
  const state = notices.state();
  // A port of 0, any free one, is what tests keep; a person is shown the port it became.
  const kept = noticeWish.safeParse(
    state.status === "listening" ? { enabled: true, host: state.host, port: state.port } : notices.settings(),
  );
  const wish = kept.success ? kept.data : FIRST;
  return {
    status: state.status,
    problem: state.status === "failed" ? state.problem : null,
    wish: { enabled: wish.enabled, host: wish.host, port: wish.port },
    hosts: localAddresses(),
    addresses: real.channels().flatMap((channel) => {
      const id = realChannelId.safeParse(channel.id);
      if (!id.success || !real.channel(id.data)?.verifyNotice) return [];
      return [{ channel: id.data, url: `http://${reachedAt(wish.host)}:${wish.port}/notice/${id.data}` }];
    }),
    sums: sumUp(notices.counts()),
  };
}

function sumUp(counts: readonly NoticeCount[]): NoticeSums[] {
  const sums = new Map<string, NoticeSums>();
  for (const { channel, kind, count, lastAt } of counts) {
    const id = realChannelId.safeParse(channel);
    const none = { accepted: 0, repeated: 0, forged: 0, oversized: 0, other: 0, lastAt };
    const was = sums.get(channel) ?? { channel: id.success ? id.data : null, ...none };
    const sum = SUMS[kind] ?? "other";
    sums.set(channel, { ...was, [sum]: was[sum] + count, lastAt: Math.max(was.lastAt, lastAt) });
  }
  return [...sums.values()];
}
