// What a channel tells the screen that sets it up: the fields of its form, which of its calls move money, and how one
// harmless question shows that the config is right. Pure.
import type { ChannelField, CheckFinding, CheckStep, PlainValue } from "../../preload/contract/channels.ts";
import type { UnknownCause } from "../../preload/contract/reason.ts";
import type { Ids } from "../ids.ts";

/** A field of the form as data; whether it is secret stands in the kind's `secrets`. */
export type FormField = Pick<ChannelField, "name" | "kind" | "isRequired"> & {
  readonly otherwise?: PlainValue;
  readonly choices?: readonly string[];
};
export type ChannelForm = {
  /** In the order they are asked for. */
  readonly fields: readonly FormField[];
  /** Top-level config fields that say where and who we are: under others, a question about an old payment would be about nothing. */
  readonly identity: readonly string[];
  /** Documented calls that may take or give back money. */
  readonly moneyCalls: readonly string[];
};

export const must = (name: string, kind: FormField["kind"] = "text"): FormField => ({ name, kind, isRequired: true });
export const may = (name: string, kind: FormField["kind"] = "text", otherwise?: PlainValue): FormField => ({
  name,
  kind,
  isRequired: false,
  ...(otherwise === undefined ? {} : { otherwise }),
});
export const oneOf = (name: string, choices: readonly string[], otherwise: string): FormField => ({
  name,
  kind: "choice",
  isRequired: false,
  choices,
  otherwise,
});

export type Proof = Omit<CheckStep, "name">;
/** What the answer to the harmless question shows about who we are and about the signatures. */
export type Proofs = {
  readonly credentials: Proof;
  readonly signature: Proof;
  /** Whether answers name the amount, without which no payment is ever believed; left out where it cannot be seen. */
  readonly amounts?: Proof;
};
export type Probe = (timeoutMs: number) => Promise<Proofs>;

export const proved = (finding: CheckFinding | null = null, detail: string | null = null): Proof => ({
  state: "ok",
  finding,
  detail,
});
export const disproved = (finding: CheckFinding, detail: string | null = null): Proof => ({
  state: "failed",
  finding,
  detail: detail === "" ? null : detail,
});
export const unproved = (finding: CheckFinding, detail: string | null = null): Proof => ({
  state: "not_possible",
  finding,
  detail: detail === "" ? null : detail,
});

/** The channel itself said no before it looked for the order, for a reason of its own. */
export const refusedOtherwise = (words: string): Proofs => ({
  credentials: disproved("refused_otherwise", words),
  signature: unproved("not_asked"),
});

/** The channel knows us and would not take our signature. */
export const signatureRefused = (words: string): Proofs => ({
  credentials: unproved("not_asked"),
  signature: disproved("our_signature_refused", words),
});

export const credentialsRefused = (words: string): Proofs => ({
  credentials: disproved("credentials_refused", words),
  signature: unproved("not_asked"),
});

/** After an answer one may not believe: what is left to say. */
export function unbelieved(cause: UnknownCause, words: string): Proofs {
  const nothing = unproved("not_asked");
  switch (cause) {
    case "bad_signature":
      return { credentials: nothing, signature: disproved("their_signature_wrong", words) };
    case "server_error":
    case "rate_limited":
      return { credentials: disproved("channel_down", words), signature: nothing };
    case "unreadable":
      return { credentials: disproved("not_the_channel", words.startsWith("HTTP") ? words : null), signature: nothing };
    case "timeout":
    case "not_connected":
    case "broken_connection":
    case "tls_failed":
    case "redirected":
    case "too_large":
      return { credentials: nothing, signature: nothing };
    default:
      return refusedOtherwise(words);
  }
}

/** A number of the right form that no order ever had or will have: letters stand in none of ours. */
export const neverUsed = (ids: Ids): string => `ZJ${ids.nonce().slice(0, 20).toUpperCase()}`;
