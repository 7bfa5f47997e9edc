// The counts of notices, by channel and kind.
import type { Reader, Writer } from "./open.ts";

/** `channel` is "-" for what reached no channel's address. `lastAt`: wall clock, ms. */
export type NoticeCount = {
  readonly channel: string;
  readonly kind: string;
  readonly count: number;
  readonly lastAt: number;
};

type Row = { channel: string; kind: string; count: number; last_at: number };

export function noticeCounts(read: Reader): NoticeCount[] {
  return read
    .all<Row>("SELECT * FROM notice_counts ORDER BY channel, kind")
    .map(({ channel, kind, count, last_at: lastAt }) => ({ channel, kind, count, lastAt }));
}

export function addNoticeCount(tx: Writer, { channel, kind, count, lastAt }: NoticeCount): void {
  tx.run(
    `INSERT INTO notice_counts (channel, kind, count, last_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel, kind) DO UPDATE SET count = count + excluded.count, last_at = excluded.last_at`,
    channel,
    kind,
    count,
    lastAt,
  );
}
