// The receiver of notices, opened and closed with the till. It listens only where the settings say so; a port that is
// taken is said in the log and in `state`, and the till goes on without: a notice is never more than a faster answer.
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Payment } from "../payment/payment.ts";
import type { NoticeCount } from "../store/notices.ts";
import { openCounts } from "./counts.ts";
import type { Ending } from "./kinds.ts";
import { openQuestions } from "./questions.ts";
import { receive } from "./receive.ts";
import { LIMITS, type Limits, listen } from "./server.ts";
import { readNoticeSettings } from "./settings.ts";

export type NoticesState =
  | { readonly status: "off" }
  | { readonly status: "listening"; readonly host: string; readonly port: number }
  /** `problem`: the system's code, or settings_unreadable. */
  | { readonly status: "failed"; readonly problem: string };

export type Notices = {
  state(): NoticesState;
  /** How many notices of each kind came, since the book began: for the screens and `cli doctor`. */
  counts(): NoticeCount[];
  close(): Promise<void>;
};

/** `may`: false where this till must never listen, whatever the settings say: the command line. */
export async function openNotices(payment: Payment, may: boolean, limits: Limits = LIMITS): Promise<Notices> {
  const { flow } = payment;
  const counts = openCounts(flow);
  const questions = openQuestions(payment, flow.clock);
  const settings = may ? readNoticeSettings(flow.store.read) : null;
  const off = (state: NoticesState): Notices => ({ state: () => state, counts: counts.list, close: async () => {} });
  const failed = (problem: string): Notices => {
    flow.log.warn("notices.not_listening", { problem });
    return off({ status: "failed", problem });
  };
  if (settings === "unreadable") return failed("settings_unreadable");
  if (!settings?.enabled) return off({ status: "off" });

  const take = async (id: ChannelId, notice: Parameters<typeof receive>[3]): Promise<Ending> => {
    const ending = await receive(payment, questions, id, notice).catch((error: unknown): Ending => {
      // A question that ends after the till has closed finds no book any more.
      if (flow.closing.aborted) return { kind: "not_recorded" };
      flow.log.error("notices.bug", error);
      return { kind: "bug" };
    });
    counts.add(id, ending.kind);
    return ending;
  };
  const listening = await listen(
    settings,
    {
      take,
      refused: (id, kind) => counts.add(id ?? "-", kind),
      failed: (error) => flow.log.error("notices.bug", error),
    },
    limits,
  );
  if ("problem" in listening) return failed(listening.problem);
  const { host, port } = listening;
  flow.log.info("notices.listening", { host, port });
  return {
    state: () => ({ status: "listening", host, port }),
    counts: counts.list,
    async close() {
      await listening.close();
      counts.flush();
    },
  };
}
