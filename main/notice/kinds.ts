// How a notice can end, with the HTTP status each refusal is answered with. Counted under these names.

/** accepted: it changed the books · repeated: what it says stood there already · asked: it led to a question and its answer. */
export type Taken = "accepted" | "repeated" | "asked";

export const REFUSALS = {
  // The message.
  wrong_path: 404,
  wrong_method: 405,
  wrong_encoding: 415,
  too_large: 413,
  too_slow: 408,
  malformed: 400,
  // What it says.
  not_set_up: 404,
  unreadable: 400,
  bad_signature: 401,
  other_merchant: 403,
  unknown_number: 404,
  differs: 409,
  // Ours: the channel is to tell it again.
  not_recorded: 503,
  busy: 503,
  bug: 500,
} as const;
export type Refusal = keyof typeof REFUSALS;
export type NoticeKind = Taken | Refusal;

export const isRefusal = (kind: string): kind is Refusal => Object.hasOwn(REFUSALS, kind);

/** How one notice ended; `reply` is the channel's own word for "understood". */
export type Ending = { readonly kind: Taken; readonly reply: string } | { readonly kind: Refusal };
