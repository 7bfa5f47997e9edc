// Everything a network does to one call, whatever the channel: what became of the request, and what is heard of it.
import type { UnknownCause } from "../../preload/contract/reason.ts";
import { type Misbehaviour, misbehave } from "../peers/common/misbehave.ts";

export type Fault = {
  readonly name: string;
  readonly behaviour: Misbehaviour;
  /** The request reached the books. */
  readonly done: boolean;
  /** A good answer arrives all the same; of a request that came twice, the answer to the second. */
  readonly heard: "yes" | "second" | "no";
  /** Why the till does not know; null where it heard. */
  readonly cause: UnknownCause | null;
  /** Found out only by the clock. */
  readonly slow?: true;
};

const unheard = (name: string, behaviour: Misbehaviour, done: boolean, cause: UnknownCause): Fault => ({
  name,
  behaviour,
  done,
  heard: "no",
  cause,
});

export const FAULTS: readonly Fault[] = [
  unheard("a lost request", misbehave.loseRequest, false, "broken_connection"),
  unheard("a lost answer", misbehave.loseAnswer, true, "broken_connection"),
  unheard("half an answer", misbehave.halfAnswer, true, "broken_connection"),
  { ...unheard("no answer ever", misbehave.hang, true, "timeout"), slow: true },
  { ...unheard("an answer byte by byte", { do: "drip", everyMs: 40 }, true, "timeout"), slow: true },
  { name: "a late answer", behaviour: { do: "late", ms: 250 }, done: true, heard: "yes", cause: null },
  { name: "a doubled request", behaviour: misbehave.twice, done: true, heard: "second", cause: null },
  unheard("a 500 after the deed", misbehave.serverError, true, "server_error"),
  unheard("a 502 page after the deed", misbehave.badGateway, true, "server_error"),
  unheard("an HTML page instead", misbehave.htmlPage, false, "unreadable"),
  unheard("an empty answer", misbehave.emptyBody, true, "unreadable"),
  unheard("429 too many requests", misbehave.rateLimited, false, "rate_limited"),
  unheard("an answer of ten megabytes", misbehave.huge, true, "too_large"),
  unheard("a redirect", { do: "redirect", to: "http://127.0.0.1:9/elsewhere" }, false, "redirected"),
];

/** For the verbs beside `pay`: to a question, a drip is silence once more. */
export const DESK_FAULTS = FAULTS.filter(({ behaviour }) => behaviour.do !== "drip");

/** Where a doubled request is really carried out twice, what it does is told apart from the others. */
export const notDoubled = (faults: readonly Fault[]): readonly Fault[] =>
  faults.filter(({ behaviour }) => behaviour.do !== "twice");
