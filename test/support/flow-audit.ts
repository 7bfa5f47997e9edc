// Compares the till's book with the channel's after everything has healed. It reads both itself and shares no code with
// the flow.
import type { Store } from "../../main/store/open.ts";
import { verifyStore } from "../../main/store/verify.ts";
import type { FlowChannel } from "./flow-channel.ts";

type Row = { readonly trade_no: string; readonly amount_fen: number; readonly status: string };
type RefundRow = {
  readonly refund_no: string;
  readonly trade_no: string;
  readonly amount_fen: number;
  readonly status: string;
};

/** Answers every difference, so that a failing run says what is wrong. `allowed`: statuses that may be left open. */
export function audit({ read }: Store, channel: FlowChannel, allowed: readonly string[] = []): string[] {
  const problems = [...verifyStore(read).problems];
  const attempts = read.all<Row>("SELECT * FROM attempts");
  for (const { trade_no: number, amount_fen, status } of attempts) {
    const there = channel.stateOf(number);
    const isPaidHere = status === "paid";
    if (allowed.includes(status)) continue;
    if (isPaidHere !== (there === "paid")) problems.push(`${number}: ${status} here, ${there} there`);
    if (isPaidHere && channel.books.get(number)?.amountFen !== amount_fen) problems.push(`${number}: another amount`);
    if (!["paid", "declined", "cancelled"].includes(status)) problems.push(`${number}: still ${status}`);
    const receipts = read.all("SELECT 1 FROM print_jobs WHERE kind = 'sale' AND subject_id = ?", number).length;
    if (receipts !== (isPaidHere ? 1 : 0)) problems.push(`${number}: ${status} with ${receipts} receipts`);
  }
  for (const number of channel.books.keys())
    if (!attempts.some(({ trade_no }) => trade_no === number)) problems.push(`${number}: only at the channel`);
  for (const { refund_no, trade_no, amount_fen, status } of read.all<RefundRow>("SELECT * FROM refunds")) {
    const there = channel.books.get(trade_no)?.refunds.get(refund_no);
    if ((status === "refunded") !== (there !== undefined))
      problems.push(`${refund_no}: ${status} here, ${there ? "given" : "not given"} there`);
    if (there && there.amountFen !== amount_fen) problems.push(`${refund_no}: another amount`);
  }
  const charges = channel.heard.filter(({ name }) => name === "charge" || name === "qr").map(({ number }) => number);
  if (new Set(charges).size !== charges.length) problems.push("a charge was sent twice under one number");
  return problems;
}
