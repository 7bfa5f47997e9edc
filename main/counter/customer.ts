// What the customer's display shows of the counter: the amount, the code to scan, and that it was received. Whatever
// else happens, it shows the amount or the shop's name, and never a reason.
import type { CustomerView, CustomerWindowState } from "../../preload/contract/customer.ts";
import { isAllBack, isProved } from "../../preload/contract/proof.ts";
import type { AttemptView, Settings } from "../../preload/contract/views.ts";
import { isOpen } from "../../preload/contract/status.ts";
import { viewAttempt } from "../payment/view.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import type { Counter } from "./counter.ts";

/** What became of the display's window: only the door that opens it knows. */
export type HeldWindow = { now(): CustomerWindowState; is(now: CustomerWindowState): void };

export function holdCustomerWindow(changed: () => void): HeldWindow {
  let held: CustomerWindowState = "closed";
  return {
    now: () => held,
    is(now) {
      if (now === held) return;
      held = now;
      changed();
    },
  };
}

export function viewCustomer(counter: Counter, { customer, language }: Settings): CustomerView {
  const { shop, branch } = customer;
  const book = counter.book();
  return {
    shop,
    branch,
    language,
    training: counter.mode === "training",
    takes: [...book.takes().payCode.keys()],
    face: faceOf(counter),
  };
}

function faceOf(counter: Counter): CustomerView["face"] {
  const { sale, current } = counter;
  if (sale !== null) return { kind: "due", amountFen: sale.amountFen, isWaiting: false };
  const { flow } = counter.book().payment;
  const { read } = flow.store;
  const attempt = current === null ? null : attemptByNo(read, current);
  if (attempt === null) return { kind: "idle" };
  const tenders = attemptsOfOrder(read, attempt.orderId).filter(({ status }) => status === "paid");
  return faceOfAttempt(
    viewAttempt(flow, attempt),
    tenders.map((tender) => viewAttempt(flow, tender)),
  );
}

/** `tenders`: the payments its order received. */
function faceOfAttempt(attempt: AttemptView, tenders: readonly AttemptView[]): CustomerView["face"] {
  const { status, amountFen, dueFen, owedFen, codeUrl } = attempt;
  if (isAllBack(tenders)) return { kind: "idle" };
  if (status === "paid" && dueFen === 0) return { kind: "paid", amountFen: owedFen, proved: tenders.every(isProved) };
  if (status === "paid") return { kind: "due", amountFen: dueFen, isWaiting: false };
  if (!isOpen(status)) return { kind: "idle" };
  if (attempt.method !== "qr" || codeUrl === null || status !== "awaiting_payer")
    return { kind: "due", amountFen, isWaiting: true };
  return { kind: "scan", amountFen, codeUrl, expiresAt: attempt.codeExpiresAt, wallet: attempt.wallet };
}
