// The calls by which a manager writes down what a channel's console says, and settles exceptions. The rules are in the
// book; here only a pay code is kept out of what is typed.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Handlers } from "../ipc/door.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import type { Counter } from "./counter.ts";

type ReviewHandlers = Pick<Handlers, "review.resolve" | "refund.resolve" | "refund.letGo" | "exceptions.settle">;

/** Who signs what is written down: whoever is signed in; the typed name only where the till has no people. */
export function signer(signedIn: string | null, typed: string | undefined): Result<string> {
  const name = signedIn ?? typed;
  return name === undefined ? fail("bad_input", "by") : ok(name);
}

export function reviewHandlers({
  counter,
  changed,
  desk,
}: {
  readonly counter: Counter;
  readonly desk: { who(): string | null };
  changed(): void;
}): ReviewHandlers {
  const payment = () => counter.book().payment;
  /** Does the work unless a text would be refused; the count of open exceptions may have changed then. */
  const written = async <T>(
    text: string,
    typed: string | undefined,
    work: (by: string) => Result<T> | Promise<Result<T>>,
  ): Promise<Result<T>> => {
    if (holdsPayCode(text)) return fail("bad_input", "reference");
    const by = signer(desk.who(), typed);
    if (!by.ok) return by;
    const done = await work(by.value);
    if (done.ok) changed();
    return done;
  };
  return {
    "review.resolve": ({ order, says, reference, by: typed }) =>
      written(reference, typed, (by) => payment().resolveReview({ tradeNo: order, says, reference, by })),
    "refund.resolve": ({ refund, says, reference, by: typed }) =>
      written(reference, typed, (by) => payment().resolveRefund({ refundNo: refund, says, reference, by })),
    "refund.letGo": ({ refund, note, by: typed }) =>
      written(note, typed, (by) => payment().letGoRefund({ refundNo: refund, note, by })),
    "exceptions.settle": ({ order, note, by: typed }) =>
      written(note, typed, (by) => payment().settleException({ tradeNo: order, note, by })),
  };
}
