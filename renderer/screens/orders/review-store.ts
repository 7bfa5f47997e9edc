// Writing down what a person found: the question that is open and main's answer to it. Main asks the channel first; what the
// channel says meanwhile stands above what a person would write.
import { create } from "zustand";
import type { Failure } from "../../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../../preload/contract/ids.ts";
import { call } from "../../cashier.ts";
import { hush } from "../../notice.ts";
import { useTill } from "../../till.ts";
import { openOrder } from "./store.ts";

export type Question =
  | { readonly kind: "attempt"; readonly order: TradeNo }
  | { readonly kind: "refund"; readonly order: TradeNo; readonly refund: RefundNo }
  /** A refund that was refused was dealt with in another way. */
  | { readonly kind: "let_go"; readonly order: TradeNo; readonly refund: RefundNo }
  | { readonly kind: "exception"; readonly order: TradeNo };

export type Says = "paid" | "unpaid" | "refunded" | "refused";
export type Written = { readonly says: Says | null; readonly reference: string; readonly by: string };

type Review = {
  readonly question: Question | null;
  readonly failure: Failure | null;
  readonly isSending: boolean;
  /** Who wrote the last one, for the next: until the window closes. */
  readonly by: string;
};

export const useReview = create<Review>()(() => ({ question: null, failure: null, isSending: false, by: "" }));

export function openReview(question: Question | null): void {
  hush();
  useReview.setState({ question, failure: null });
}

/** Whoever is signed in signs what is written down; a name is typed only where the till has no people. */
export const isSigned = (): boolean => useTill.getState().state?.staff.isOn === true;

/** The texts as they would be kept, or null while something is missing. */
export function whole(question: Question, { says, reference, by }: Written): Written | null {
  const written = { says, reference: reference.trim(), by: by.trim() };
  const isNote = question.kind === "exception" || question.kind === "let_go";
  const isWhole = written.reference !== "" && (isSigned() || written.by !== "") && (says !== null || isNote);
  return isWhole ? written : null;
}

/** Called by a hand on the button, or its key held, and by nothing else. */
export async function writeDown(question: Question, written: Written): Promise<void> {
  useReview.setState({ isSending: true, failure: null, by: written.by });
  const answer = await send(question, written);
  // Whatever became of it, the order shows what stands now.
  await openOrder(question.order);
  useReview.setState({
    isSending: false,
    ...(answer === null || answer.ok ? { question: null } : { failure: answer.failure }),
  });
}

async function send(question: Question, { says, reference, by: name }: Written) {
  const by = isSigned() ? undefined : name;
  switch (question.kind) {
    case "exception":
      return call("exceptions.settle", { order: question.order, note: reference, by });
    case "let_go":
      return call("refund.letGo", { refund: question.refund, note: reference, by });
    case "refund":
      if (says !== "refunded" && says !== "refused") return null;
      return call("refund.resolve", { refund: question.refund, says, reference, by });
    case "attempt":
      if (says !== "paid" && says !== "unpaid") return null;
      return call("review.resolve", { order: question.order, says, reference, by });
  }
}
