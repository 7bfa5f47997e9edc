// A failure is a value that says who can do something about it. It carries a code, never a sentence:
// the renderer and the command line find words by code.
import { z } from "zod";

export const failureCode = z.enum([
  // input
  "bad_input",
  "amount_empty",
  "amount_not_a_number",
  "amount_too_many_decimals",
  "amount_zero",
  "amount_negative",
  "amount_too_large",
  // scans
  "code_too_short",
  "code_too_long",
  "code_has_letters",
  "code_full_width",
  "code_is_goods",
  "code_is_receipt",
  "code_is_badge",
  "code_is_url",
  "code_unknown_shape",
  "code_used",
  "code_before_amount",
  "code_while_waiting",
  "code_wallet_not_taken",
  "goods_unknown",
  "goods_while_busy",
  // the order and its attempts
  "order_not_found",
  "order_open_attempt",
  "sale_changed",
  "order_already_paid",
  "order_given_back",
  "tender_more_than_due",
  "cash_too_little",
  "channel_not_configured",
  "channel_cannot",
  "wallet_not_supported",
  "mode_not_known",
  // refunds
  "refund_not_found",
  "refund_order_not_paid",
  "refund_more_than_left",
  "refund_in_progress",
  "refund_lines_wrong",
  "refund_not_refused",
  // shifts
  "shifts_off",
  "shift_open_already",
  "shift_not_open",
  "shift_counted",
  "shift_not_counted",
  "shift_has_open",
  "shift_why_missing",
  "shift_left_too_much",
  "handover_not_yours",
  "handover_same_person",
  "handover_unproved",
  // reports
  "report_cannot_save",
  "day_not_over",
  // what a person writes down
  "review_not_open",
  "review_can_ask",
  "review_amount_differs",
  "exception_not_open",
  // channel configuration
  "config_not_json",
  "config_field_missing",
  "config_field_unknown",
  "config_field_bad",
  "config_bad_pem",
  "config_insecure_url",
  "config_secret_unreadable",
  "channel_has_open",
  // the receiver of notices
  "notice_host_not_here",
  "notice_port_taken",
  "notice_port_refused",
  // pay modes
  "modes_unknown",
  "mode_refused",
  // reconciliation and the bills read in for it
  "reconcile_running",
  "difference_not_found",
  "difference_needs_proof",
  "bill_unreadable",
  "bill_empty",
  "bill_too_large",
  "bill_encoding",
  "bill_columns",
  "bill_row_bad",
  "bill_time_bad",
  "bill_number_bad",
  "bill_amount_bad",
  "bill_state_bad",
  "bill_duplicate",
  "bill_rows_missing",
  "bill_again",
  // printing
  "printer_not_found",
  "print_job_not_waiting",
  "nothing_to_print",
  "print_answer_unfit",
  "printer_no_drawer",
  "printing_in_training",
  // the product list and sales put aside
  "goods_bad_code",
  "goods_twice",
  "goods_incomplete",
  "goods_too_many",
  "held_not_found",
  "held_too_many",
  // the channel console
  "call_unknown",
  "call_not_json",
  "call_field_bad",
  "call_in_training",
  "call_moves_money",
  // people
  "staff_sign_in",
  "staff_needs_approval",
  "staff_not_allowed",
  "staff_number_taken",
  "staff_number_used",
  "staff_first_is_owner",
  "staff_last_owner",
  "staff_not_found",
  "pin_missing",
  "pin_too_simple",
  "pin_wrong",
  "pin_shut",
  "badge_unknown",
  "badge_taken",
  "approval_gone",
  // store and folder
  "store_newer",
  "store_damaged",
  "store_not_a_book",
  "store_other_book",
  "store_cannot_write",
  "folder_read_only",
  "folder_in_use",
  // the door
  "refused_sender",
  "unknown_call",
  "bug",
]);
export type FailureCode = z.infer<typeof failureCode>;

export const failure = z.object({
  code: failureCode,
  /** Who can act on it. */
  who: z.enum(["payer", "cashier", "manager", "developer"]),
  /** Whether doing the same again can help; `after_query` = only once the channel has been asked. */
  retry: z.enum(["now", "after_query", "never"]),
  /** The field, option, file or number concerned; never a secret, never a pay code. */
  detail: z.string().optional(),
});
export type Failure = z.infer<typeof failure>;

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (
  code: FailureCode,
  detail?: string,
  who: Failure["who"] = "cashier",
  retry: Failure["retry"] = "now",
): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: detail === undefined ? { code, who, retry } : { code, who, retry, detail },
});
