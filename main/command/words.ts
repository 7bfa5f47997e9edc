// The command line's sentences, one per failure code: what is wrong and what to do. English, because other software
// and support read them; the window has its own words in both languages.
import type { Failure, FailureCode } from "../../preload/contract/failure.ts";

const WORDS: Readonly<Record<FailureCode, (detail: string) => string>> = {
  bad_input: (detail) => `The value of ${detail || "an option"} cannot be used. Correct it and try again.`,
  amount_empty: () => "Give an amount.",
  amount_not_a_number: () => "The amount is not a number. Give whole fen, for example 1250 for ¥12.50.",
  amount_too_many_decimals: () => "The amount has more than two decimals.",
  amount_zero: () => "The amount is zero. Give at least 1 fen.",
  amount_negative: () => "The amount is negative. Give at least 1 fen.",
  amount_too_large: () => "The amount is over 100,000.00 yuan. Split the sale.",
  code_too_short: (detail) => `The code has only ${detail || "a few"} characters. Scan it again.`,
  code_too_long: (detail) => `The code has ${detail || "too many"} characters; no pay code is that long.`,
  code_has_letters: () => "A pay code has digits only. Ask the customer to open the pay code (付款码).",
  code_full_width: () => "The code has full-width digits. Switch the input method off and scan again.",
  code_is_goods: () => "This is a goods barcode, not a pay code.",
  code_is_receipt: () => "This is one of our receipts, not a pay code.",
  code_is_badge: () => "This is a staff badge, not a pay code.",
  code_is_url: () => "This is a web code. Ask the customer to open the pay code (付款码).",
  code_unknown_shape: () => "This is no wallet's pay code. Ask the customer to refresh it and scan again.",
  code_used: () => "This code was just used. Ask the customer to refresh it.",
  code_before_amount: () => "Enter the amount first, then scan.",
  code_while_waiting: () => "The last payment has no verdict yet. Wait for it.",
  code_wallet_not_taken: (detail) => `This channel does not take ${detail} pay codes. Use another wallet or channel.`,
  goods_unknown: () => "The product list has no such barcode.",
  goods_while_busy: () => "The amount is locked. Unlock it before adding goods.",
  goods_bad_code: () => "A barcode of the list would be taken for a pay code, a receipt or a badge.",
  goods_twice: (barcode) => `Barcode ${barcode} stands twice in the list.`,
  goods_incomplete: () => "The list did not arrive whole. Nothing was changed.",
  goods_too_many: (most) => `The list has more than ${most} products.`,
  held_not_found: () => "There is no such sale on hold.",
  held_too_many: (most) => `At most ${most} sales may be on hold.`,
  order_not_found: (detail) => `There is no order ${detail}. Check the number.`,
  order_open_attempt: (detail) => `Attempt ${detail} of this order is still open. Settle it first.`,
  order_already_paid: () => "This order is paid already.",
  order_given_back: (order) => `Money of order ${order} went back: it is collected for no more. Start a new one.`,
  tender_more_than_due: (due) => `That is more than the order still owes: ${due} fen.`,
  cash_too_little: (due) => `The cash given is less than the ${due} fen to pay.`,
  channel_not_configured: (detail) => `Channel ${detail} is not set up. Set it up with: channel set ${detail}`,
  channel_cannot: (detail) => `The channel cannot do this (${detail}).`,
  wallet_not_supported: (detail) => `The channel has no QR for ${detail}. Use another wallet.`,
  mode_not_known: () =>
    "--mode names no open pay mode of this channel for this code. Give an open one's name, template id or uuid, or none.",
  refund_not_found: (detail) => `There is no refund ${detail}. Check the number.`,
  refund_order_not_paid: () => "This order is not paid, so there is nothing to refund.",
  refund_more_than_left: (detail) => `Only ${detail} fen can still be refunded.`,
  refund_in_progress: (detail) =>
    `Refund ${detail} of this order is not finished. Wait for it, or repeat it as it was.`,
  review_not_open: (detail) => `There is nothing here for a person to decide (${detail}).`,
  review_can_ask: (detail) =>
    `The channel can be asked about ${detail} and answers. Ask it again instead of writing its answer down.`,
  review_amount_differs: () =>
    "The channel named another amount, so this is not paid. Say unpaid, and give the money back at the channel.",
  exception_not_open: () => "This order has no exception that waits to be settled.",
  config_not_json: () => "The configuration on standard input is not a JSON object.",
  config_field_missing: (detail) => `The configuration lacks the field ${detail}.`,
  config_field_unknown: (detail) => `The configuration has a field that is not known: ${detail}.`,
  config_field_bad: (detail) => `The configuration's field ${detail} has a value that cannot be used.`,
  config_bad_pem: (detail) => `The field ${detail} is not a usable PEM key of the right kind. Paste the whole key.`,
  config_insecure_url: (detail) =>
    `The address in ${detail} must be https: (http: only on this machine or a private net).`,
  config_secret_unreadable: (detail) => `The stored secret of ${detail} cannot be read here. Set the channel up again.`,
  channel_has_open: (detail) =>
    `A payment or refund of ${detail} is still open; wait for its end before changing address or merchant.`,
  notice_host_not_here: (host) => `${host} is no address of this machine. Use one of its own, or 0.0.0.0 for all.`,
  notice_port_taken: (port) => `Port ${port} is used by another program. Choose another.`,
  notice_port_refused: (port) => `The system does not let us listen on port ${port}. Choose one above 1023.`,
  modes_unknown: (cause) => `The channel did not tell its pay modes (${cause}).`,
  mode_refused: (raw) => `The channel refused to change this pay mode: ${raw}`,
  printer_not_found: (detail) =>
    detail === "" ? "No printer is set up. Set one up with: printer set ID" : `There is no printer ${detail}.`,
  print_job_not_waiting: (detail) => `Print job ${detail} no longer waits, so it cannot be changed.`,
  nothing_to_print: (detail) => `Order ${detail} has nothing to print: it ended without money.`,
  call_unknown: () => "The channel documents no such call.",
  call_not_json: () => "The fields of the call are not a JSON object.",
  call_field_bad: (detail) => `This does not fit the call: ${detail}.`,
  call_in_training: () => "No real call is made while the till is in training.",
  call_moves_money: () => "This call may move money and that was not confirmed.",
  store_newer: (detail) =>
    `The database ${detail} was written by a newer version. Update this program; nothing was changed.`,
  store_damaged: (detail) =>
    `The database ${detail} is damaged. Keep the file and restore a backup; nothing was changed.`,
  store_cannot_write: (detail) =>
    `The database cannot be written (${detail}). Make room or fix the disk; nothing was sent.`,
  folder_read_only: (detail) => `The folder ${detail} cannot be written. Choose another with --data or fix its rights.`,
  folder_in_use: (detail) => `Another till is running on ${detail}. Close it first, or use another folder with --data.`,
  refused_sender: () => "The caller may not do this.",
  unknown_call: (detail) => `There is no call ${detail}.`,
  bug: () => "Something went wrong inside the program. The log on stderr says where.",
};

export const sentence = (failure: Failure): string => WORDS[failure.code](failure.detail ?? "");
