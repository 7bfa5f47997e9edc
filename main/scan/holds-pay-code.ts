// Whether a text a person typed holds something that would be taken for a pay code: such a text is never kept. The long
// numbers of a channel's console are no pay codes and are let through, and so are lists of prices, dates and telephones.
import { classify } from "./pay-code.ts";

/**
 * 12.50, 2026-03-01 and 14:30 are what they are: whoever writes them one behind the other writes a list. A code that somebody
 * cuts up into nothing but such prices cannot be told from one.
 */
const ORDINARY = [
  /(?<![\d.])\d{1,6}\.\d{1,2}(?![\d.])/g,
  /(?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])/g,
];

/** A text as it would be typed, without what is no part of any number. */
export const withoutOrdinary = (text: string): string =>
  ORDINARY.reduce((left, shape) => left.replaceAll(shape, "x"), text.normalize("NFKC"));

/** What no code goes on behind; all else may stand between its digits: blanks, marks, and what nobody sees. */
const WORDS = /(?:(?!\d)[\p{L}\p{N}])+/u;

/**
 * The runs of digits of a text, however they were typed: as wide as letters, or split by marks. Those that one and the same
 * mark splits are a run of their own too, so that no number beside a code hides it.
 */
function digitRuns(text: string): string[] {
  return withoutOrdinary(text)
    .split(WORDS)
    .flatMap((chain) => [chain.replaceAll(/\D/g, ""), ...(chain.match(/\d+/g) ?? []), ...evenRuns(chain)]);
}

function evenRuns(chain: string): string[] {
  const runs: string[] = [];
  let [run, last, mark] = ["", "", ""];
  for (const [, between = "", digits = ""] of chain.matchAll(/(\D*)(\d+)/g)) {
    const goesOn = run === last || between === mark;
    if (!goesOn) runs.push(run);
    run = (goesOn ? run : last) + digits;
    [last, mark] = [digits, between];
  }
  return [...runs, run];
}

export const holdsPayCode = (text: string): boolean =>
  digitRuns(text).some((digits) => classify(digits).kind === "pay_code");
