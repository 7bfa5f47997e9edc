// The receiver of notices, opened and closed with the till. It listens only where the settings say so; a port that is
// taken is said in the log and in `state`, and the till goes on without: a notice is never more than a faster answer.
import { type Result, fail } from "../../preload/contract/failure.ts";
import type { NoticeWish } from "../../preload/contract/notices.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Flow } from "../payment/flow.ts";
import type { Payment } from "../payment/payment.ts";
import type { NoticeCount } from "../store/notices.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { localAddresses } from "./addresses.ts";
import { type Counts, openCounts } from "./counts.ts";
import type { Ending } from "./kinds.ts";
import { openQuestions } from "./questions.ts";
import { receive } from "./receive.ts";
import { type Desk, LIMITS, type Limits, listen } from "./server.ts";
import { type NoticeSettings, keepNoticeSettings, readNoticeSettings } from "./settings.ts";

export type NoticesState =
  | { readonly status: "off" }
  | { readonly status: "listening"; readonly host: string; readonly port: number }
  /** `problem`: the system's code, or settings_unreadable. */
  | { readonly status: "failed"; readonly problem: string };

export type Notices = {
  state(): NoticesState;
  /** What is kept; null when nothing is, or nothing that can be read. */
  settings(): NoticeSettings | null;
  /**
   * Listens as wished from now on and keeps the wish, without a restart of the till. One that cannot be listened to
   * changes nothing. Failures: notice_host_not_here, notice_port_taken, notice_port_refused, store_cannot_write.
   */
  change(wish: NoticeWish): Promise<Result<null>>;
  /** How many notices of each kind came, since the book began: for the screens and `cli doctor`. */
  counts(): NoticeCount[];
  close(): Promise<void>;
};

type Receiver = { readonly state: NoticesState; close(): Promise<void> };

/** `may`: false where this till must never listen, whatever the settings say: the command line. */
export async function openNotices(payment: Payment, may: boolean, limits: Limits = LIMITS): Promise<Notices> {
  const { flow } = payment;
  const counts = openCounts(flow);
  const desk = deskOf(payment, counts);
  const open = async (settings: ReturnType<typeof readNoticeSettings>): Promise<Receiver> => {
    if (settings === "unreadable") return shut(flow, "settings_unreadable");
    if (!may || !settings?.enabled) return { state: { status: "off" }, close: async () => {} };
    const listening = await listen(settings, desk, limits);
    if ("problem" in listening) return shut(flow, listening.problem);
    const { host, port } = listening;
    flow.log.info("notices.listening", { host, port });
    return { state: { status: "listening", host, port }, close: () => listening.close() };
  };
  const kept = () => readNoticeSettings(flow.store.read);
  let receiver = await open(kept());
  const change = async (wish: NoticeWish): Promise<Result<null>> => {
    if (!localAddresses().includes(wish.host)) return fail("notice_host_not_here", wish.host, "manager");
    await receiver.close();
    receiver = await open(wish);
    const { state } = receiver;
    const done =
      state.status === "failed" ? fail(codeOf(state.problem), String(wish.port), "manager") : keep(flow, wish);
    if (done.ok) return done;
    await receiver.close();
    receiver = await open(kept());
    return done;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    state: () => receiver.state,
    settings() {
      const settings = kept();
      return settings === "unreadable" ? null : settings;
    },
    change(wish) {
      // One change at a time: two must not both close what the other opened.
      const done = last.then(() => change(wish));
      last = done.catch(() => {});
      return done;
    },
    counts: counts.list,
    async close() {
      await last;
      await receiver.close();
      counts.flush();
    },
  };
}

function shut(flow: Flow, problem: string): Receiver {
  flow.log.warn("notices.not_listening", { problem });
  return { state: { status: "failed", problem }, close: async () => {} };
}

const codeOf = (problem: string): "notice_port_taken" | "notice_port_refused" =>
  problem === "EADDRINUSE" ? "notice_port_taken" : "notice_port_refused";

function keep({ store, clock }: Flow, wish: NoticeWish): Result<null> {
  try {
    return keepNoticeSettings(store, wish, clock.now());
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    return fail("store_cannot_write", error.message, "manager", "now");
  }
}

function deskOf(payment: Payment, counts: Counts): Desk {
  const { flow } = payment;
  const questions = openQuestions(payment, flow.clock);
  return {
    async take(id: ChannelId, notice) {
      const ending = await receive(payment, questions, id, notice).catch((error: unknown): Ending => {
        // A question that ends after the till has closed finds no book any more.
        if (flow.closing.aborted) return { kind: "not_recorded" };
        flow.log.error("notices.bug", error);
        return { kind: "bug" };
      });
      counts.add(id, ending.kind);
      return ending;
    },
    refused: (id, kind) => counts.add(id ?? "-", kind),
    failed: (error) => flow.log.error("notices.bug", error),
  };
}
