// What an attempt's history must show by itself (payments.md, rules 3 and 6; cli.md, "After an unclear answer"): money is
// believed only from an answer that names our amount and does not lie, "not paid" only twice over once anything was
// unclear, and a cancel leaves right after a question and more than once. It shares no code with the flow.
import type { EventRow } from "./auditor-rows.ts";
import type { Heard } from "./servers/server.ts";

type Story = {
  readonly amountFen: number;
  /** Any answer so far proved nothing, or never came. */
  isUnclear: boolean;
  /** Answers "not paid" since it was last called off. */
  noes: number;
  cancels: number;
};

export class Proof {
  readonly #say: (rule: string, what: string) => void;
  /** Counts what happens in simulated time: two answers never come in one happening. */
  readonly #happening: () => number;
  readonly #stories = new Map<string, Story>();
  readonly #lastLeft = new Map<string, string>();
  #lie: { readonly happening: number; readonly id: string } | null = null;

  constructor(say: (rule: string, what: string) => void, happening: () => number) {
    this.#say = say;
    this.#happening = happening;
  }

  /** An answer with a lie in it is about to be read by the till. */
  lied({ tradeNo, refundNo }: Pick<Heard, "tradeNo" | "refundNo">): void {
    const id = refundNo ?? tradeNo;
    this.#lie = id === null ? null : { happening: this.#happening(), id };
  }

  /** A request is about to leave. */
  leaves({ kind, name, tradeNo }: Heard): void {
    if (tradeNo === null) return;
    const last = this.#lastLeft.get(tradeNo);
    if ((kind === "cancel" || kind === "close") && last !== "query")
      this.#say("cancel", `${name} of ${tradeNo} leaves right after ${last ?? "nothing"}, not after a question`);
    this.#lastLeft.set(tradeNo, kind);
  }

  /** The journal has grown by this. */
  moved(event: EventRow): void {
    const { kind, to_status: to, subject_id: id } = event;
    const isByHand = kind.startsWith("resolved_");
    if (
      (to === "paid" || to === "refunded") &&
      !isByHand &&
      this.#lie?.id === id &&
      this.#lie.happening === this.#happening()
    )
      this.#say("b", `${id} is ${to} by an answer that was not to be believed`);
    if (event.subject === "refund") return;
    const detail: Readonly<Record<string, unknown>> = JSON.parse(event.detail);
    if (kind === "created")
      this.#stories.set(id, { amountFen: Number(detail["amountFen"]), isUnclear: false, noes: 0, cancels: 0 });
    const story = this.#stories.get(id);
    if (!story) return;
    this.#ended(event, story, detail);
    this.#heard(event, story);
  }

  #ended(
    { kind, from_status: from, subject_id: id }: EventRow,
    story: Story,
    detail: Readonly<Record<string, unknown>>,
  ) {
    if ((kind === "paid" || kind === "late_paid") && detail["amountFen"] !== story.amountFen)
      this.#say("b", `${id} of ${story.amountFen} is ${kind} by an answer of ${String(detail["amountFen"])}`);
    const isNo = (kind === "declined" || kind === "cancelled") && from !== "sending";
    if (isNo && story.isUnclear && story.noes === 0)
      this.#say("c", `${id} is ${kind} by one answer alone, after an unclear one`);
    const isSpent = kind === "review" && from === "cancelling" && detail["raw"] === undefined;
    if (isSpent && story.cancels < 2) this.#say("cancel", `${id} goes to a person after ${story.cancels} cancels`);
  }

  #heard({ kind, from_status: from }: EventRow, story: Story): void {
    if (kind === "unknown" || (kind === "restart" && from === "sending")) story.isUnclear = true;
    if (kind === "stop" || kind === "spent") [story.noes, story.cancels] = [0, 0];
    if (kind === "unpaid") story.noes += 1;
    // Asked right before a cancel, "not paid so far" is one of the two that must agree.
    if (kind === "awaiting") story.noes = from === "cancelling" ? 1 : 0;
    if (kind === "cancel") story.cancels += 1;
  }
}
