// Counts notices by channel and kind. A flood of forged ones must not keep the disk busy, so counts gather in memory for
// a moment; a crash loses that moment's counts and nothing else. Memory holds one entry per channel and kind.
import type { Flow } from "../payment/flow.ts";
import { type NoticeCount, addNoticeCount, noticeCounts } from "../store/notices.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { type NoticeKind, isRefusal } from "./kinds.ts";

export type Counts = {
  add(channel: string, kind: NoticeKind): void;
  /** Everything counted so far, also what is not on disk yet. */
  list(): NoticeCount[];
  /** Writes what has gathered; a store that cannot write leaves it for the next time. */
  flush(): void;
};

const GATHER_MS = 1000;

export function openCounts({ store, clock, log, closing }: Flow): Counts {
  const gathered = new Map<string, NoticeCount>();
  let isWaiting = false;
  const flush = () => {
    if (gathered.size === 0) return;
    const rows = [...gathered.values()];
    try {
      store.write((tx) => {
        for (const row of rows) addNoticeCount(tx, row);
      });
    } catch (error) {
      if (!(error instanceof StoreCannotWrite)) throw error;
      log.error("notices.cannot_count", error);
      return;
    }
    gathered.clear();
    for (const { channel, kind, count } of rows)
      if (isRefusal(kind)) log.warn("notices.refused", { channel, kind, count });
  };
  const later = async () => {
    isWaiting = true;
    await clock.sleep(GATHER_MS, closing);
    isWaiting = false;
    // When the till closes, whoever closes the receiver flushes.
    if (!closing.aborted) flush();
  };
  return {
    add(channel, kind) {
      const key = `${channel} ${kind}`;
      const count = (gathered.get(key)?.count ?? 0) + 1;
      gathered.set(key, { channel, kind, count, lastAt: clock.now() });
      if (!isWaiting) later().catch((error: unknown) => log.error("notices.bug", error));
    },
    list() {
      const all = new Map(noticeCounts(store.read).map((row) => [`${row.channel} ${row.kind}`, row]));
      for (const [key, row] of gathered) all.set(key, { ...row, count: row.count + (all.get(key)?.count ?? 0) });
      return [...all.values()];
    },
    flush,
  };
}
