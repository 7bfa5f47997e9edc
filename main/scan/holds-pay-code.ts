// Whether a text a person typed holds something that would be taken for a pay code: such a text is never kept. The long
// numbers of a channel's console are no pay codes and are let through.
import { classify } from "./pay-code.ts";

/** Also when blanks or dashes split the digits, or a Chinese keyboard has made them as wide as its letters. */
export const holdsPayCode = (text: string): boolean =>
  (
    text
      .normalize("NFKC")
      .replaceAll(/(?<=\d)[\s-]+(?=\d)/g, "")
      .match(/\d+/g) ?? []
  ).some((digits) => classify(digits).kind === "pay_code");
