// The calls by which a manager writes down what a channel's console says, and settles exceptions. The rules are in the
// book; here only a pay code is kept out of what is typed.
import { type Result, fail } from "../../preload/contract/failure.ts";
import type { Handlers } from "../ipc/door.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import type { Counter } from "./counter.ts";

type ReviewHandlers = Pick<Handlers, "review.resolve" | "refund.resolve" | "exceptions.settle">;

export function reviewHandlers({ counter, changed }: { readonly counter: Counter; changed(): void }): ReviewHandlers {
  const payment = () => counter.book().payment;
  /** Does the work unless a text would be refused; the count of open exceptions may have changed then. */
  const written = async <T>(text: string, work: () => Result<T> | Promise<Result<T>>): Promise<Result<T>> => {
    if (holdsPayCode(text)) return fail("bad_input", "reference");
    const done = await work();
    if (done.ok) changed();
    return done;
  };
  return {
    "review.resolve": ({ order, says, reference, by }) =>
      written(reference, () => payment().resolveReview({ tradeNo: order, says, reference, by })),
    "refund.resolve": ({ refund, says, reference, by }) =>
      written(reference, () => payment().resolveRefund({ refundNo: refund, says, reference, by })),
    "exceptions.settle": ({ order, note, by }) =>
      written(note, () => payment().settleException({ tradeNo: order, note, by })),
  };
}
